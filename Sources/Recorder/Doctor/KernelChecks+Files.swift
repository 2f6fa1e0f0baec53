import CPerf
import Glibc

extension KernelChecks {
  /// Whether the kernel tells who wakes whom.
  func wakeUps() -> MachineCheck {
    let (id, title) = ("wake-ups", "wake-ups")
    let number = stretto_waking_id()
    var result = number
    if number > 0 {
      result = stretto_waking_open(number, 0, 4096)
      if result >= 0 { close(result) }
    }
    guard result < 0 else {
      return MachineCheck(
        id, title, .yes, found: "the tracepoint sched:sched_waking tells who wakes whom, and when")
    }
    return MachineCheck(
      id, title, .no,
      found: number > 0
        ? "the tracepoint sched:sched_waking: \(reason(-result))"
        : "tracefs cannot be read: \(reason(-number))",
      cost: "from its wake-up until it runs, a thread counts as still blocked; no arrow shows who "
        + "woke it",
      remedies: Remedies.wakeUps)
  }

  /// Whether addresses inside the kernel have names.
  func symbols() -> MachineCheck {
    let (id, title) = ("symbols", "the kernel's symbols")
    let lines = KernelFile.text("/proc/kallsyms")?.split(separator: "\n") ?? []
    // Hidden addresses are all 0; the first few may truly be.
    let isShown = lines.contains { line in line.prefix { $0 != " " }.contains { $0 != "0" } }
    guard !isShown else {
      return MachineCheck(id, title, .yes, found: "/proc/kallsyms shows addresses")
    }
    return MachineCheck(
      id, title, .no, found: "/proc/kallsyms hides its addresses",
      cost: "which system call a thread blocks in has no name: reasons of waits are unknown",
      remedies: Remedies.kernel)
  }
}
