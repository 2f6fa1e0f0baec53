import Glibc
import Testing

@testable import Stretto

struct FrameTests {
  private func pipe() throws -> WorkerPipe { try WorkerPipe() }

  @Test(arguments: [0, 1, 8, 40_000]) func `a frame arrives as it was sent`(size: Int) throws {
    let pipe = try pipe()
    defer { pipe.close() }
    let payload = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
    try pipe.writeEnd.send(.request, payload)
    let frame = try pipe.readEnd.receive()
    #expect(frame.kind == .request)
    #expect(frame.payload == payload)
  }

  @Test func `the end of a large frame is announced before its last byte is sent`() throws {
    let pipe = try pipe()
    defer { pipe.close() }
    var inPipe: Int32 = -1
    try pipe.writeEnd.send(.result, [UInt8](repeating: 1, count: 40_000)) {
      _ = ioctl(pipe.readEnd.descriptor, UInt(FIONREAD), &inPipe)
    }
    #expect(inPipe == Int32(Frame.headerSize) + 39_999)
  }

  @Test(
    arguments: [
      [2, 1, 0, 0, 0, 0, 0, 0], [1, 9, 0, 0, 0, 0, 0, 0], [1, 1, 1, 0, 0, 0, 0, 0],
      [1, 1, 0, 0, 255, 255, 255, 255],
    ] as [[UInt8]])
  func `a header of another version, of no kind, or too large is garbled`(header: [UInt8]) throws {
    let pipe = try pipe()
    defer { pipe.close() }
    try pipe.writeEnd.write(header)
    #expect(throws: PipeFailure.garbled) { try pipe.readEnd.receive() }
  }

  @Test func `a closed pipe ends, in the middle of a frame too`() throws {
    for sent in [[], [1, 2], Frame.header(.request, payloadSize: 5) + [1]] as [[UInt8]] {
      let pipe = try pipe()
      try pipe.writeEnd.write(sent)
      pipe.writeEnd.close()
      #expect(throws: PipeFailure.closed) { try pipe.readEnd.receive() }
      pipe.readEnd.close()
    }
  }

  @Test func `nothing to read is a time-out`() throws {
    let pipe = try pipe()
    defer { pipe.close() }
    #expect(throws: PipeFailure.timedOut) { try pipe.readEnd.receive(deadline: 0) }
  }

  @Test func `writing to nobody is an error, not a signal`() throws {
    let pipe = try pipe()
    pipe.readEnd.close()
    defer { pipe.writeEnd.close() }
    let thread = try TestThread {
      PipeSignal.blockOnThisThread()
      #expect(throws: PipeFailure.closed) { try pipe.writeEnd.send(.hello, []) }
    }
    thread.join()
  }

  @Test func `requests, failures and batches come back as they were`() throws {
    let request = TaskRequest(task: 7, flows: 1 << 40, key: "ü", work: "w", argument: [1, 2, 3])
    let read = try TaskRequest(payload: request.payload)
    #expect(read.task == 7 && read.flows == 1 << 40 && read.key == "ü" && read.work == "w")
    #expect(read.argument == [1, 2, 3])
    let failure = try TaskFailure(
      payload: TaskFailure(code: .taskFailed, text: "no").payload)
    #expect(failure.code == .taskFailed && failure.text == "no")
    let batch = try EventBatch(payload: EventBatch(lost: 3, lines: Array("{},\n{}".utf8)).payload)
    #expect(batch.lost == 3 && batch.count == 2 && batch.lines == Array("{},\n{}".utf8))
    #expect(throws: ByteReader.Malformed.self) { try TaskRequest(payload: [1, 2, 3]) }
  }
}

struct WorkerInvitationTests {
  @Test func `an invitation comes back as it was`() {
    let plain = WorkerInvitation(number: 3, requests: 5, replies: 6, trace: nil)
    #expect(WorkerInvitation(text: plain.text) == plain)
    var traced = plain
    traced.trace = WorkerInvitation.Trace(
      events: 7, origin: ClockAnchor.now(), requested: Ticks.now())
    #expect(WorkerInvitation(text: traced.text) == traced)
  }

  @Test(arguments: [
    "", "1", "1;2;3", "2;1;5;6", "1;1;5;6;7", "1;1;5;6;7;8;9", "1;x;5;6", "1;1;5;6;7;1:2;z",
  ])
  func `anything else is none`(text: String) {
    #expect(WorkerInvitation(text: text) == nil)
  }
}
