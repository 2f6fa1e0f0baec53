import Testing
import TraceModel

@testable import Stretto

@Suite struct ManyThreadsTests {
  @Test func `ten thousand threads one wave after the other lose nothing`() throws {
    let recorded = try Recorded { tracer in
      for wave in 0..<100 {
        try onThreads(100) { number in tracer.span(dynamic: "wave \(wave)") {} }
      }
    }
    #expect(recorded.lost == 0)
    for wave in 0..<100 { #expect(recorded.spans("wave \(wave)").count == 100) }
  }

  @Test func `a thousand threads at once have a lane each`() throws {
    let recorded = try Recorded { tracer in
      let gathering = Gathering(1_000)
      try onThreads(1_000) { _ in
        gathering.wait()
        tracer.span("span") {}
      }
    }
    #expect(recorded.lost == 0)
    #expect(Set(recorded.spans("span").map(\.lane)).count == 1_000)
  }

  @Test func `threads beyond the rings have their events counted`() throws {
    let recorded = try Recorded(limits: .rings(2, of: 256)) { tracer in
      let gathering = Gathering(8)
      let parting = Gathering(8)
      try onThreads(8) { _ in
        gathering.wait()
        for _ in 0..<10 { tracer.span("span") {} }
        parting.wait()
      }
    }
    #expect(recorded.spans("span").count + recorded.lost == 80)
    #expect(recorded.lost > 0)
  }
}
