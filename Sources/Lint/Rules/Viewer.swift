/// A program that opens Chrome traces.
package enum Viewer: String, Hashable, Sendable, CaseIterable {
  /// ui.perfetto.dev and trace_processor.
  case perfetto
  /// chrome://tracing, whose code is catapult's.
  case chrome
  /// The Performance panel of Chrome's DevTools.
  case devtools

  /// Its name for people.
  package var name: String {
    switch self {
    case .perfetto: "Perfetto"
    case .chrome: "chrome://tracing"
    case .devtools: "DevTools"
    }
  }
}
