package import Statistics

/// The universal scalability law fitted to one model at several widths (METHOD 7).
///
/// X(N) = γN/(1 + α(N − 1) + βN(N − 1)): α is what the tasks queue for, β what
/// they have to tell each other.
package struct UniversalScalability: Hashable, Sendable {
  package struct Parameters: Hashable, Sendable {
    /// α.
    package var contention: Double
    /// β.
    package var coherence: Double
    /// γ: throughput at width 1.
    package var rate: Double

    /// X(N).
    package func throughput(width: Double) -> Double { rate * width / burden(width) }

    /// N_max: the width beyond which throughput falls; nil where it never does.
    package var peak: Double? {
      coherence > 0 && contention < 1 ? ((1 - contention) / coherence).squareRoot() : nil
    }

    /// T/T_1 at a width, in three parts: ideal, contention, coherence.
    package func parts(width: Double) -> (ideal: Double, contention: Double, coherence: Double) {
      (1 / width, contention * (width - 1) / width, coherence * (width - 1))
    }

    func burden(_ width: Double) -> Double {
      1 + contention * (width - 1) + coherence * width * (width - 1)
    }
  }

  /// One measurement: a width and what was done per unit of time at it.
  package struct Measurement: Hashable, Sendable {
    package var width: Double
    package var throughput: Double

    package init(width: Double, throughput: Double) {
      self.width = width
      self.throughput = throughput
    }
  }

  /// Why there is no fit; the table of measurements then speaks for itself.
  package enum Refusal: Error, Hashable, Sendable {
    /// Fewer different widths than say anything beyond themselves.
    case tooFewWidths(Int)
    /// A width below 1, or a throughput that is not positive.
    case unusable
    /// The best fit has a negative α or β: the law does not describe these measurements.
    case negative(Parameters)
    /// The equations have no solution.
    case noFit
  }

  /// With three the fit is exact and says nothing.
  package static let fewestWidths = 6

  package let parameters: Parameters
  /// By the bootstrap over measurements; nil where too many draws have no fit.
  package let contentionInterval: Interval?
  package let coherenceInterval: Interval?

  /// Fits by least squares, starting from the linear form.
  ///
  /// - Parameters:
  ///   - measurements: At six different widths or more; several at one width are fine.
  ///   - bootstrap: For the intervals.
  /// - Throws: Why there is no fit.
  package init(
    _ measurements: [Measurement], bootstrap: Bootstrap = Bootstrap()
  ) throws(Refusal) {
    let widths = Set(measurements.map(\.width)).count
    guard
      measurements.allSatisfy({ $0.width >= 1 && $0.throughput > 0 && $0.throughput.isFinite })
    else { throw .unusable }
    guard widths >= Self.fewestWidths else { throw .tooFewWidths(widths) }
    guard var fit = LeastSquares.fit(measurements) else { throw .noFit }
    // What rounding alone makes negative is none.
    let tolerance = -1e-9
    guard fit.contention >= tolerance, fit.coherence >= tolerance else { throw .negative(fit) }
    fit.contention = max(fit.contention, 0)
    fit.coherence = max(fit.coherence, 0)
    parameters = fit
    contentionInterval = bootstrap.interval(of: measurements) {
      LeastSquares.fit($0)?.contention
    }
    coherenceInterval = bootstrap.interval(of: measurements) {
      LeastSquares.fit($0)?.coherence
    }
  }
}
