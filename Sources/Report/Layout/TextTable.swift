/// Columns of text under titles, and a last column of items that may wrap.
///
/// A layout of our own instead of the TextTable package: that one drags in full
/// Foundation, which took the static binary from 20 to 64 MB.
struct TextTable {
  enum Alignment {
    case left, right
  }

  struct Column {
    var title: String
    var alignment = Alignment.left
  }

  struct Cell {
    var text: String
    var emphasis = Style.Emphasis.plain
  }

  struct Row {
    var cells: [Cell]
    /// The items of the last column; broken between, never inside.
    var items: [String]
  }

  var columns: [Column]
  /// The last column's title; empty where no row has items.
  var itemsTitle: String
  var rows: [Row] = []
  var indent = 2
  /// The least width of the first column, so that tables below each other line up.
  var leastFirst = 0

  /// With less room than this beside the columns, the items go below their row.
  private static let leastItemsWidth = 24
  private static let gap = "  "

  /// The lines of the table, the titles first, without trailing spaces.
  func lines(_ style: Style) -> [String] {
    let widths = columns.indices.map { index in
      rows.reduce(max(displayWidth(of: columns[index].title), index == 0 ? leastFirst : 0)) {
        max($0, displayWidth(of: $1.cells[index].text))
      }
    }
    let margin = String(repeating: " ", count: indent)
    let left = widths.reduce(indent) { $0 + $1 + Self.gap.count }
    let isBeside = style.width - left >= Self.leastItemsWidth
    let titles = columns.map { Cell(text: $0.title, emphasis: .faint) }
    let head = margin + line(of: titles, widths, style)
    let lastTitle = style.apply(.faint, to: itemsTitle)
    var lines =
      itemsTitle.isEmpty
      ? [head.trimmedEnd]
      : isBeside
        ? [head + Self.gap + lastTitle] : [head.trimmedEnd, margin + Self.gap + lastTitle]
    for row in rows {
      let cells = margin + line(of: row.cells, widths, style)
      let itemsIndent = isBeside ? left : indent + Self.gap.count
      var wrapped = style.wrap(row.items, separator: Self.gap, indent: itemsIndent)
      if isBeside, !wrapped.isEmpty {
        let first = wrapped.removeFirst().dropFirst(left)
        lines.append(cells + Self.gap + first)
      } else {
        lines.append(cells.trimmedEnd)
      }
      lines += wrapped
    }
    return lines
  }

  private func line(of cells: [Cell], _ widths: [Int], _ style: Style) -> String {
    zip(cells, zip(columns, widths)).map { cell, layout in
      let space = String(repeating: " ", count: layout.1 - displayWidth(of: cell.text))
      let text = style.apply(cell.emphasis, to: cell.text)
      return layout.0.alignment == .left ? text + space : space + text
    }.joined(separator: Self.gap)
  }
}
