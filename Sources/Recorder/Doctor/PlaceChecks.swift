import Glibc

/// Where a recording puts its files, each tried with a file that is removed again.
struct PlaceChecks {
  /// Room below which a recording may not fit.
  private static let scarce: UInt64 = 256 << 20

  /// The folder in which the trace would be made.
  let output: String
  let environment: ProgramEnvironment

  func all() -> [MachineCheck] { [trace(), agents()] }

  private func trace() -> MachineCheck {
    let (id, title) = ("output", "folder of the trace")
    if let number = refusal(output) {
      return MachineCheck(
        id, title, .no, found: "\(output): no file can be made (\(reason(number)))",
        cost: "a trace has to be put elsewhere", remedies: ["stretto record --output FILE …"])
    }
    return room(id, title, output, remedies: ["stretto record --output FILE …"])
  }

  /// The private folder of the agents, the best of those that a recording tries.
  private func agents() -> MachineCheck {
    let (id, title) = ("agents", "folder of the agents")
    let candidates = AgentFolder.candidates(environment)
    let refusals = candidates.map { ($0, refusal($0)) }
    guard let folder = refusals.first(where: { $0.1 == nil })?.0 else {
      let why = refusals.map { "\($0.0): \(reason($0.1 ?? 0))" }.joined(separator: ", ")
      return MachineCheck(
        id, title, .no, found: "no folder can be made (\(why))",
        cost: "Python programs are recorded without their tasks", remedies: Remedies.shm)
    }
    guard folder != candidates.first, let first = candidates.first else {
      return room(id, title, folder, remedies: Remedies.shm)
    }
    return MachineCheck(
      id, title, .partly, found: "\(folder), for \(first) cannot be used",
      cost: "what agents write goes to a disk, which may slow the program down",
      remedies: Remedies.shm)
  }

  private func room(
    _ id: String, _ title: String, _ folder: String, remedies: [String]
  ) -> MachineCheck {
    var status = statvfs()
    guard unsafe statvfs(folder, &status) == 0 else {
      return MachineCheck(id, title, .yes, found: folder)
    }
    let free = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
    let bytes = free.overflow ? UInt64.max : free.partialValue
    let found = "\(folder), \(bytes >> 20) MiB free"
    guard bytes < Self.scarce else { return MachineCheck(id, title, .yes, found: found) }
    return MachineCheck(
      id, title, .partly, found: found,
      cost: "a long recording may not fit: it is cut, and says so", remedies: remedies)
  }

  /// Why no folder can be made there; nil where one can.
  private func refusal(_ folder: String) -> Int32? {
    var template = Array("\(folder)/stretto-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else { return errno }
    unsafe rmdir(template)
    return nil
  }
}
