import Glibc
import Testing

@testable import Stretto

@Suite(.timeLimit(.minutes(10))) struct ProcessPoolTests {
  @Test func `results come back to the handles they belong to`() throws {
    let pool = try FixtureProgram.pool(workers: 2)
    let handles = (0..<100).map { pool.submit(FixtureProgram.square, key: "item", $0) }
    #expect(try handles.map { try $0.wait() } == (0..<100).map { $0 * $0 })
    pool.shutDown()
    pool.shutDown()
  }

  @Test(arguments: [0, 1, 70_000, 9_000_000]) func `payloads of any size travel both ways`(
    size: Int
  ) throws {
    let pool = try FixtureProgram.pool(workers: 1)
    let payload = FixtureProgram.Payload(
      bytes: (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }, note: size == 0 ? nil : "ü")
    #expect(try pool.submit(FixtureProgram.echo, key: "echo", payload).wait() == payload)
    pool.shutDown()
  }

  @Test func `shutting down waits for everything submitted`() throws {
    let pool = try FixtureProgram.pool(workers: 1)
    let handles = (0..<30).map { pool.submit(FixtureProgram.square, key: "item", $0) }
    pool.shutDown()
    #expect(handles.count { $0.isDone } == 30)
    let error = try #require(throws: ExecutorError.self) {
      try pool.submit(FixtureProgram.square, key: "late", 1).wait()
    }
    #expect(error.code == .shutDown)
  }

  @Test func `a body's error comes back as its text`() throws {
    let pool = try FixtureProgram.pool(workers: 1)
    let error = try #require(throws: ExecutorError.self) {
      try pool.submit(FixtureProgram.refuse, key: "item 3", 1).wait()
    }
    #expect(error.code == .taskFailed)
    #expect(error.description == "Task \"item 3\" threw an error: no such item")
    #expect(try pool.submit(FixtureProgram.square, key: "next", 3).wait() == 9)
    pool.shutDown()
  }

  @Test func `work that is not registered fails with one sentence`() throws {
    let pool = try FixtureProgram.pool(workers: 1)
    let error = try #require(throws: ExecutorError.self) {
      try pool.submit(FixtureProgram.missing, key: "item", 1).wait()
    }
    #expect(error.code == .unknownWork)
    pool.shutDown()
  }

  @Test func `a result of another type than expected is an error`() throws {
    let pool = try FixtureProgram.pool(workers: 1)
    let wrong = RegisteredWork("square") { (_: Int, _) in "" }
    let error = try #require(throws: ExecutorError.self) {
      try pool.submit(wrong, key: "item", 1).wait()
    }
    #expect(error.code == .notSendable)
    pool.shutDown()
  }

  @Test func `a worker cannot have a pool of its own`() throws {
    let pool = try FixtureProgram.pool(workers: 1)
    let error = try #require(throws: ExecutorError.self) {
      try pool.submit(FixtureProgram.nest, key: "item", 1).wait()
    }
    #expect(error.code == .nestedPool)
    pool.shutDown()
  }

  @Test func `no worker at all is refused`() throws {
    let error = try #require(throws: ExecutorError.self) { try ProcessPool(workers: 0) }
    #expect(error.description == "0 worker processes cannot run anything: ask for at least 1.")
  }

  @Test(.enabled(if: (try? ResourceLimits.current().admit(processes: 10_000)) == nil))
  func `ten thousand workers are refused where they do not fit`() throws {
    let error = try #require(throws: ExecutorError.self) { try ProcessPool(workers: 10_000) }
    #expect(error.code == .tooMany)
    #expect(error.description.hasPrefix("10000 worker processes do not fit: "))
  }

  @Test func `a worker does not see how it was started`() throws {
    let pool = try FixtureProgram.pool(workers: 1)
    let variable = pool.submit(FixtureProgram.environment, key: "item", WorkerInvitation.variable)
    #expect(try variable.wait() == nil)
    pool.shutDown()
  }

  @Test func `a program that is not there is one sentence`() throws {
    let error = try #require(throws: ExecutorError.self) {
      try ProcessPool(
        workers: 2, timeout: nil, startTimeout: .seconds(5), executable: "/nowhere", tracer: nil)
    }
    #expect(error.code == .cannotStart)
  }

  @Test(arguments: ["/bin/true", "/bin/cat"])
  func `a program that is no worker is one sentence`(program: String) throws {
    let error = try #require(throws: ExecutorError.self) {
      try ProcessPool(
        workers: 2, timeout: nil, startTimeout: .seconds(5), executable: program, tracer: nil)
    }
    #expect(error.code == .noHello)
    #expect(error.description.contains("call ProcessWorker.takeOverIfSpawned(serving:) first"))
  }

  @Test func `a worker that never says hello is given up`() throws {
    let folder = try ScratchFolder()
    let script = try folder.script("silent", "exec sleep 3600")
    let error = try #require(throws: ExecutorError.self) {
      try ProcessPool(
        workers: 1, timeout: nil, startTimeout: .milliseconds(50), executable: script, tracer: nil)
    }
    #expect(error.code == .noHello)
    #expect(error.description.contains("did not say hello in time"))
  }
}

