import CPerf
import Testing
import TraceModel

@testable import Recorder

/// Samples at context switches and wake-ups, from bytes as the kernel writes them.
@Suite struct BlockingSampleTests {
  private static let kernel = UInt64(bitPattern: -128)
  private static let functions = KernelFunctions([
    KernelFunctions.Range(start: 0x1000, end: 0x1100, call: .futex),
    KernelFunctions.Range(start: 0x2000, end: 0x2100, call: .read),
    KernelFunctions.Range(start: 0x3000, end: 0x3100, call: .disk),
    KernelFunctions.Range(start: 0x4000, end: 0x4100, call: .fault),
    KernelFunctions.Range(start: 0x5000, end: 0x5100, call: .select),
  ])

  private func parse(_ bytes: [UInt8], _ meaning: SampleMeaning? = nil) -> ([PerfRecord], Int) {
    // Thread, time, CPU, callchain, registers; or the tracepoint's own fields.
    let type: UInt64 =
      meaning == nil
      ? 1 << 1 | 1 << 2 | 1 << 7 | 1 << 5 | 1 << 12 : 1 << 1 | 1 << 2 | 1 << 7 | 1 << 10
    var parser = PerfRecordParser(
      sampleType: type, samples: meaning ?? .blocking(Self.functions))
    var records: [PerfRecord] = []
    parser.parse(bytes, into: &records)
    return (records, parser.malformed)
  }

  private func blocking(_ chain: [UInt64]) -> Blocking? {
    var bytes = PerfBytes()
    bytes.blocking(chain, registers: (22, 11), process: 1, thread: 2, time: 50)
    let (records, malformed) = parse(bytes.bytes)
    #expect(malformed == 0)
    guard case .blocking(let blocking) = records.first?.kind else { return nil }
    return blocking
  }

  @Test func `the innermost function that is known says what is waited for`() {
    #expect(
      blocking([Self.kernel, 0x900, 0x1010, 0x2010])
        == Blocking(call: .futex, first: 11, second: 22))
    #expect(blocking([Self.kernel, 0x900, 0x2010])?.call == .read)
    #expect(blocking([Self.kernel, 0x900, 0x2101, 0x6000])?.call == .unknown)
    #expect(blocking([])?.call == .unknown)
  }

  @Test func `a disk is told only where nothing says more, and a fault only with a disk`() {
    #expect(blocking([Self.kernel, 0x3010, 0x2010])?.call == .read)
    #expect(blocking([Self.kernel, 0x3010])?.call == .disk)
    #expect(blocking([Self.kernel, 0x3010, 0x4010, 0x2010])?.call == .fault)
    #expect(blocking([Self.kernel, 0x4010, 0x2010])?.call == .unknown)
  }

  @Test func `reasons are those of the trace`() {
    #expect(Blocking(call: .select, first: 0).reason == .sleep)
    #expect(Blocking(call: .select, first: 4).reason == .io)
    #expect(Blocking(call: .poll, first: 4, second: 0).reason == .sleep)
    #expect(Blocking(call: .poll, first: 4, second: 1).reason == .io)
    #expect(Blocking(call: .futex, first: 4).reason == .lock)
    #expect(Blocking(call: .child).reason == .join)
    #expect(Blocking(call: .sleep).reason == .sleep)
    #expect(Blocking(call: .unknown).reason == nil)
  }

  @Test func `a thread without registers has no arguments`() {
    var bytes = PerfBytes()
    bytes.blocking([0x1010], registers: nil, process: 1, thread: 2, time: 50)
    #expect(parse(bytes.bytes).0.map(\.kind) == [.blocking(Blocking(call: .futex))])
  }

  @Test func `a wake-up is of the thread that is woken`() {
    var bytes = PerfBytes()
    bytes.waking(42, by: 3, time: 70)
    let (records, malformed) = parse(bytes.bytes, .waking)
    #expect(malformed == 0)
    #expect(records.map(\.kind) == [.waking(by: 3)])
    #expect(records.map(\.thread) == [42])
    #expect(records.map(\.time) == [70])
  }

  @Test func `cut and damaged samples do no harm`() {
    var whole = PerfBytes()
    whole.blocking([0x1010, 0x2010], registers: (1, 2), process: 1, thread: 2, time: 50)
    whole.waking(42, by: 3, time: 70)
    var generator = SystemRandomNumberGenerator()
    for meaning in [nil, SampleMeaning.waking] {
      for length in 0...whole.bytes.count {
        _ = parse(Array(whole.bytes.prefix(length)), meaning)
      }
      for _ in 0..<2000 {
        var bytes = whole.bytes
        for _ in 0..<4 {
          bytes[Int.random(in: bytes.indices, using: &generator)] = .random(
            in: 0...255, using: &generator)
        }
        #expect(parse(bytes, meaning).0.count <= bytes.count / 8)
      }
    }
  }

  @Test func `system calls have the reasons of the functions behind them`() {
    #expect(stretto_call_of_number(-1) == 0)
    #expect(BlockingCall.ring.rawValue == UInt8(STRETTO_CALL_RING.rawValue))
    #expect(BlockingCall.receive.rawValue == UInt8(STRETTO_CALL_RECEIVE.rawValue))
    #expect(BlockingCall.futex.rawValue == UInt8(STRETTO_CALL_FUTEX.rawValue))
  }

  @Test func `the running kernel's functions are found, where it shows them`() {
    let isVisible = stretto_sees_kernel_addresses() != 0
    #expect(KernelFunctions.running().isEmpty == !isVisible)
  }
}
