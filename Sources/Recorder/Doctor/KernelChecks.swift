import CPerf
import Glibc

/// What the kernel tells of threads, each tried on this process's own.
struct KernelChecks {
  /// Pages of a ring as a recording asks for them first.
  private static let wantedPages: Int32 = 128
  /// From this many CPUs on, events for each of them make the start of a thread dear.
  private static let manyCPUs = 16
  /// Microseconds that each further CPU adds to a thread's life.
  private static let perCPU = 7

  private let cpus = OnlineCPUs.numbers().count

  func all() -> [MachineCheck] {
    [timeline(), rings(), blocking(), symbols(), wakeUps(), samples(), everyone()]
  }

  private func timeline() -> MachineCheck {
    let result = probe(STRETTO_PROBE_SWITCHES)
    return check(
      "timeline", "thread states", result,
      yes: "perf_event_open tells when a thread runs, is preempted and blocks, without a gap",
      cost: "when threads ran is sampled at best: short threads are missing, and waiting for a "
        + "core is not told from working",
      remedies: Remedies.perf)
  }

  private func rings() -> MachineCheck {
    let page = Int32(sysconf(Int32(_SC_PAGESIZE)))
    var pages = Self.wantedPages
    var result: Int32 = -ENOMEM
    while pages >= 16 {
      result = stretto_probe_rings(Int32(cpus), pages)
      if result == Int32(cpus) { break }
      pages /= 2
    }
    let title = "the kernel's rings"
    guard result > 0, pages >= 16 else {
      return MachineCheck(
        "rings", title, .no, found: "no ring can be mapped (\(reason(-result)))",
        cost: "without rings the kernel tells nothing", remedies: Remedies.rings + Remedies.perf)
    }
    let size = "\(cpus) rings of \(pages * page / 1024) KiB"
    guard pages < Self.wantedPages else {
      return MachineCheck("rings", title, .yes, found: "\(size), one for each CPU")
    }
    return MachineCheck(
      "rings", title, .partly, found: "\(size): more locked memory is not allowed",
      cost: "where threads switch very often, events may be lost; they are counted",
      remedies: Remedies.rings)
  }

  private func blocking() -> MachineCheck {
    check(
      "blocking", "reasons of waits", probe(STRETTO_PROBE_BLOCKING),
      yes: "the kernel shows the system call in which a thread blocks",
      cost: "what a thread waits for is known where an agent says it (tasks, the interpreter "
        + "lock) and for long waits; the rest is shown as blocked, reason unknown",
      remedies: Remedies.kernel)
  }

  private func samples() -> MachineCheck {
    let user = probe(STRETTO_PROBE_SAMPLES)
    let kernel = probe(STRETTO_PROBE_KERNEL_SAMPLES)
    guard user > 0, kernel <= 0 else {
      return check(
        "samples", "stacks on CPUs", user,
        yes: "what runs is sampled, in the program and in the kernel",
        cost: "which functions the time on CPUs goes to is not known", remedies: Remedies.perf)
    }
    return MachineCheck(
      "samples", "stacks on CPUs", .partly,
      found: "what runs is sampled in the program, not in the kernel (\(words(kernel)))",
      cost: "time inside system calls has no stack", remedies: Remedies.kernel)
  }

  private func everyone() -> MachineCheck {
    let result = probe(STRETTO_PROBE_EVERYONE)
    let isDear = cpus > Self.manyCPUs
    var check = check(
      "everyone", "system-wide events", result,
      yes: "one event on each CPU sees every process",
      cost: "each thread that starts takes about \(cpus * Self.perCPU) µs longer while it is "
        + "recorded, for it gets an event for each of \(cpus) CPUs"
        + (isDear ? "" : "; that matters from about \(Self.manyCPUs) CPUs on"),
      remedies: isDear ? Remedies.kernel : [])
    if check.outcome == .no, !isDear { check.outcome = .partly }
    return check
  }

  // MARK: - Words

  private func probe(_ kind: stretto_probe) -> Int32 { stretto_probe(Int32(kind.rawValue)) }

  private func check(
    _ id: String, _ title: String, _ result: Int32, yes: String, cost: String, remedies: [String]
  ) -> MachineCheck {
    guard result <= 0 else { return MachineCheck(id, title, .yes, found: yes) }
    return MachineCheck(id, title, .no, found: words(result), cost: cost, remedies: remedies)
  }

  private func words(_ result: Int32) -> String {
    result == 0
      ? "perf_event_open works, but its event stays silent"
      : "perf_event_open: \(reason(-result))"
  }
}
