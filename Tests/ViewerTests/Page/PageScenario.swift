import Testing

/// What is done with the page in a browser; the driver has a function for each.
enum PageScenario: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case countServed = "count, served"
  case fetchServed = "fetch, served"
  case singleRuns = "single runs, served"
  case freshDropped = "a comparison just made, dropped"
  case countOnDisk = "count, one file on disk"
  case fetchOnDisk = "fetch, one file on disk"
  case criticalPath = "critical path"
  case bothComparisons = "both comparisons at once"
  case recordedDropped = "a recorded trace, dropped"
  case twoDropped = "two traces, dropped together"
  case droppedOnServed = "traces dropped on the served page"
  case foreignDropped = "traces of other tools, dropped"
  case handedOver = "handed to Perfetto"
  case keys
  case pointer = "drag, wheel and hover"
  case waits = "a click on a wait goes there"
  case search
  case notDrawn = "what is not drawn is said"
  case address = "the address keeps the view"
  case pictures = "pictures saved"
  case accessibilityTree = "the accessibility tree"
  case keyboardAlone = "by keyboard alone"
  case contrastLight = "contrast, light"
  case contrastDark = "contrast, dark"
  case overflow = "no part sticks out"
  case preferences = "less motion, forced colours"
  case screenshots
  case hostileNames = "hostile names"
  case hostileNumbers = "hostile numbers and shapes"
  case brokenGzip = "broken gzip"
  case tooMuch = "too much of everything"
  case hostileOnDisk = "hostile names in one file on disk"
  case scripts = "no script but our own"

  var testDescription: String { rawValue }
}
