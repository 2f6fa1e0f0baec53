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

  @Test func `many strings of every length keep their numbers`() {
    var table = NameTable()
    #expect(table.find("") == NameTable.ID.none)
    let strings = (0..<3000).map { String(repeating: "é", count: $0 % 23) + "\($0)" }
    let ids = strings.map { table.intern($0) }
    #expect(Set(ids).count == strings.count)
    #expect(strings.map { table.find($0) } == ids)
    #expect(strings.map { table.intern($0) } == ids)
    #expect(zip(ids, strings).allSatisfy { table[$0] == $1 })
    #expect(table.count == strings.count + 1)
    #expect(table.find("3000") == nil)
    #expect(table.intern("") == .none)
  }

  @Test func `strings appended as new are found before and after they are indexed`() {
    var table = NameTable()
    let known = table.intern("known")
    let ids = (0..<500).map { table.append(new: "\($0)") }
    #expect(table.find("499") == ids.last)
    #expect(table.find("known") == known)
    #expect(table.find("500") == nil)
    #expect(table.intern("7") == ids[7])
    let late = table.append(new: "late")
    table.index()
    #expect(table.find("late") == late)
    #expect((0..<500).map { table.find("\($0)") } == ids)
    #expect(table.count == 503)
  }

  @Test func `texts of other bytes are other names, however they look`() {
    var table = NameTable()
    #expect(table.intern("\u{E9}") != table.intern("e\u{301}"))
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
