import Testing
import TraceFile
import TraceModel

/// Files cut anywhere and files with random bytes: never a trap, never less
/// than what stands before the damage.
@Suite struct DamageTests {
  private func sample() -> [UInt8] {
    var encoder = EventEncoder(origin: .zero)
    let lane = LaneID(process: 7, thread: 8)
    encoder.laneName("worker", roles: .worker, on: lane)
    for index in 0..<40 {
      let start = Nanoseconds(Int64(index) * 1000)
      encoder.span(
        "task \(index)", "task", on: lane, from: start, to: start + Nanoseconds(900),
        arguments: EventArguments(task: UInt64(index), key: "k"))
    }
    return Array("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n".utf8) + encoder.takeLines()
      + Array("\n],\"otherData\":{\"stretto\":{}}}".utf8)
  }

  /// Spans so far; nil where the file cannot be a trace yet.
  private func spans(_ bytes: [UInt8]) -> [PlainSpan]? {
    (try? TraceReader.read(bytes: bytes))?.plainSpans
  }

  @Test(arguments: [true, false])
  func `a file cut at any byte gives a growing prefix of the events`(_ isCompressed: Bool) throws {
    let whole = isCompressed ? gzipped(sample()) : sample()
    let all = try #require(spans(whole))
    #expect(all.count == 40)
    var known = 0
    var isReadable = false
    for cut in 0..<whole.count {
      guard let some = spans(Array(whole[..<cut])) else {
        #expect(!isReadable, "cut at \(cut) is refused, a shorter one was read")
        continue
      }
      isReadable = true
      #expect(some.count >= known && some == Array(all.prefix(some.count)), "cut at \(cut)")
      known = max(known, some.count)
    }
    #expect(known == 40)
  }

  @Test func `a cut file says so at every byte`() throws {
    let whole = gzipped(sample())
    for cut in 30..<whole.count {
      guard let trace = try? TraceReader.read(bytes: Array(whole[..<cut])) else { continue }
      #expect(trace.notes.truncation != nil, "cut at \(cut)")
    }
    #expect(try TraceReader.read(bytes: whole).notes.truncation == nil)
  }

  @Test(arguments: [true, false])
  func `random damage never traps and keeps every index valid`(_ isCompressed: Bool) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    let whole = isCompressed ? gzipped(sample()) : sample()
    var read = 0
    for _ in 0..<1500 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        damage(&bytes, &random)
      }
      guard let trace = try? TraceReader.read(bytes: bytes) else { continue }
      read += 1
      #expect(trace.isSound, "seed \(seed)")
    }
    #expect(read > 0, "seed \(seed)")
  }

  private func damage(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
    let index = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 2: bytes.remove(at: index)
    case 3: bytes.insert(Array("\"\\{}[],:0e-".utf8).randomElement(using: &random) ?? 0, at: index)
    default:
      let end = min(bytes.count, index + Int.random(in: 1...40, using: &random))
      bytes.insert(
        contentsOf: bytes[index..<end], at: Int.random(in: 0...bytes.count, using: &random))
    }
    if bytes.isEmpty { bytes = [0] }
  }
}

extension Trace {
  /// What the reader guarantees of every trace.
  var isSound: Bool {
    func isTime(_ time: Nanoseconds) -> Bool { Nanoseconds.admitted.contains(time) }
    func isLane(_ lane: Int32) -> Bool { lanes.indices.contains(Int(lane)) }
    func isName(_ id: NameTable.ID) -> Bool { Int(id.index) < names.count }
    func isDetail(_ detail: Int32) -> Bool {
      detail == -1 || details.indices.contains(Int(detail))
    }
    return spans.allSatisfy {
      $0.start <= $0.end && isTime($0.start) && isTime($0.end) && isLane($0.lane)
        && isName($0.name) && isName($0.task) && isDetail($0.detail)
    }
      && asyncSpans.allSatisfy {
        $0.start <= $0.end && isTime($0.start) && isTime($0.end) && isLane($0.lane)
          && isName($0.name) && isName($0.task) && isDetail($0.detail) && $0.scope >= 0
      }
      && flows.allSatisfy { flow in
        [flow.start, flow.end].compactMap(\.self).allSatisfy { isLane($0.lane) && isTime($0.time) }
      }
      && instants.allSatisfy { isLane($0.lane) && isTime($0.time) && isDetail($0.detail) }
      && details.allSatisfy { $0.schedulingLane == -1 || isLane($0.schedulingLane) }
  }
}
