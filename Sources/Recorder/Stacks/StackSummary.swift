import TraceFile

/// What was sampled of the stacks of threads that ran.
package struct StackSummary: Hashable, Sendable {
  /// Stacks a second of CPU time; 0 where none were taken.
  package var frequency = 0
  /// Stacks that the kernel gave.
  package var samples = 0
  /// Of how many one is in the trace.
  package var stride = 1
  package var frames = 0
  /// Those in the trace whose innermost function has no name.
  package var unnamed = 0
  /// Whether time inside the kernel was sampled, and the kernel's functions are in the stacks.
  package var hasKernel = false

  var json: JSONValue {
    .object([
      JSONMember("frequency", .integer(Int64(frequency))),
      JSONMember("samples", .integer(Int64(samples))),
      JSONMember("kept_of", .integer(Int64(stride))),
      JSONMember("frames", .integer(Int64(frames))),
      JSONMember("unnamed", .integer(Int64(unnamed))),
      JSONMember("kernel", .bool(hasKernel)),
    ])
  }
}

extension RecordingSummary {
  /// Says what was sampled, and what could not be.
  mutating func add(
    _ named: NamedStacks, _ taken: StackSamples, _ wanted: PerfSampling, got: PerfSampling
  ) {
    stacks = StackSummary(
      frequency: Int(got.frequency), samples: taken.taken, stride: taken.stride,
      frames: named.frames.count, unnamed: named.unnamed, hasKernel: got.seesKernel)
    guard wanted.frequency > 0, onCPU != nil else { return }
    guard got.frequency > 0 else {
      notes.append("the kernel refused to sample stacks: where CPU time went is unknown")
      return
    }
    capabilities.append("stacks")
    if !got.seesKernel {
      notes.append(
        "stacks show the program only: to see the kernel's part, set kernel.perf_event_paranoid to "
          + "1 or less, or add CAP_PERFMON; CPU time inside the kernel is not sampled")
    } else if named.isKernelHidden {
      notes.append("the kernel hides its addresses (kernel.kptr_restrict): its part has no names")
    }
    addLosses(named, taken)
  }

  private mutating func addLosses(_ named: NamedStacks, _ taken: StackSamples) {
    if taken.stride > 1 {
      notes.append("there were many stacks: one of \(taken.stride) is in the trace")
    }
    if taken.tree.cut > 0 {
      notes.append(
        "\(taken.tree.cut) stacks show their innermost functions only, below \"[more callers]\": "
          + "there were too many different ones")
    }
    if !named.missing.isEmpty {
      let list = named.missing.prefix(5).joined(separator: ", ")
      notes.append(
        "functions of \(named.missing.count) files have no names, since the files are gone or were "
          + "replaced: \(list)")
    }
    if named.isNamingStuck {
      notes.append(
        "some names of functions are too long to write out, and stay as the linker has them")
    }
    let kept = named.sampleCount
    if kept >= 20, named.unnamed * 2 > kept {
      notes.append(
        "\(named.unnamed) of \(kept) stacks end in functions without a name: the program or its "
          + "libraries are stripped, or make code while they run; debug packages, or a compiler's "
          + "map (node --perf-basic-prof writes one), give names")
    }
  }
}
