import Analysis
import Testing
import TraceFile
import TraceModel

@testable import Report

/// How the report speaks of time that the CPU quota explains.
struct ThrottledWordTests {
  private func run(_ slotLedger: KeyValuePairs<Bucket, Int64>) -> RunAnalysis {
    .of(
      .threads, milliseconds: 100, slots: 2, cores: 1, slotLedger: slotLedger,
      coreLedger: [.work: 60, .serial: 40], busy: 150, binding: .cores, lower: 50)
  }

  @Test func `it has a key, a word, and is called an estimate where there is any`() {
    let run = run([.work: 60, .throttled: 90, .tail: 50])
    let json = RunReport(runs: [run]).json.encoded()
    #expect(String(decoding: json, as: UTF8.self).contains("\"throttled\":90000000"))
    #expect(Bucket.throttled.meaning == "stopped by the CPU quota")
    #expect(TrustLine(runs: [run]).items.contains("throttled estimated"))
  }

  @Test func `without it the trust line does not mention it`() {
    #expect(!TrustLine(runs: [run([.work: 60, .runq: 140])]).sentence.contains("throttled"))
  }
}
