import CRing
import Testing

@testable import Stretto

@Suite struct RingRegistryTests {
  @Test func `sizes shrink with the number of threads, up to a limit`() {
    let limits = RingLimits.standard
    #expect(limits.size(after: 0)?.records == 65_536)
    #expect(limits.size(after: 31)?.records == 65_536)
    #expect(limits.size(after: 32)?.records == 8_192)
    #expect(limits.size(after: 511)?.records == 8_192)
    #expect(limits.size(after: 512)?.records == 256)
    #expect(limits.size(after: 16_383)?.records == 256)
    #expect(limits.size(after: 16_384) == nil)
  }

  @Test func `a ring is used again, largest first, once its thread has ended and it is drained`()
    throws
  {
    let limits = RingLimits(sizes: [
      (RingSize(records: 64, names: 2), 1), (RingSize(records: 8, names: 2), 2),
    ])
    let registry = RingRegistry(owner: .max, process: 1, limits: limits)
    let gathering = Gathering(3)
    try onThreads(3) { _ in
      _ = registry.ringOfThisThread()
      gathering.wait()
    }
    #expect(registry.ringCount == 3)
    let rings = registry.takeArrivals()
    #expect(rings.map(\.capacity) == [64, 8, 8])
    #expect(rings.map(\.isClosed) == [true, true, true])
    for ring in rings { registry.recycle(ring) }
    try onThreads(1) { _ in _ = registry.ringOfThisThread() }
    #expect(registry.takeArrivals().map(\.capacity) == [64])
    #expect(registry.ringCount == 3)
    registry.orphanAll()
  }

  @Test func `a thread beyond the limit has its events counted`() throws {
    let registry = RingRegistry(owner: .max - 1, process: 1, limits: .rings(1, of: 8))
    #expect(registry.ringOfThisThread() != nil)
    try onThreads(1) { _ in
      for _ in 0..<5 { #expect(registry.ringOfThisThread() == nil) }
    }
    #expect(registry.dropped == 5)
    registry.orphanAll()
  }

  @Test func `ten rings serve a hundred threads, ten at a time, when they are drained between`()
    throws
  {
    let rings = RingRegistry(owner: .max - 3, process: 1, limits: .rings(10, of: 64))
    let parts = TracerCore.Parts(
      rings: rings, journal: RunJournal(), origin: .now(), process: 1, policy: .standard)
    let lines = Guarded<[[UInt8]]>([])
    let sink: TracerConfiguration.Sink = { sent, _ in lines.withLock { $0.append(sent) } }
    var drain = Drain(parts, output: try DrainOutput(.sink(sink, origin: parts.origin)))
    for wave in 0..<10 {
      let gathering = Gathering(10)
      try onThreads(10) { number in
        let ring = rings.ringOfThisThread()
        gathering.wait()
        guard let name = ring?.slot(of: TraceName("\(wave) \(number)")) else { return }
        ring?.push(
          stretto_record(
            start: 1, end: 1, name: name, task: 0, kind: UInt8(STRETTO_INSTANT), category: 0,
            detail: 0, reserved: 0))
      }
      #expect(drain.drain() > 0)
    }
    #expect(rings.ringCount == 10)
    #expect(rings.dropped == 0)
    let text = String(decoding: lines.withLock { Array($0.joined()) }, as: UTF8.self)
    for wave in 0..<10 {
      for number in 0..<10 { #expect(text.contains("\"name\":\"\(wave) \(number)\"")) }
    }
    rings.orphanAll()
  }

  @Test func `after the end no thread gets a ring`() throws {
    let registry = RingRegistry(owner: .max - 2, process: 1, limits: .standard)
    registry.orphanAll()
    #expect(registry.ringOfThisThread() == nil)
    #expect(registry.ringCount == 0)
  }
}
