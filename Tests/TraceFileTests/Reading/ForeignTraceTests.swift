import Foundation
import Testing
import TraceFile
import TraceModel

/// Files of other tools; what must be read was counted with other programs.
@Suite struct ForeignTraceTests {
  private func read(_ name: String) throws -> Trace {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Fixtures"))
    let trace = try TraceReader.read(path: url.path)
    #expect(trace.isSound)
    #expect(trace.name == name)
    return trace
  }

  @Test func `Rust's array of begins and ends`() throws {
    let trace = try read("rust_tracing_chrome.json.gz")
    #expect(trace.notes.events == 3220)
    #expect(trace.spans.count == 1600)
    #expect(trace.instants.count == 16)
    #expect(trace.lanes.map(\.name).contains("worker-1"))
    #expect(trace.notes.unmatchedEnds + trace.notes.unfinished + trace.notes.malformed == 0)
  }

  @Test func `Kineto's events behind metadata, on lanes named by texts`() throws {
    let trace = try read("hta_cpu_only.json.gz")
    #expect(trace.notes.events == 30)
    #expect(trace.spans.count == 16)
    #expect(trace.processNames.values.contains("Spans"))
    #expect(trace.notes.malformed == 0)
  }

  @Test func `minitrace's invalid JSON costs the damaged events only`() throws {
    let trace = try read("minitrace_threads.json")
    #expect(trace.notes.events == 805)
    #expect(trace.notes.malformed == 2)
    #expect(trace.notes.unfinished == 1)
    #expect(trace.lanes.contains { $0.id.thread < 0 })
    #expect(trace.notes.truncation == nil)
  }
}
