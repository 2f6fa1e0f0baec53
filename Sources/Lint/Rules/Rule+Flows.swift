/// Arrows: s, t and f, or bind_id.
extension Rule {
  static let flows = [
    flowNoID, flowTextID, flowReuse, flowEndAlone, flowStartAlone, flowUnbound, flowNoBindingPoint,
    flowNoDirection,
  ]

  static let flowNoID = Rule(
    "flow-no-id", .warning, [.perfetto, .chrome],
    "An end of an arrow has no id and is dropped.",
    "Number the arrows.")
  static let flowTextID = Rule(
    "flow-text-id", .warning, [.perfetto],
    "An arrow's id is text but no hexadecimal number: Perfetto drops it.",
    "Write an integer; names of tasks belong into args.")
  static let flowReuse = Rule(
    "flow-reuse", .warning, [.perfetto],
    "An arrow's id starts a second time: in Perfetto the second arrow begins at the first span.",
    "Number every arrow anew.")
  static let flowEndAlone = Rule(
    "flow-end-alone", .warning, [.perfetto, .chrome],
    "A t or f has no s of its id, name and cat before it: the arrow is dropped.",
    "Give both ends the same id, name and cat, and write s first where both have the same ts.")
  static let flowStartAlone = Rule(
    "flow-start-alone", .note, [.perfetto, .chrome],
    "An s has no t or f: there is no arrow.",
    "Leave it out, or write its end.")
  static let flowUnbound = Rule(
    "flow-unbound", .warning, [.perfetto, .chrome],
    "An end of an arrow lies in no span of its thread: it is dropped, or Perfetto binds it to the "
      + "last one.",
    "Write both ends inside X spans of their tid; async spans do not count.")
  static let flowNoBindingPoint = Rule(
    "flow-no-bp", .warning, [.perfetto, .chrome],
    "An f inside a span has no \"bp\":\"e\": it looks for the next span, so the arrow points elsewhere "
      + "or is dropped.",
    "Write \"bp\":\"e\" at every f.")
  static let flowNoDirection = Rule(
    "flow-no-direction", .warning, [.perfetto, .chrome],
    "A bind_id without flow_in and flow_out is dropped.",
    "Write \"flow_out\":true where the arrow starts and \"flow_in\":true where it ends.")
}
