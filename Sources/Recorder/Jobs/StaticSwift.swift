/// Swift programs of a recording that carry the runtime of Swift Concurrency themselves: nothing
/// comes between it and what it calls.
enum StaticSwift {
  /// The function of the runtime that runs a job: no program without it runs any.
  private static let runner = "swift_job_run"
  /// Files looked at, at most.
  private static let mostFiles = 256

  /// Looks for such programs.
  ///
  /// - Parameters:
  ///   - command: The file of the command itself.
  ///   - files: All from which code was mapped; libraries are passed over.
  /// - Returns: The names of their files, in order.
  static func programs(command: String, _ files: CodeFiles) -> [String] {
    var names: [String] = []
    var seen: Set<String> = []
    let candidates = files.files.indices.filter {
      files.files[$0].kind == .file && !files.files[$0].shortName.contains(".so")
    }
    for index in candidates.prefix(mostFiles) {
      guard let descriptor = files.descriptor(of: Int32(index)) else { continue }
      seen.insert(files.files[index].path)
      if carriesRuntime(descriptor) { names.append(files.files[index].shortName) }
    }
    let descriptor = RegularFile.open(command)
    if descriptor >= 0 {
      let name = String(command.split(separator: "/").last ?? "")
      let isKnown = seen.contains(command) || names.contains(name)
      if !isKnown, carriesRuntime(descriptor) { names.append(name) }
      RegularFile.close(descriptor)
    }
    return Array(Set(names)).sorted()
  }

  /// Of a program without its table of symbols nobody knows.
  private static func carriesRuntime(_ descriptor: Int32) -> Bool {
    guard let elf = ElfFile(descriptor), elf.hasSwift else { return false }
    return elf.defines(runner)
  }

  /// What to say of them; where a program tells of its tasks itself, that that is all.
  static func note(_ programs: [String], isSelfTraced: Bool) -> String? {
    guard !programs.isEmpty else { return nil }
    guard !isSelfTraced else {
      return
        "Swift tasks are seen on the executors that the program traces itself; of others, only the "
        + "threads that run them"
    }
    return
      "jobs of Swift Concurrency in \(programs.prefix(5).joined(separator: ", ")) could not be "
      + "seen: its runtime is linked statically; link it dynamically (without -static-stdlib or "
      + "--static-swift-stdlib), or trace the tasks with the library Stretto"
  }
}
