import Analysis
import Prediction
import Statistics
import TraceModel

extension Advice {
  /// The recommendation: at most a few lines; nothing where there is none and no reason.
  package func recommendationLines(_ style: Style = Style()) -> [String] {
    style.wrapProse(recommendationText, indent: 2)
  }

  var recommendationText: String {
    if let recommendation {
      return RecommendationSentence(recommendation, machine: machine).text
    }
    guard isOneWorkload else { return "" }
    if !tellsDependencies {
      return "No recommendation: the trace does not tell what its tasks depend on."
    }
    return absence.map { "No recommendation: \($0.clause)." } ?? ""
  }

  /// Every prediction with its interval, and whether what was measured lies in it.
  package func predictionLines(_ style: Style = Style()) -> [String] {
    predictionSentences.flatMap { style.wrap($0, separator: ", ", indent: 2, hanging: 2) }
  }

  /// The predictions as items of lines: those there are, and those there are not.
  var predictionSentences: [[String]] {
    var made = predictions.compactMap(\.text)
    if !made.isEmpty {
      made[0] = "predicted from sequential and the executors' costs: " + made[0]
    }
    var missing = predictions.compactMap { checked in
      checked.prediction.absence.map { absence in
        let bound = checked.prediction.atMost.map { "; at most \(Quantity.ratio($0))" } ?? ""
        return "\(sanitised(checked.prediction.model.rawValue)) (\(absence.clause)\(bound))"
      }
    }
    if predictions.isEmpty, recommendation != nil, let absence {
      missing = ["no model (\(absence.clause))"]
    }
    if !missing.isEmpty { missing[0] = "not predicted: " + missing[0] }
    return [made, missing].filter { !$0.isEmpty }
  }

  /// The ladder, a line per rung, the largest time first.
  package func ladderLines(_ style: Style = Style()) -> [String] {
    guard let ladder else { return [] }
    var table = TextTable(
      columns: [
        .init(title: "what if, one after the other"), .init(title: "makespan", alignment: .right),
        .init(title: "saves", alignment: .right), .init(title: "share", alignment: .right),
      ], itemsTitle: "")
    table.rows.append(
      .init(
        cells: [.init(text: "as measured"), .init(text: Quantity.duration(ladder.makespan))]
          + [.init(text: ""), .init(text: "")], items: []))
    for rung in ladder.rungs where ladder.shows(rung) {
      table.rows.append(
        .init(
          cells: [
            .init(text: rung.step.words), .init(text: Quantity.duration(rung.makespan)),
            .init(text: Quantity.duration(rung.gain)), .init(text: share(rung.gain, ladder)),
          ], items: []))
    }
    let hidden = ladder.rungs.filter { !ladder.shows($0) }.map(\.step.words)
    let rest = hidden.isEmpty ? "" : "next to nothing: " + hidden.joined(separator: ", ") + "."
    return table.lines(style).map(\.trimmedEnd).filter { !$0.isEmpty }
      + style.wrapProse(rest, indent: 2, hanging: 2) + idealLines(style)
  }

  private func share(_ gain: Nanoseconds, _ ladder: WhatIfLadder) -> String {
    guard ladder.makespan.count > 0 else { return "-" }
    return Quantity.percent(Double(gain.count) / Double(ladder.makespan.count))
  }

  /// POP's two factors and the serial fraction, where the run has them.
  private func idealLines(_ style: Style) -> [String] {
    var items: [String] = []
    if let ideal {
      items.append("transfer efficiency \(Quantity.percent(ideal.transferEfficiency))")
      if let value = ideal.serialisationEfficiency {
        items.append("serialization efficiency \(Quantity.percent(value))")
      }
    }
    if let serial {
      let limit = serial.limit.map { ": at most \(Quantity.ratio($0))x (Amdahl)" } ?? ""
      items.append("serial fraction \(Quantity.percent(serial.amdahl, decimals: 2))\(limit)")
    }
    return style.wrap(items, separator: ", ", indent: 2, hanging: 2)
  }

  /// The law of several widths of one model, or why there is none.
  package func scalingLines(_ style: Style = Style()) -> [String] {
    scaling.flatMap { style.wrapProse($0.sentence, indent: 2, hanging: 2) }
  }

  /// Everything there is to say on single runs, in blocks one after the other.
  package func text(_ style: Style = Style()) -> [String] {
    recommendationLines(style) + predictionLines(style) + ladderLines(style) + scalingLines(style)
  }
}

extension WhatIfLadder {
  /// Whether a rung is worth a line: what it saves does not round to 0.0 %.
  fileprivate func shows(_ rung: Rung) -> Bool {
    abs(Double(rung.gain.count)) >= 0.0005 * Double(makespan.count)
  }
}

extension Advice.Checked {
  /// "threads 1.94 (1.74-2.15) inside"; nil without a prediction.
  fileprivate var text: String? {
    guard let point = prediction.point else { return nil }
    let interval = "(\(Quantity.ratio(point.low))-\(Quantity.ratio(point.high)))"
    let name = sanitised(prediction.model.rawValue)
    let value = "\(name) \(Quantity.ratio(point.speedup)) \(interval)"
    guard let measured, let isInside = prediction.contains(measured) else { return value }
    return isInside ? "\(value) inside" : "\(value) outside: \(Quantity.ratio(measured)) measured"
  }
}

extension ScalingFit {
  var sentence: String {
    let name = sanitised(model.rawValue)
    switch result {
    case .success(let fit):
      let peak = fit.parameters.peak.map { ", fastest at \(Quantity.fixed($0, 0)) slots" } ?? ""
      return "\(name), scalability law: contention \(Quantity.percent(fit.parameters.contention))"
        + interval(fit.contentionInterval?.low, fit.contentionInterval?.high)
        + ", coherence \(Quantity.percent(fit.parameters.coherence, decimals: 3))"
        + interval(fit.coherenceInterval?.low, fit.coherenceInterval?.high) + peak + "."
    case .failure(.tooFewWidths(let count)):
      return "\(name), scalability law: \(count) widths are too few; "
        + "\(UniversalScalability.fewestWidths) are needed."
    case .failure(.negative):
      return "\(name), scalability law: does not describe these runs (a negative coefficient)."
    case .failure: return "\(name), scalability law: no fit."
    }
  }

  private func interval(_ low: Double?, _ high: Double?) -> String {
    guard let low, let high else { return "" }
    return " (\(Quantity.fixed(low * 100, 2))-\(Quantity.fixed(high * 100, 2)))"
  }
}
