import Analysis
import Prediction
package import TraceFile
import TraceModel

extension Advice {
  /// The `recommendation` of a report; null where there is none.
  package var recommendationJSON: JSONValue {
    guard let recommendation, let choice = recommendation.choice else { return .null }
    let profile = recommendation.profile
    return .object([
      JSONMember("model", .string(choice.model.rawValue)),
      JSONMember("slots", .optional(choice.slots)),
      JSONMember("speedup", .optional(choice.speedup)),
      JSONMember("speedup_low", .optional(choice.low)),
      JSONMember("speedup_high", .optional(choice.high)),
      JSONMember("at_most", .optional(choice.atMost)),
      JSONMember("source", choice.speedup == nil ? .null : .string(choice.source.rawValue)),
      JSONMember("reason", recommendation.reason.map { .string($0.word) } ?? .null),
      JSONMember("as_good", .array(recommendation.ties.map { .string($0.model.rawValue) })),
      JSONMember(
        "not_measured",
        .array(
          recommendation.open.map {
            .object([
              JSONMember("model", .string($0.model.rawValue)),
              JSONMember("at_most", .optional($0.atMost)),
            ])
          })),
      JSONMember("tasks", .count(profile.tasks)),
      JSONMember("cpu_share", .optional(profile.cpuShare)),
      JSONMember("gil_share", .optional(machine.gilShare)),
      JSONMember("mean_service", .time(profile.meanService)),
      JSONMember("service_variation", .optional(profile.variation)),
      JSONMember("text", .string(recommendationText)),
    ])
  }

  /// What a comparison's entry for a model gets: `predicted`, its interval, and what it rests on.
  package func predictionMembers(of model: String) -> [JSONMember] {
    let checked = predictions.first { $0.prediction.model.rawValue == model }
    let prediction = checked?.prediction
    let inside = prediction?.contains(checked?.measured).map { JSONValue.bool($0) }
    return [
      JSONMember("predicted", .optional(prediction?.point?.speedup)),
      JSONMember("predicted_low", .optional(prediction?.point?.low)),
      JSONMember("predicted_high", .optional(prediction?.point?.high)),
      JSONMember("predicted_inside", inside ?? .null),
      JSONMember("predicted_at_most", .optional(prediction?.atMost)),
      JSONMember(
        "predicted_binding", prediction?.binding.map { .string($0.rawValue) } ?? .null),
      JSONMember("not_predicted", prediction?.absence.map { .string($0.clause) } ?? .null),
    ]
  }

  /// What a single run's RUN gets: `what_if`, `pop_ideal` and `serial_fraction`.
  package var runMembers: [JSONMember] {
    [
      JSONMember("what_if", ladder?.json ?? .null),
      JSONMember(
        "pop_ideal",
        ideal.map {
          .object([
            JSONMember("T_ideal", .time($0.makespan)),
            JSONMember("TE", .number($0.transferEfficiency)),
            JSONMember("SerE", .optional($0.serialisationEfficiency)),
          ])
        } ?? .null),
      JSONMember(
        "serial_fraction",
        serial.map {
          .object([
            JSONMember("amdahl", .number($0.amdahl)),
            JSONMember("gustafson", .number($0.gustafson)),
            JSONMember("limit", .optional($0.limit)),
          ])
        } ?? .null),
    ]
  }
}

extension WhatIfLadder {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("makespan", .time(makespan)),
      JSONMember("span", .time(span)),
      JSONMember(
        "rungs",
        .array(
          rungs.map {
            .object([
              JSONMember("step", .string($0.step.rawValue)),
              JSONMember("gain", .time($0.gain)),
              JSONMember("makespan", .time($0.makespan)),
            ])
          })),
    ])
  }
}

extension Recommendation.Reason {
  fileprivate var word: String {
    switch self {
    case .tooFine: "too_fine"
    case .nothingFaster: "nothing_faster"
    case .waitingOverlaps: "waiting_overlaps"
    case .computing: "computing"
    case .computingBesideLock: "computing_beside_lock"
    case .mixed: "mixed"
    }
  }
}
