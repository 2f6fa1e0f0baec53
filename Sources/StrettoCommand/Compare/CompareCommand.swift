import ArgumentParser
import Report
import Rounds
import Stretto
import TraceModel
import Workloads

/// `stretto compare WORKLOAD`: every model in interleaved rounds, and the verdict.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Run a workload under every model and print which of them pays.",
    discussion: """
      Every round runs each model once untraced (for the speedup) and once traced (for the \
      account of the rest), in random order, each in a fresh process. Ctrl-C reports the rounds \
      finished until then.

      Workloads:
        count      four CPU-bound tasks
        fetch      three HTTP GETs from a local server that answers after 0.2 s
        mixed      tasks that fetch, compute and write
        compress   zlib over seeded data; payloads large enough that pickling them shows

      Examples:
        stretto compare count
        stretto compare fetch --models sequential,threads,async --rounds 20
        stretto compare count --workers 2 --format json --output pool-of-two
      """)

  @Argument(help: "count, fetch, mixed or compress.")
  var workload: Workload

  @Option(
    help: ArgumentHelp(
      "Models to compare, by comma; the default is every model of the workload.",
      valueName: "a,b,…"))
  var models: String?

  @Option(help: "Workers of a pool, or async tasks in flight; the default is one per task.")
  var workers: Int?

  @Option(help: "Tasks of the workload.")
  var tasks: Int?

  @Option(help: "Work per task: steps or bytes; the default is measured, and printed.")
  var size: Int?

  @Option(help: "Milliseconds that the server waits before it answers (fetch, mixed).")
  var delay = 200

  @Option(help: "Rounds that count; one more warms up.")
  var rounds = 12

  @Option(help: "Seed of the input and of the rounds' order; random by default, and printed.")
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "Folder for the traces and the report; by default stretto-WORKLOAD-TIME.",
      valueName: "folder"))
  var output: String?

  @Flag(help: "Write into a folder that exists, over the files of an earlier comparison.")
  var force = false

  @Flag(help: "Keep every round's traces, in the folder's rounds/.")
  var keepAll = false

  @Option(help: "Seconds that one run may take before it is ended and counted as failed.")
  var timeout = 300

  @OptionGroup var threshold: ThresholdOption
  @OptionGroup var form: FormatOption

  @Option(help: .hidden)
  var fault: String?

  func run() async throws {
    let thresholds = try threshold.thresholds()
    let configuration = try checkedConfiguration()
    let plan = try checkedPlan(seed: configuration.seed)
    try Capacity.check(models: plan.models, configuration)
    let folder = try OutputFolder(
      creating: output ?? "stretto-\(workload)-\(WallClock.stamp)", force: force)
    let session = CompareSession(
      workload: workload, configuration: configuration, plan: plan, folder: folder,
      timeout: .seconds(timeout))
    let result = try await session.run()
    // A full standard output must not cost the traces, nor a full folder the report.
    let printed = Result { try StandardStreams.output(form.render(result.report)) }
    try folder.write(result, keepingAll: keepAll, force: force)
    try printed.get()
    StandardStreams.message(result.closingWords(in: folder))
    try end(result)
    try Failure.throwIfBelow(thresholds.flatMap(result.report.failure))
  }

  /// Turns what is missing into the exit status; the report has been printed and written.
  private func end(_ result: CompareResult) throws {
    if result.rounds.wasCancelled { throw ExitCode(ExitStatus.interrupted) }
    let failed = result.modelsWithoutTime
    guard !failed.isEmpty else { return }
    throw Failure(
      "no run of \(failed.joined(separator: ", ")) was finished; the report says why",
      status: ExitStatus.notPossible)
  }

  private func checkedConfiguration() throws -> WorkloadConfiguration {
    let tasks = try atLeastOne(tasks ?? workload.defaultTasks, "--tasks")
    var configuration = WorkloadConfiguration(
      size: try size.map { try atLeastOne($0, "--size") } ?? workload.calibratedSize(),
      tasks: tasks,
      workers: try atLeastOne(workers ?? tasks, "--workers"),
      seed: seed ?? UInt64.random(in: 1...0xffff_ffff))
    guard (0...600_000).contains(delay) else {
      throw Failure("--delay \(delay) is out of range: give 0 to 600000 milliseconds")
    }
    configuration.delayMilliseconds = delay
    if let fault {
      guard let parsed = WorkloadFault(parsing: fault) else {
        throw Failure("--fault \(fault) is none: write throwing:2, crashing:0 or hanging:1")
      }
      configuration.fault = parsed
    }
    return configuration
  }

  private func checkedPlan(seed: UInt64) throws -> RoundsPlan {
    let chosen = try models.map(parsedModels) ?? workload.models
    guard timeout > 0 else { throw Failure("--timeout \(timeout) is no time: give 1 or more") }
    do {
      return try RoundsPlan(models: chosen, rounds: rounds, seed: seed)
    } catch {
      throw Failure("\(error)")
    }
  }

  private func parsedModels(_ text: String) throws -> [ExecutionModel] {
    try text.split(separator: ",").map { word in
      let model = ExecutionModel(rawValue: String(word))
      guard workload.models.contains(model) else {
        let known = workload.models.map(\.rawValue).joined(separator: ", ")
        throw Failure("\"\(word)\" is no model of \(workload): choose among \(known)")
      }
      return model
    }
  }

  private func atLeastOne(_ number: Int, _ option: String) throws -> Int {
    guard number >= 1 else {
      throw Failure("\(option) \(number) leaves nothing to run: give 1 or more")
    }
    return number
  }
}

extension Workload: ExpressibleByArgument {}
