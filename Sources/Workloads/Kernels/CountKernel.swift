/// A chain of steps of which each needs the result of the last.
///
/// Rotate, multiply, add the step's number: the multiplication's latency bounds
/// the speed, no step can be computed ahead, and there is no closed form to
/// replace the loop by.
package enum CountKernel {
  /// Runs `steps` steps from a seed; negative counts run none.
  package static func run(steps: Int, seed: UInt64) -> UInt64 {
    var value = seed
    var step: UInt64 = 0
    let end = UInt64(max(steps, 0))
    while step < end {
      value = ((value << 23) | (value >> 41)) &* 0xD134_2543_DE82_EF95 &+ step
      step &+= 1
    }
    return value
  }
}
