import Recorder
import Stretto

/// What was tried, and what a recording of a short program held.
struct Diagnosis {
  var examination: Examination
  var trial: Trial

  /// Whether threads or tasks were recorded.
  var works: Bool { trial.capabilities.contains("sched") || trial.agents > 0 || trial.isSampled }

  static func made(environment: ProgramEnvironment) -> Diagnosis {
    let examination = Examiner.examine(output: ".", environment: environment)
    return Diagnosis(
      examination: examination, trial: Trial(environment, pythons: examination.pythons))
  }

  /// Checks whose outcome is not yes.
  var missing: [MachineCheck] { examination.checks.filter { $0.outcome != .yes } }

  /// One sentence, for a person.
  var verdict: String {
    guard works else {
      return "programs can be started here, but nothing of them can be recorded but how long "
        + "they took."
    }
    var layers: [String] = []
    if trial.capabilities.contains("sched") {
      layers.append("thread states")
    } else if trial.isSampled {
      layers.append("sampled thread states")
    }
    if trial.capabilities.contains("wait-reasons") { layers.append("reasons of waits") }
    if trial.capabilities.contains("wake-ups") { layers.append("wake-ups") }
    if trial.capabilities.contains("stacks") { layers.append("stacks") }
    let telling = examination.pythons.filter(\.tellsTasks).count
    if telling > 0 { layers.append("tasks of \(counted(telling, "Python", "Pythons"))") }
    if examination.pythons.contains(where: \.tellsLock) { layers.append("interpreter locks") }
    return "programs can be recorded here: " + Self.listed(layers) + "."
  }

  private static func listed(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}

/// A short program, recorded to its end and reported.
struct Trial {
  var capabilities: [String] = []
  var agents = 0
  var threads = 0
  var lost = 0
  var notes: [String] = []
  /// Why it failed, as one sentence.
  var problem: String?

  /// Whether threads are known by looking at them now and then.
  var isSampled: Bool { capabilities.contains("sched-sampled") }

  /// A thread that sleeps and one that computes: what is known of it must fit.
  private static let program = """
    import threading, time
    thread = threading.Thread(target=time.sleep, args=(0.05,))
    thread.start()
    sum(range(100000))
    thread.join()
    """

  init(_ environment: ProgramEnvironment, pythons: [PythonCheck]) {
    let python = pythons.first { $0.tellsTasks }
    let command = python.map { [$0.path, "-c", Self.program] } ?? ["sleep", "0.05"]
    guard let folder = TrialFolder(environment) else {
      problem = "no folder can be made for the trace"
      return
    }
    let options = RecorderOptions(
      command: command.map { ProgramText($0) }, environment: environment, output: folder.trace,
      cores: AvailableCores.now().count)
    do throws(RecorderFailure) {
      let recording = try Recorder.record(options)
      let summary = recording.summary
      (capabilities, agents, threads) = (summary.capabilities, summary.agents, summary.threads)
      (lost, notes) = (summary.eventsLost, summary.notes)
      let (waiter, problem) = recording.sealWithReport()
      self.problem = problem
      _ = waiter.status()
    } catch {
      problem = "\(error)"
    }
  }
}
