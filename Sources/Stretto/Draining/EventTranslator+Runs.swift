import TraceFile
import TraceModel

extension EventTranslator {
  /// The run's marker at its start, which survives a crash, or its span at its end.
  mutating func encode(_ run: RunJournal.RunEvent) {
    var arguments = EventArguments.none
    arguments.run = run.arguments
    let start = clock.time(of: run.start.count)
    let word = Category.run.word
    if let end = run.end {
      let end = max(start, clock.time(of: end.count))
      encoder.span(run.name, word, on: run.lane, from: start, to: end, arguments: arguments)
    } else {
      encoder.instant(run.name, word, on: run.lane, at: start, arguments: arguments)
    }
  }
}
