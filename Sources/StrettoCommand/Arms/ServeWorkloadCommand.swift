import ArgumentParser
import Workloads

/// `stretto serve-workload`: the HTTP server of `fetch` and `mixed`, for `compare`.
struct ServeWorkloadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve-workload", abstract: "The server of a comparison.", shouldDisplay: false)

  func run() throws {
    do {
      try WorkloadServer.run()
    } catch {
      throw Failure("the workload server: \(error)", status: ExitStatus.notPossible)
    }
  }
}
