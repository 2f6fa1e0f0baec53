@preconcurrency import Glibc
import Stretto
import Testing
import TraceFile
import TraceModel

@testable import Workloads

/// The models that run inside the test process; processes need an executable of their own.
private let threadModels: [ExecutionModel] = [
  .sequential, .threads, .async, .asyncBlocking, .tasks, .actor, .dispatch,
]

@Suite(.timeLimit(.minutes(10)))
struct `A workload under every model` {
  private func configuration(
    _ workload: Workload, port: UInt16 = 0, seed: UInt64 = 11
  ) -> WorkloadConfiguration {
    WorkloadConfiguration(
      size: workload == .compress ? 20_000 : 3_000, tasks: 5, workers: 3, seed: seed,
      delayMilliseconds: 5, serverPort: port)
  }

  private func checksums(_ workload: Workload, seed: UInt64) async throws -> [String: UInt64] {
    try await LocalServer.serving { port in
      var checksums: [String: UInt64] = [:]
      for model in workload.models where threadModels.contains(model) {
        let result = try workload.run(model, configuration(workload, port: port, seed: seed))
        #expect(result.tasks == 5)
        #expect(result.wall.count > 0)
        checksums[model.rawValue] = result.checksum
      }
      return checksums
    }
  }

  @Test(arguments: Workload.allCases)
  func `computes the same, and another result for another seed`(workload: Workload) async throws {
    let first = try await checksums(workload, seed: 11)
    #expect(first.count == workload.models.count - 1)
    #expect(Set(first.values).count == 1, "\(first)")
    let other = try await checksums(workload, seed: 12)
    #expect(Set(other.values).count == 1, "\(other)")
    #expect(first["sequential"] != other["sequential"])
  }

  @Test func `counts what a plain loop over the tasks counts`() async throws {
    let result = try await offPool { try Workload.count.run(.threads, configuration(.count)) }
    let expected = Workload.count.items(configuration(.count)).reduce(UInt64(0)) { sum, item in
      sum &+ CountKernel.run(steps: 3_000, seed: item.seed)
    }
    #expect(result.checksum == expected)
  }

  @Test func `fetches what the server makes`() async throws {
    let expected = Workload.fetch.items(configuration(.fetch)).reduce(UInt64(0)) { sum, item in
      sum &+ Checksum.of(SeededBytes.make(count: 3_000, seed: item.seed))
    }
    try await LocalServer.serving { port in
      let result = try Workload.fetch.run(.async, configuration(.fetch, port: port))
      #expect(result.checksum == expected)
    }
  }

  @Test(arguments: threadModels)
  func `passes on what a task throws, after the executor's end`(model: ExecutionModel) async throws
  {
    try await LocalServer.serving { port in
      var configuration = configuration(.fetch, port: port)
      configuration.fault = WorkloadFault(.throwing, task: 2)
      #expect(throws: InjectedError(task: 2)) { try Workload.fetch.run(model, configuration) }
    }
  }

  @Test(arguments: threadModels)
  func `says so when the server is not there`(model: ExecutionModel) async throws {
    let (port, descriptor) = try ScriptedServer.refusingPort()
    defer { close(descriptor) }
    await #expect(throws: HTTPClientError.self) {
      try await offPool { try Workload.fetch.run(model, configuration(.fetch, port: port)) }
    }
  }

  @Test func `leaves no file behind`() async {
    // In a process of its own, since it changes the environment.
    await #expect(processExitsWith: .success) {
      var template = Array("/tmp/stretto-tests-XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else { exit(1) }
      let path = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
      setenv("TMPDIR", path, 1)
      try await LocalServer.serving { port in
        let configuration = WorkloadConfiguration(
          size: 1_000, tasks: 3, delayMilliseconds: 0, serverPort: port)
        _ = try Workload.mixed.run(.threads, configuration)
      }
      // The removal succeeds only when the folder is empty.
      exit(rmdir(path) == 0 ? EXIT_SUCCESS : EXIT_FAILURE)
    }
  }
}

struct `A run that can't be` {
  @Test func `is refused in a sentence`() {
    let plain = WorkloadConfiguration(size: 1, tasks: 1)
    expect(.count, .asyncBlocking, plain, "choose among sequential, threads, async, tasks")
    expect(.count, .asyncio, plain, "can't be run under \"asyncio\"")
    expect(.count, .threads, WorkloadConfiguration(size: 1, tasks: 0), "0 tasks")
    expect(.count, .threads, WorkloadConfiguration(size: 1, tasks: 1, workers: 0), "0 workers")
    expect(.count, .threads, WorkloadConfiguration(size: -1, tasks: 1), "negative")
    expect(.fetch, .threads, plain, "port")
  }

  private func expect(
    _ workload: Workload, _ model: ExecutionModel, _ configuration: WorkloadConfiguration,
    _ words: String
  ) {
    let error = #expect(throws: WorkloadError.self) { try workload.run(model, configuration) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "no error")")
  }
}
