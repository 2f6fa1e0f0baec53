import Dispatch
@preconcurrency import Glibc
import Testing
import Workloads

struct `The workload server` {
  @Test func `prints its port, serves, and ends when its standard input is closed`() async {
    await #expect(processExitsWith: .exitCode(7)) {
      // A watchdog: a server that stays would keep the test waiting.
      alarm(300)
      var input: [Int32] = [0, 0]
      var output: [Int32] = [0, 0]
      guard pipe(&input) == 0, pipe(&output) == 0 else { exit(1) }
      dup2(input[0], STDIN_FILENO)
      dup2(output[1], STDOUT_FILENO)
      let (toServer, fromServer) = (input[1], output[0])
      // The server blocks this thread until the helper closes its input.
      DispatchQueue(label: "helper").async {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(fromServer, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        guard words.count == 2, words[0] == "port", let port = UInt16(words[1]),
          let response = try? BlockingHTTPClient.get("/delay/0/1/10", port: port),
          response.body.count == 10
        else { exit(2) }
        close(toServer)
      }
      ServerRun.untilEndOfInput()
    }
  }

  @Test func `answers many connections at once, none before its delay`() async throws {
    try await LocalServer.serving { port in
      let clients = (0..<64).map { _ in UnboundedClient(port: port) }
      let waits = clients.map { $0.elapsedNanoseconds() }
      #expect(waits.allSatisfy { $0 >= 100_000_000 })
    }
  }
}

private enum ServerRun {
  /// Exits with 7 when the server returned by itself.
  static func untilEndOfInput() {
    do { try WorkloadServer.run() } catch { exit(3) }
    exit(7)
  }
}

/// A client thread that fetches with a delay of 100 ms.
private final class UnboundedClient: Sendable {
  private let queue = DispatchQueue(label: "client")
  private let elapsed = DispatchSemaphore(value: 0)
  private nonisolated(unsafe) var nanoseconds: UInt64 = 0

  init(port: UInt16) {
    let start = DispatchTime.now().uptimeNanoseconds
    queue.async { [self] in
      let response = try? BlockingHTTPClient.get("/delay/100/1/10", port: port)
      if response?.status == 200 { nanoseconds = DispatchTime.now().uptimeNanoseconds - start }
      elapsed.signal()
    }
  }

  func elapsedNanoseconds() -> UInt64 {
    elapsed.wait()
    return nanoseconds
  }
}
