import Glibc

/// Starts worker processes: this program again.
struct WorkerSpawner: Sendable {
  let executable: String
  let tracer: Tracer?
  /// - Throws: `cannotStart`.
  func spawn(number: Int) throws(ExecutorError) -> WorkerProcess {
    // Once more than the pool does: a program that forgot would start itself without end.
    ProcessWorker.endIfForgotten()
    let requested = Ticks.now()
    var made: [WorkerPipe] = []
    do throws(ExecutorError) {
      for _ in 0..<(tracer == nil ? 2 : 3) { made.append(try WorkerPipe()) }
      let (requests, replies) = (made[0], made[1])
      let events = tracer == nil ? nil : made[2]
      let trace = tracer.map {
        WorkerInvitation.Trace(
          events: made[2].writeEnd.descriptor, origin: $0.origin, requested: requested)
      }
      let invitation = WorkerInvitation(
        number: number, requests: requests.readEnd.descriptor,
        replies: replies.writeEnd.descriptor, trace: trace)
      let inherited = [requests.readEnd, replies.writeEnd] + (events.map { [$0.writeEnd] } ?? [])
      let process = try start(invitation, inheriting: inherited.map(\.descriptor))
      for pipe in inherited { pipe.close() }
      return WorkerProcess(
        process: process, requests: requests.writeEnd, replies: replies.readEnd,
        events: events?.readEnd)
    } catch {
      for pipe in made { pipe.close() }
      throw error
    }
  }

  private func start(
    _ invitation: WorkerInvitation, inheriting descriptors: [Int32]
  ) throws(ExecutorError) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    // None blocked, as a program starts: Dispatch's threads, for one, block nearly all.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawnattr_destroy(&attributes)
      unsafe posix_spawn_file_actions_destroy(&actions)
    }
    // The program's input is for the program, not for its workers.
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    // A descriptor duplicated onto itself stays open across exec, in the child only.
    for descriptor in descriptors {
      unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, descriptor)
    }
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var process = pid_t()
    let error = unsafe CStrings.with([CommandLine.arguments.first ?? executable]) { arguments in
      unsafe CStrings.with(environment(with: invitation)) { environment in
        unsafe posix_spawn(&process, executable, &actions, &attributes, arguments, environment)
      }
    }
    guard error == 0 else {
      throw ExecutorError(
        .cannotStart,
        "Worker process \(invitation.number) could not be started (\(errorText(error))): "
          + "ask for fewer workers or raise the limits.")
    }
    return process
  }

  private func environment(with invitation: WorkerInvitation) -> [String] {
    var variables: [String] = []
    var next = unsafe environ
    while let variable = unsafe next.pointee {
      variables.append(unsafe String(cString: variable))
      unsafe next += 1
    }
    variables.removeAll { $0.hasPrefix("\(WorkerInvitation.variable)=") }
    return variables + ["\(WorkerInvitation.variable)=\(invitation.text)"]
  }
}

/// Lists of C strings that end in a null pointer.
enum CStrings {
  static func with<T>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> T
  ) -> T {
    var pointers = unsafe strings.map { unsafe strdup($0) } + [nil]
    defer {
      for index in unsafe pointers.indices { unsafe free(pointers[index]) }
    }
    return unsafe withUnsafePointer(to: &pointers[0]) { unsafe body($0) }
  }
}
