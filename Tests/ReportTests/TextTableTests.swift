import Testing

@testable import Report

@Suite struct `A table` {
  static let table = TextTable(
    columns: [.init(title: "n", alignment: .right), .init(title: "name")], itemsTitle: "parts",
    rows: [
      .init(cells: [.init(text: "1"), .init(text: "名前")], items: ["first 60", "second 40"]),
      .init(cells: [.init(text: "12"), .init(text: "x")], items: []),
    ])

  @Test func `aligns by the columns that letters take, items beside their row`() {
    #expect(
      Self.table.lines(Style(width: 60)) == [
        "   n  name  parts",
        "   1  名前  first 60  second 40",
        "  12  x",
      ])
  }

  @Test func `wraps items between them, under their column`() {
    var table = Self.table
    table.rows[0].items = ["first 60", "second 20", "third 10", "fourth 10"]
    #expect(
      table.lines(Style(width: 40))[1...2] == [
        "   1  名前  first 60  second 20",
        "            third 10  fourth 10",
      ])
  }

  @Test func `puts items below where there is no room beside`() {
    var table = Self.table
    table.columns[1].title = "a name that takes most of the line"
    #expect(
      table.lines(Style(width: 50)) == [
        "   n  a name that takes most of the line", "    parts", "   1  名前",
        "    first 60  second 40", "  12  x",
      ])
  }
}
