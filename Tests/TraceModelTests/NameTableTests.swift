import Testing
import TraceModel

@Suite struct NameTableTests {
  @Test func `a string keeps its number`() {
    var table = NameTable()
    let first = table.intern("work")
    #expect(table.intern("other") != first)
    #expect(table.intern("work") == first)
    #expect(table[first] == "work")
    #expect(table.find("work") == first)
    #expect(table.find("never seen") == nil)
    #expect(table[.none] == "")
  }

  @Test func `every category, role and wait reason reads its own word back`() {
    for category in Category.allCases { #expect(Category(word: category.word) == category) }
    for role in [LaneRoles.coordinator, .worker, .loop, .other] {
      #expect(role.words.count == 1)
      #expect(LaneRoles(word: role.words[0]) == role)
    }
    for reason in WaitReason.allCases { #expect(WaitReason(word: reason.word) == reason) }
  }
}

@Suite struct SpanColumnsTests {
  @Test func `columns give back the spans put in`() {
    let spans = [
      Span(
        start: Nanoseconds(1), end: Nanoseconds(5), name: NameTable.ID(index: 3), lane: 2,
        category: .task, isUnfinished: true, task: NameTable.ID(index: 9), detail: 4),
      Span(
        start: Nanoseconds(-7), end: Nanoseconds(-7), name: .none, lane: 0, category: .dep),
    ]
    var columns = SpanColumns()
    for span in spans { columns.append(span) }
    #expect(Array(columns) == spans)
  }
}
