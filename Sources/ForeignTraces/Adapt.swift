package import TraceModel

/// Puts a trace of another producer into the terms of TS1, so that the analysis
/// reads it like ours.
///
/// Who wrote it is told by facts in the file, never by its name; what becomes a
/// lane, a task, a wait and a run is that producer's rule (Producers.md), or
/// what the options say. A trace of ours comes back as it is, and so does one
/// that no rule fits and no option concerns: there the outermost spans of each
/// lane count. O(n log n) in spans; nothing is dropped from the trace.
///
/// - Parameters:
///   - trace: As the reader returns it.
///   - options: What the user wants counted; the producer's own rule by default.
/// - Returns: The trace to analyse, with notes that the report shows beside the figures.
package func adapt(
  _ trace: Trace, options: ForeignTraceOptions = ForeignTraceOptions()
) -> AdaptedTrace {
  let facts = TraceFacts(trace)
  if facts.isOurs {
    return AdaptedTrace(trace: trace, producer: .stretto(facts.ownEvidence))
  }
  let recognised = Producer.all.lazy.compactMap { candidate in
    candidate.recognise(facts).map { (candidate, $0) }
  }.first
  guard let (rules, evidence) = recognised else {
    return adaptGeneric(facts, options: options)
  }
  let producer = RecognisedProducer(name: rules.name, evidence: evidence)
  return Rewriter(facts, plan: rules.plan(facts), options: options).rewrite(for: producer)
}

private func adaptGeneric(_ facts: TraceFacts, options: ForeignTraceOptions) -> AdaptedTrace {
  let producer: RecognisedProducer
  if facts.holdsTaskWords {
    producer = RecognisedProducer(
      name: "stretto", evidence: "spans of category task or step, but no run")
    if options.isDefault { return AdaptedTrace(trace: facts.trace, producer: producer) }
  } else {
    producer = RecognisedProducer(name: "unknown", evidence: "no producer's marks were found")
  }
  let plan = GenericRules.plan(facts)
  if options.isDefault, plan.isPlain {
    var untouched = AdaptedTrace(trace: facts.trace, producer: producer)
    untouched.notes = plan.notes + [Plan.tierNote]
    untouched.coresAreKnown = false
    return untouched
  }
  return Rewriter(facts, plan: plan, options: options).rewrite(for: producer)
}
