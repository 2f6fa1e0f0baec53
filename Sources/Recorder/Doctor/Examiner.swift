import Glibc

/// Tries what a recording needs, on this machine, as this user.
package enum Examiner {
  /// Tries everything, and leaves nothing behind.
  ///
  /// - Parameters:
  ///   - output: The folder in which a trace would be made.
  ///   - environment: The variables that a recorded program would get.
  /// - Returns: What came of it.
  package static func examine(output: String, environment: ProgramEnvironment) -> Examination {
    var options = RecorderOptions(command: [], environment: environment, output: "", cores: 1)
    options.recordsPython = true
    let agents = AgentFolder(options)
    var checks = KernelChecks().all()
    checks += PlaceChecks(output: output, environment: environment).all()
    var pythons: [PythonCheck] = []
    if let folder = agents.path {
      pythons = PythonChecks(environment: environment, agents: agents, folder: folder).all()
      checks.append(preload(agents, environment, folder))
      agents.remove(isUnused: true)
    }
    return Examination(checks: checks, pythons: pythons)
  }

  /// Whether programs load the library that tells of interpreter locks.
  private static func preload(
    _ agents: AgentFolder, _ environment: ProgramEnvironment, _ folder: String
  ) -> MachineCheck {
    let (id, title) = ("preload", "preloaded library")
    let cost =
      "which thread of a Python holds its interpreter lock, and which wait for it, is not known"
    func failed(_ why: String) -> MachineCheck {
      MachineCheck(id, title, .no, found: why, cost: cost, remedies: Remedies.noexec)
    }
    guard agents.variables["LD_PRELOAD"] != nil else {
      return failed(agents.problem ?? "the library is not put in place")
    }
    guard let shell = try? ProgramSearch.find("true", path: environment["PATH"]),
      let ending = QuietRun.run(
        shell, [], environment: environment.setting(agents.variables), in: folder)
    else { return failed("no program is there to try it with") }
    // The loader complains on standard error and goes on.
    guard ending.status == 0, ending.errors.isEmpty else {
      return failed(ending.complaint ?? "status \(ending.status)")
    }
    return MachineCheck(id, title, .yes, found: "programs load it by LD_PRELOAD without a word")
  }
}
