import Testing

@testable import Recorder

/// Records turned into waits and holds, by hand.
@Suite struct GILHistoryTests {
  private func history(
    _ records: [(Int64, Int32, GILRecord.Event)], limit: Int = 100
  ) -> (GILInterpreter, forgotten: Int) {
    var history = GILHistory(process: 1, start: 0, limit: limit)
    for (time, thread, event) in records {
      history.feed(GILRecord(time: time, thread: thread, event: event))
    }
    return (history.finish(), history.forgotten)
  }

  @Test func `a wait ends when the lock is taken, and names who had it longest`() {
    let (lock, _) = history([
      (0, 1, .acquire), (10, 2, .wait), (14, 1, .release), (15, 3, .acquire), (40, 3, .release),
      (42, 2, .acquire), (50, 2, .release),
    ])
    #expect(
      lock.waits == [GILWait(thread: 2, start: 10, end: 42, holder: 3, held: 25, holders: 2)])
    #expect(
      lock.holds == [
        GILHold(thread: 1, start: 0, end: 14), GILHold(thread: 3, start: 15, end: 40),
      ])
    #expect(lock.heldBy == [1: 14, 3: 25, 2: 8])
    #expect(lock.lost == 0)
  }

  @Test func `being made to let go is a wait that ends when another has the lock`() {
    let (lock, _) = history([
      (0, 1, .acquire), (5, 2, .wait), (9, 1, .release), (10, 1, .wait), (12, 2, .acquire),
      (13, 1, .switched), (14, 1, .wait), (20, 2, .release), (21, 1, .acquire),
    ])
    #expect(
      lock.waits == [
        GILWait(thread: 2, start: 5, end: 12, holder: 1, held: 4, holders: 1),
        GILWait(thread: 1, start: 10, end: 13, holder: 2, held: 1, holders: 1),
        GILWait(thread: 1, start: 14, end: 21, holder: 2, held: 6, holders: 1),
      ])
  }

  @Test func `who is cut off waits and holds without an end`() {
    let (lock, _) = history([(0, 1, .acquire), (3, 2, .wait)])
    #expect(lock.waits == [GILWait(thread: 2, start: 3)])
    #expect(lock.holds == [GILHold(thread: 1, start: 0)])
    #expect(lock.isUsed)
  }

  @Test func `holds that overlap, and ends without a beginning, are counted`() {
    let (lock, _) = history([
      (0, 1, .release), (1, 1, .acquire), (2, 2, .acquire), (3, 1, .release), (4, 2, .wait),
      (5, 2, .wait),
    ])
    #expect(lock.lost == 4)
    #expect(lock.heldBy.isEmpty)
  }

  @Test func `after lost records nothing is made up`() {
    let (lock, _) = history([
      (0, 1, .acquire), (3, 2, .wait), (5, 9, .lost), (9, 1, .release), (12, 2, .acquire),
      (13, 2, .release),
    ])
    #expect(lock.waits.isEmpty)
    #expect(lock.holds.isEmpty)
    #expect(lock.heldBy == [2: 1])
  }

  @Test func `what has no room is forgotten and counted`() {
    var records: [(Int64, Int32, GILRecord.Event)] = []
    for round in 0..<10 {
      let time = Int64(round) * 100
      records += [
        (time, 1, .acquire), (time + 1, 2, .wait), (time + 50, 1, .release),
        (time + 51, 2, .acquire), (time + 60, 2, .release),
      ]
    }
    let (lock, forgotten) = history(records, limit: 4)
    #expect(lock.waits.count == 4)
    #expect(lock.holds.count == 4)
    #expect(forgotten == 12)
    #expect(lock.heldBy == [1: 500, 2: 90])
  }
}
