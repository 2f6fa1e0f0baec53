/// How callchains are sampled.
package struct PerfSampling: Hashable, Sendable {
  /// Samples a second of CPU time; 0 for none.
  package var frequency: UInt32
  /// Whether the kernel's part of a chain is recorded, and time inside the kernel sampled.
  package var seesKernel: Bool

  package static let none = PerfSampling(frequency: 0, seesKernel: false)

  package init(frequency: UInt32, seesKernel: Bool) {
    self.frequency = frequency
    self.seesKernel = seesKernel
  }

  /// What to ask for instead, where this was refused; nil when there is nothing less.
  var lesser: PerfSampling? {
    guard frequency > 0 else { return nil }
    return seesKernel ? PerfSampling(frequency: frequency, seesKernel: false) : .none
  }

  /// As often as wanted, if the kernel's limit allows it.
  static func clamped(to frequency: UInt32) -> UInt32 {
    let text = KernelFile.text("/proc/sys/kernel/perf_event_max_sample_rate") ?? ""
    guard let most = UInt32(text.prefix { $0.isNumber }) else { return frequency }
    return min(frequency, max(1, most))
  }
}

extension RecorderOptions {
  /// The callchains to ask the kernel for.
  var sampling: PerfSampling {
    guard recordsStacks, !isLight, samplingFrequency > 0 else { return .none }
    return PerfSampling(frequency: PerfSampling.clamped(to: samplingFrequency), seesKernel: true)
  }
}
