import Subprocess
import SystemPackage

/// The workload server in a process of its own, for as long as a closure runs.
enum ServerProcess {
  /// Starts `EXECUTABLE serve-workload`, passes its port on, and stops it at the end.
  ///
  /// The server ends when its standard input is closed: also when this process
  /// dies, however it dies.
  ///
  /// - Throws: RoundsError when the server does not start.
  static func serving<Value: Sendable>(
    by executable: FilePath, _ body: @Sendable (UInt16) async -> Value
  ) async throws(RoundsError) -> Value {
    do {
      let result = try await Subprocess.run(
        .path(executable), arguments: [ArmEntry.server], platformOptions: ownGroup,
        input: .inputWriter, output: .sequence, error: .string(limit: 64 << 10)
      ) { execution -> Value? in
        guard let port = await port(in: execution.standardOutput) else { return nil }
        return await body(port)
      }
      if let value = result.closureResult { return value }
      throw RoundsError("the workload server did not start\(reason(result.standardError))")
    } catch let error as RoundsError {
      throw error
    } catch {
      throw RoundsError("the workload server failed: \(error)")
    }
  }

  /// The number in the line "port NUMBER", or nil when the output ends without one.
  private static func port(in output: SubprocessOutputSequence) async -> UInt16? {
    do {
      for try await line in output.strings() {
        let words = line.split(whereSeparator: \.isWhitespace)
        if words.count == 2, words[0] == "port", let port = UInt16(words[1]) { return port }
      }
    } catch {
      return nil
    }
    return nil
  }

  private static func reason(_ standardError: String) -> String {
    guard let line = standardError.split(separator: "\n").last else { return "" }
    return ": \(line)"
  }
}
