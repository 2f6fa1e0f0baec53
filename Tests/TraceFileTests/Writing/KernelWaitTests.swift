import Testing
import TraceModel

@testable import TraceFile

@Suite struct KernelWaitTests {
  @Test func `a wait that the kernel told stands beside its lane and names it`() {
    var encoder = EventEncoder(origin: Nanoseconds(0))
    let lane = LaneID(process: 7, thread: 8)
    encoder.kernelWait(.io, of: lane, from: Nanoseconds(2000), to: Nanoseconds(5000))
    let line = String(decoding: encoder.takeLines(), as: UTF8.self)
    #expect(line.contains("\"name\":\"io\""))
    #expect(line.contains("\"cat\":\"wait\""))
    #expect(line.contains("\"tid\":\(lane.scheduler.thread)"))
    #expect(line.contains("\"lane\":\"7/8\""))
  }
}
