@preconcurrency import Glibc
import Rounds
import SystemPackage
import Workloads

/// A shell script that stands for the tool, in a folder of its own that goes when the value does.
final class FakeTool: Sendable {
  let folder: FilePath
  var executable: FilePath { folder.appending("tool") }
  /// A named pipe that scripts open for writing: its reader sees who holds it.
  var pipe: FilePath { folder.appending("pipe") }

  /// A line that the runner takes for a result.
  static func result(checksum: String = "ff", wall: Int = 1000) -> String {
    #"echo '{"schema":"stretto.arm/1","wall_ns":\#(wall),"checksum":"\#(checksum)","tasks":4}'"#
  }

  /// Writes the script, where `$model` is the arm's model and `$folder` the tool's folder.
  init(arm script: String, server: String = "echo port 4242; cat") throws {
    var template = Array("/tmp/stretto-rounds-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Errno(rawValue: errno) }
    folder = FilePath(String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self))
    let text = """
      #!/bin/sh
      folder=\(folder.string)
      if [ "$1" = serve-workload ]; then
      \(server)
      exit
      fi
      model=$(echo "$*" | sed 's/.*--model \\([a-z-]*\\).*/\\1/')
      \(script)
      """
    try text.write(to: folder.appending("tool"))
    guard mkfifo(folder.appending("pipe").string, 0o600) == 0 else { throw Errno(rawValue: errno) }
  }

  deinit {
    for name in ["tool", "pipe", "log"] { unlink(folder.appending(name).string) }
    rmdir(folder.string)
  }

  /// What the script wrote to `$folder/log`.
  var log: [String] {
    guard let descriptor = try? FileDescriptor.open(folder.appending("log"), .readOnly) else {
      return []
    }
    defer { try? descriptor.close() }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = (try? bytes.withUnsafeMutableBytes { try descriptor.read(into: $0) }) ?? 0
    return String(decoding: bytes.prefix(count), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }

  func runner(
    _ workload: Workload = .count, plan: RoundsPlan, timeout: Duration = .seconds(600)
  ) -> RoundsRunner {
    var runner = RoundsRunner(
      plan: plan, workload: workload, configuration: WorkloadConfiguration(size: 1, tasks: 4),
      executable: executable, traceFolder: folder)
    runner.timeout = timeout
    runner.measureFreeCores = { FreeCores(count: 1.5, cores: 2) }
    return runner
  }
}

extension String {
  /// Writes an executable file, through another process: what this one has open for writing, a
  /// child that another test starts at the same time holds open too, and what is open for writing
  /// cannot be executed.
  fileprivate func write(to path: FilePath) throws {
    guard let pipe = popen("cat > '\(path.string)' && chmod 700 '\(path.string)'", "we") else {
      throw Errno(rawValue: errno)
    }
    fputs(self, pipe)
    pclose(pipe)
  }
}
