import Foundation
import Testing

@testable import Recorder

/// Finding, starting and ending the command.
@Suite struct LaunchTests {
  @Test func `a command is found as a shell finds it`() throws {
    let scratch = Scratch()
    let program = scratch.file("tool")
    try "#!/bin/sh\n".write(toFile: program, atomically: true, encoding: .utf8)
    #expect(throws: RecorderFailure(cannotExecute: program, EACCES)) {
      try ProgramSearch.find("tool", path: scratch.path)
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    #expect(try ProgramSearch.find("tool", path: "/nonexistent:\(scratch.path)") == program)
    #expect(try ProgramSearch.find(program, path: nil) == program)
    for missing in ["no-such-tool", "", "./no-such-tool"] {
      #expect(throws: RecorderFailure(notFound: missing)) {
        try ProgramSearch.find(missing, path: scratch.path)
      }
    }
  }

  @Test(arguments: [
    ("exit 0", Int32(0)), ("exit 77", 77), ("kill -TERM $$", 143), ("kill -KILL $$", 137),
  ])
  func `the command's status is returned, 128 and the number for a signal`(
    script: String, status: Int32
  ) throws {
    #expect(try Recorded(["sh", "-c", script]).status == status)
  }

  @Test func `the command gets its arguments, its environment and nothing of ours`() throws {
    let scratch = Scratch()
    let output = scratch.file("seen")
    let script = """
      printf '%s|' "$@" > "$FILE"; env | sort | tr '\\n' '|' >> "$FILE"
      ls -l /proc/self/fd >> "$FILE"
      """
    let environment = ["FILE": output, "PATH": "/usr/bin:/bin", "ODD": "a=b c"]
    _ = try Recorded(
      ["sh", "-c", script, "sh", "one two", "", "ü"], environment: environment,
      output: scratch.file("own-trace.json.gz"))
    let seen = try String(contentsOfFile: output, encoding: .utf8)
    #expect(seen.hasPrefix("one two||ü|"))
    #expect(seen.contains("|ODD=a=b c|"))
    #expect(seen.contains(" -> "))
    for ours in ["perf_event", "pidfd", "own-trace"] { #expect(!seen.contains(ours)) }
  }

  @Test func `no signal is blocked or ignored that was not before`() throws {
    let scratch = Scratch()
    let output = scratch.file("signals")
    _ = try Recorded(["sh", "-c", "grep -E 'SigBlk|SigIgn' /proc/self/status > \(output)"])
    let lines = try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n")
    let blocked = lines.first { $0.hasPrefix("SigBlk") }
    let ignored = lines.first { $0.hasPrefix("SigIgn") }?.split(separator: "\t").last ?? "1"
    #expect(blocked?.hasSuffix("\t0000000000000000") == true)
    // SIGPIPE is bit 12: this test's own process may ignore it, the program must not.
    #expect((UInt64(ignored, radix: 16) ?? .max) & 1 << 12 == 0)
  }

  @Test func `a script without what runs it is refused, and no trace is left`() throws {
    let scratch = Scratch()
    let program = scratch.executable("script", "#!/nonexistent/interpreter\n")
    let options = RecorderOptions(
      command: [ProgramText(program)], environment: ProgramEnvironment([:]),
      output: scratch.file("t.json.gz"), cores: 1)
    do {
      let recording = try Recorder.record(options)
      Issue.record("it ran: \(recording.summary)")
    } catch {
      #expect(error.status == 126)
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.file("t.json.gz")))
  }

  @Test func `an output that exists is left alone, and the command does not run`() throws {
    let scratch = Scratch()
    let (output, mark) = (scratch.file("t.json.gz"), scratch.file("mark"))
    try "mine".write(toFile: output, atomically: true, encoding: .utf8)
    let options = RecorderOptions(
      command: [ProgramText("touch"), ProgramText(mark)],
      environment: ProgramEnvironment(["PATH": "/usr/bin:/bin"]), output: output, cores: 1)
    do {
      let recording = try Recorder.record(options)
      Issue.record("it ran: \(recording.summary)")
    } catch {
      #expect(error.status == 2)
    }
    #expect(!FileManager.default.fileExists(atPath: mark))
    #expect(try String(contentsOfFile: output, encoding: .utf8) == "mine")
  }

  @Test func `a script without a #! line is run by the shell`() throws {
    let scratch = Scratch()
    let program = scratch.executable("script", "[ \"$1\" = 'a b' ] && exit 8\n")
    #expect(try Recorded([program, "a b"]).status == 8)
  }

  @Test func `variables keep their order and their bytes`() {
    let odd = ProgramText(bytes: [0x41, 0x3d, -1, -2, 0, 0x42])
    #expect(odd.bytes == [0x41, 0x3d, -1, -2, 0])
    let before = ProgramEnvironment(
      entries: [ProgramText("Z=1"), odd, ProgramText("PATH=/bin:/usr/bin"), ProgramText("PATH=/x")])
    #expect(before["PATH"] == "/bin:/usr/bin")
    #expect(before["PAT"] == nil)
    let after = before.setting(["PATH": "/new", "NEW": "n"])
    #expect(
      after.entries == [
        ProgramText("Z=1"), odd, ProgramText("PATH=/new"), ProgramText("PATH=/x"),
        ProgramText("NEW=n"),
      ])
  }
}
