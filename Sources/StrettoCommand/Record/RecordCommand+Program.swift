@preconcurrency import Glibc
import Recorder
import TraceFile

extension RecordCommand {
  /// Characters of a program's name in that of its trace.
  private static let longestName = 40

  static func defaultOutput(for program: String) -> String {
    let name = program.split(separator: "/").last ?? "program"
    let plain = name.prefix(longestName).map { character in
      character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
        ? character : "_"
    }
    return "stretto-\(String(plain))-\(WallClock.stamp)\(TraceWriter.nameSuffix)"
  }

  /// The last arguments of this process, byte for byte.
  ///
  /// `command` is what the parser took them for, in which bytes that are no UTF-8 are lost.
  static func rawArguments(_ command: [String]) -> [ProgramText] {
    let all = (0..<Int(CommandLine.argc)).compactMap { CommandLine.unsafeArgv[$0] }
      .map { ProgramText(bytes: UnsafeBufferPointer(start: $0, count: strlen($0))) }
    let last = Array(all.suffix(command.count))
    return last.map(\.text) == command ? last : command.map { ProgramText($0) }
  }

  /// The variables of this process.
  static var environment: ProgramEnvironment {
    var entries: [ProgramText] = []
    var next = environ
    while let entry = next.pointee {
      entries.append(ProgramText(bytes: UnsafeBufferPointer(start: entry, count: strlen(entry))))
      next += 1
    }
    return ProgramEnvironment(entries: entries)
  }
}
