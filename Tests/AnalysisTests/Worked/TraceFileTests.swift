import Testing
import TraceFile
import TraceModel

@testable import Analysis

/// The same figures from TS1 text, as any recorder may write it.
struct TraceFileTests {
  private func run(_ events: String) throws -> RunAnalysis {
    let text = "{\"traceEvents\":[\(events)]}"
    let trace = try TraceReader.read(bytes: Array(text.utf8), name: "case.json")
    let run = try #require(try analyse(trace).first)
    #expect(run.failedAssertions == [])
    return run
  }

  @Test func `scheduler slices on a row of their own count for the lane they name`() throws {
    let run = try run(
      """
      {"ph":"X","cat":"run","name":"run","pid":1,"tid":1,"ts":1,"dur":0.1,\
      "args":{"model":"threads","cores":2,"slots":1}},
      {"ph":"M","name":"thread_name","pid":1,"tid":1,"args":{"name":"main","role":"coordinator"}},
      {"ph":"M","name":"thread_name","pid":1,"tid":2,"args":{"name":"w","role":"worker"}},
      {"ph":"X","cat":"task","name":"t","pid":1,"tid":2,"ts":1,"dur":0.1,"args":{"task":"a"}},
      {"ph":"X","cat":"sched","name":"run","pid":1,"tid":102,"ts":1,"dur":0.06,\
      "args":{"lane":"1/2","cpu":0}},
      {"ph":"X","cat":"sched","name":"ready","pid":1,"tid":102,"ts":1.06,"dur":0.04,\
      "args":{"lane":"1/2"}}
      """)
    #expect(run.slots == 1)
    #expect(run.slotLedger == Ledger([.work: Nanoseconds(60), .runq: Nanoseconds(40)]))
    #expect(
      run.coreLedger
        == Ledger([.work: Nanoseconds(60), .runq: Nanoseconds(40), .tail: Nanoseconds(100)]))
  }

  @Test func `dependencies by from and to, or by the arrow's id`() throws {
    let run = try run(
      """
      {"ph":"X","cat":"run","name":"run","pid":1,"tid":1,"ts":0,"dur":50,\
      "args":{"model":"threads","cores":2,"slots":2}},
      {"ph":"M","name":"thread_name","pid":1,"tid":2,"args":{"name":"w","role":"worker"}},
      {"ph":"M","name":"thread_name","pid":1,"tid":3,"args":{"name":"w","role":"worker"}},
      {"ph":"X","cat":"task","name":"t","pid":1,"tid":2,"ts":0,"dur":10,"args":{"task":"a"}},
      {"ph":"X","cat":"task","name":"t","pid":1,"tid":2,"ts":10,"dur":30,"args":{"task":"b"}},
      {"ph":"X","cat":"task","name":"t","pid":1,"tid":3,"ts":10,"dur":20,"args":{"task":"c"}},
      {"ph":"X","cat":"task","name":"t","pid":1,"tid":2,"ts":40,"dur":10,"args":{"task":"d"}},
      {"ph":"s","cat":"dep","name":"dep","id":1,"pid":1,"tid":2,"ts":10,"args":{"from":"a","to":"b"}},
      {"ph":"f","bp":"e","cat":"dep","name":"dep","id":1,"pid":1,"tid":2,"ts":10},
      {"ph":"s","cat":"dep","name":"dep","id":"a>c","pid":1,"tid":2,"ts":10},
      {"ph":"f","bp":"e","cat":"dep","name":"dep","id":"a>c","pid":1,"tid":3,"ts":10},
      {"ph":"s","cat":"dep","name":"dep","id":3,"pid":1,"tid":2,"ts":40,"args":{"from":"b","to":"d"}},
      {"ph":"f","bp":"e","cat":"dep","name":"dep","id":3,"pid":1,"tid":2,"ts":40},
      {"ph":"s","cat":"dep","name":"dep","id":4,"pid":1,"tid":3,"ts":30,"args":{"from":"c","to":"d"}},
      {"ph":"f","bp":"e","cat":"dep","name":"dep","id":4,"pid":1,"tid":2,"ts":40}
      """)
    #expect(run.work == Nanoseconds(70_000))
    #expect(run.span == Nanoseconds(50_000))
    #expect(run.criticalPath == Ledger([.work: Nanoseconds(50_000)]))
  }

  @Test func `async tasks by id2 or by a plain id`() throws {
    let run = try run(
      """
      {"ph":"X","cat":"run","name":"run","pid":1,"tid":1,"ts":0,"dur":40,\
      "args":{"model":"asyncio","cores":2}},
      {"ph":"M","name":"thread_name","pid":1,"tid":1,"args":{"name":"loop","role":"coordinator"}},
      {"ph":"M","name":"thread_name","pid":1,"tid":1,"args":{"name":"loop","role":"loop"}},
      {"ph":"b","cat":"task","name":"t","id2":{"local":"0x1"},"pid":1,"tid":1,"ts":0,\
      "args":{"task":"a"}},
      {"ph":"X","cat":"step","name":"s","pid":1,"tid":1,"ts":0,"dur":10,"args":{"task":"a"}},
      {"ph":"b","cat":"wait","name":"io","id2":{"local":"0x1"},"pid":1,"tid":1,"ts":10},
      {"ph":"e","cat":"wait","name":"io","id2":{"local":"0x1"},"pid":1,"tid":1,"ts":30},
      {"ph":"X","cat":"step","name":"s","pid":1,"tid":1,"ts":30,"dur":10,"args":{"task":"a"}},
      {"ph":"e","cat":"task","name":"t","id2":{"local":"0x1"},"pid":1,"tid":1,"ts":40},
      {"ph":"b","cat":"task","name":"t","id":"b","pid":1,"tid":1,"ts":0},
      {"ph":"X","cat":"step","name":"s","pid":1,"tid":1,"ts":10,"dur":5,"args":{"task":"b"}},
      {"ph":"e","cat":"task","name":"t","id":"b","pid":1,"tid":1,"ts":15}
      """)
    #expect(run.slots == 2)
    #expect(
      run.slotLedger
        == Ledger([
          .work: Nanoseconds(25_000), .io: Nanoseconds(20_000), .loop: Nanoseconds(10_000),
          .tail: Nanoseconds(25_000),
        ]))
    #expect(run.criticalPath == Ledger([.work: Nanoseconds(20_000), .io: Nanoseconds(20_000)]))
  }
}