// MARK: Crashes

extension ProcessPoolTests {
  @Test(arguments: [SIGKILL, SIGTERM, SIGALRM])
  func `a killed worker fails its task only, and is replaced`(signal: Int32) throws {
    let pool = try FixtureProgram.pool(workers: 2)
    let before = (0..<20).map { pool.submit(FixtureProgram.square, key: "before", $0) }
    let crash = pool.submit(FixtureProgram.crash, key: "crash", signal)
    let after = (0..<20).map { pool.submit(FixtureProgram.square, key: "after", $0) }
    let error = try #require(throws: ExecutorError.self) { try crash.wait() }
    #expect(error.code == .workerEnded)
    #expect(error.signal == signal)
    #expect(error.description.contains("was killed by signal \(signal)"))
    #expect(error.description.hasSuffix("while it had task \"crash\"."))
    #expect(
      try (before + after).map { try $0.wait() } == (0..<20).map { $0 * $0 }
        + (0..<20).map { $0 * $0 })
    pool.shutDown()
  }

  @Test func `a worker that exits fails its task with the status`() throws {
    let pool = try FixtureProgram.pool(workers: 1)
    let crash = pool.submit(FixtureProgram.crash, key: "crash", -7)
    let after = (0..<5).map { pool.submit(FixtureProgram.square, key: "after", $0) }
    let error = try #require(throws: ExecutorError.self) { try crash.wait() }
    #expect(error.exitStatus == 7 && error.signal == nil)
    #expect(try after.map { try $0.wait() } == [0, 1, 4, 9, 16])
    pool.shutDown()
  }

  @Test func `crash after crash, no other task is lost`() throws {
    let pool = try FixtureProgram.pool(workers: 2)
    var squares: [TaskHandle<Int>] = []
    var crashes: [TaskHandle<Int>] = []
    for number in 0..<10 {
      crashes.append(pool.submit(FixtureProgram.crash, key: "crash", SIGKILL))
      squares.append(pool.submit(FixtureProgram.square, key: "square", number))
    }
    pool.shutDown()
    #expect(try squares.map { try $0.wait() } == (0..<10).map { $0 * $0 })
    for crash in crashes { #expect(throws: ExecutorError.self) { try crash.wait() } }
  }

  @Test func `a task that takes too long is ended, others go on`() throws {
    // The task after it has to make it in that time too.
    let pool = try FixtureProgram.pool(workers: 1, timeout: .seconds(3))
    let hang = pool.submit(FixtureProgram.hang, key: "slow", 0)
    let after = pool.submit(FixtureProgram.square, key: "after", 4)
    let error = try #require(throws: ExecutorError.self) { try hang.wait() }
    #expect(error.code == .timedOut)
    #expect(error.description.contains("timeout of 3000 ms"))
    #expect(try after.wait() == 16)
    pool.shutDown()
  }

  @Test func `a worker killed while idle is replaced without anybody noticing`() throws {
    let pool = try FixtureProgram.pool(workers: 1)
    let worker = try #require(pool.state.withLock { $0.processes.first })
    #expect(try pool.submit(FixtureProgram.square, key: "first", 2).wait() == 4)
    kill(worker, SIGKILL)
    // Its number stays known until it has been waited for: wait for the end only.
    var ended = siginfo_t()
    waitid(P_PID, id_t(worker), &ended, WEXITED | WNOWAIT)
    #expect(try pool.submit(FixtureProgram.square, key: "second", 3).wait() == 9)
    pool.shutDown()
  }
}

// MARK: A program of its own

extension ProcessPoolTests {
  @Test func `a whole program runs its pool and ends well`() throws {
    let (output, ending) = try FixtureRun(["run"]).finish()
    #expect(output == ["[0, 1, 4, 9, 16, 25, 36, 49]"])
    #expect(ending == WorkerProcess.Ending(exitStatus: 0))
  }

  @Test func `a worker has its own two pipes only, hands none on, and a pool leaves none behind`()
    throws
  {
    let (output, _) = try FixtureRun(["pipes"]).finish()
    #expect(output == ["2 in a worker, 0 in its child, 0 left here"])
  }

  @Test func `a pool that cannot start leaves no pipe behind`() throws {
    let (output, _) = try FixtureRun(["refused"]).finish()
    #expect(output == ["refused, 0 pipes left"])
  }

  @Test func `a program that forgot the call fails with one sentence`() throws {
    let (output, ending) = try FixtureRun(["forget"]).finish()
    #expect(output.count == 1)
    #expect(
      output.first?.hasSuffix(
        "call ProcessWorker.takeOverIfSpawned(serving:) first thing in main.") == true)
    #expect(ending.exitStatus == 1)
  }

  @Test func `the workers of a killed program end, also in the middle of a task`() throws {
    let run = try FixtureRun(["hang"])
    for _ in 0..<2 { #expect(run.line() == "hanging") }
    kill(run.process, SIGKILL)
    // The output ends when the last worker has.
    let (output, ending) = run.finish()
    #expect(output.isEmpty)
    #expect(ending.signal == SIGKILL)
  }
}
