package import TraceFile

/// What a check found in one trace.
package struct LintReport: Hashable, Sendable {
  /// Objects in the event list.
  package var events: Int
  /// Bytes of JSON text, after inflation.
  package var textBytes: Int
  package var container: TextContainer
  /// The worst first.
  package var findings: [Finding]

  /// Whether every viewer asked about reads the trace as it was meant.
  package var isPortable: Bool { findings.allSatisfy { $0.rule.severity == .note } }

  /// How many rules of that severity are broken, however often.
  package func count(_ severity: Rule.Severity) -> Int {
    findings.count { $0.rule.severity == severity }
  }
}
