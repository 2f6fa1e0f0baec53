@preconcurrency import Glibc
import Workloads

/// The hidden commands by which the tool starts itself: an arm, and the workload server.
package enum ArmEntry {
  static let arm = "run-arm"
  static let server = "serve-workload"

  /// Does what a hidden command says and exits; returns at once for any other command line.
  ///
  /// Call it first in a *synchronous* `main`, after
  /// `ProcessWorker.takeOverIfSpawned`: an `async` main keeps one of the threads
  /// of Swift's global executor and of Dispatch occupied for as long as it
  /// blocks, so that the models that use them would get one core less.
  ///
  /// - Parameter arguments: the command line without the program's name.
  @available(*, noasync)
  package static func takeOverIfAsked(_ arguments: [String]) {
    switch arguments.first {
    case arm: exit(runArm(Array(arguments.dropFirst())))
    case server: exit(serve())
    default: return
    }
  }

  private static func runArm(_ arguments: [String]) -> Int32 {
    do {
      return try ArmRequest(parsing: arguments).perform()
    } catch {
      return complain(error)
    }
  }

  private static func serve() -> Int32 {
    do {
      try WorkloadServer.run()
      return 0
    } catch {
      return complain(error)
    }
  }

  /// Bad usage is what a caller can mend: status 2.
  private static func complain(_ error: any Error) -> Int32 {
    let text = Array("stretto: \(error)\n".utf8)
    _ = text.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    return error is RoundsError ? 2 : 1
  }
}
