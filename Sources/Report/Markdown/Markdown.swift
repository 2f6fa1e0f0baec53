/// Pieces of GitHub's Markdown, safe for text that a stranger's trace brought along.
///
/// Names must not become headings, links, pictures, HTML, or mentions that call
/// people: whatever means anything to Markdown is escaped, and what GitHub makes
/// a link of without any mark (@name, #12, an address) is broken by a zero-width
/// space, which shows nothing.
enum Markdown {
  /// A sentence as plain text on one line; sanitised before.
  static func text(_ sentence: String) -> String {
    var escaped = ""
    for character in sentence {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "@", "#": escaped += "\\\(character)&#8203;"
      case "\\", "`", "*", "_", "{", "}", "[", "]", "|", "~", "!", "$":
        escaped += "\\\(character)"
      case "\n", "\r", "\r\n": escaped += " "
      default: escaped.append(character)
      }
    }
    return escaped.replacing("://", with: ":&#8203;//").replacing("www.", with: "www&#8203;.")
      .replacing("GH-", with: "GH&#8203;-")
  }

  /// A sentence at the start of a line, where "1." or "-" would begin a list.
  static func paragraph(_ sentence: String) -> String {
    let escaped = text(sentence)
    guard let first = escaped.first else { return "" }
    if "-+=".contains(first) { return "\\" + escaped }
    let digits = escaped.prefix { $0.isASCII && $0.isNumber }
    let rest = escaped.dropFirst(digits.count)
    guard !digits.isEmpty, let mark = rest.first, mark == "." || mark == ")" else { return escaped }
    // "1.5x" begins no list: only a space after the mark does.
    return rest.dropFirst().first == " " ? "\(digits)\\\(rest)" : escaped
  }

  /// A table; cells are escaped here, columns with numbers aligned right.
  ///
  /// - Parameters:
  ///   - titles: The heads of the columns.
  ///   - numeric: The indices of those to align right.
  ///   - rows: As many cells each as there are titles.
  /// - Returns: Its lines.
  static func table(_ titles: [String], numeric: Set<Int>, _ rows: [[String]]) -> [String] {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let marks = titles.indices.map { numeric.contains($0) ? "---:" : "---" }
    return [line(titles.map(text)), line(marks)] + rows.map { line($0.map(text)) }
  }

  /// A list, one sentence an item.
  static func list(_ sentences: [String]) -> [String] { sentences.map { "- \(text($0))" } }

  /// The trust line and the notes below it, which may quote a trace.
  static func trust(_ line: TrustLine, _ remarks: [String]) -> [String] {
    var seen: Set<String> = []
    let notes = list(
      remarks.filter { seen.insert($0).inserted }.map { sanitised($0, columns: 400) })
    return [paragraph(line.sentence)] + (notes.isEmpty ? [] : [""] + notes)
  }

  /// What a reader unfolds; GitHub needs the empty lines around Markdown inside.
  static func details(_ summary: String, _ lines: [String]) -> [String] {
    guard !lines.isEmpty else { return [] }
    return ["<details>", "<summary>\(text(summary))</summary>", ""] + lines + ["", "</details>"]
  }

  /// Blocks with an empty line between.
  static func document(_ blocks: [[String]]) -> String {
    blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }
}
