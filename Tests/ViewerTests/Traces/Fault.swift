/// Something wrong with a trace, and what the check that must see it says.
struct Fault: Sendable {
  let name: String
  /// Events added to a trace that is right.
  let lines: [String]
  let complaints: [String]

  static let all = [
    Fault(name: "none", lines: [], complaints: []),
    Fault(
      name: "overlap by a nanosecond",
      lines: [
        #"{"ph":"X","name":"late","cat":"task","pid":1,"tid":1,"ts":100.999,"dur":100.000}"#
      ],
      complaints: [
        "Perfetto counts 1 slice_drop_overlapping_complete_event",
        "Perfetto finds 1 slices, not 2",
      ]),
    Fault(
      name: "arrow whose id is a word",
      lines: [
        #"{"ph":"s","name":"go","cat":"f","pid":1,"tid":1,"ts":5.000,"id":"task-7"}"#,
        #"{"ph":"X","name":"t","cat":"t","pid":1,"tid":2,"ts":9.000,"dur":9.000}"#,
        #"{"ph":"f","name":"go","cat":"f","pid":1,"tid":2,"ts":9.000,"id":"task-7","bp":"e"}"#,
      ],
      complaints: ["Perfetto counts 2 flow_invalid_id", "Perfetto finds 0 flows, not 1"]),
    Fault(
      name: "arrow that binds to nothing",
      lines: [
        #"{"ph":"s","name":"go","cat":"f","pid":1,"tid":1,"ts":5.000,"id":7}"#,
        #"{"ph":"X","name":"t","cat":"t","pid":1,"tid":2,"ts":9.000,"dur":9.000}"#,
        #"{"ph":"f","name":"go","cat":"f","pid":1,"tid":2,"ts":9.500,"id":7}"#,
      ],
      complaints: ["catapult warns", "catapult finds 0 flows, not 1"]),
    Fault(
      name: "arrow with the same argument at both ends",
      lines: [
        #"{"ph":"s","name":"go","cat":"f","pid":1,"tid":1,"ts":5.000,"id":7,"args":{"task":1}}"#,
        #"{"ph":"X","name":"t","cat":"t","pid":1,"tid":2,"ts":9.000,"dur":9.000}"#,
        #"{"ph":"f","name":"go","cat":"f","pid":1,"tid":2,"ts":9.5,"id":7,"bp":"e","args":{"task":1}}"#,
      ],
      complaints: ["catapult warns (arg_merge_error)"]),
    Fault(
      name: "color that catapult does not know",
      lines: [#"{"ph":"X","name":"t","pid":1,"tid":2,"ts":9.000,"dur":9.000,"cname":"mauve"}"#],
      complaints: ["catapult refuses it"]),
    Fault(
      name: "async span without an end",
      lines: [#"{"ph":"b","name":"t","cat":"t","pid":1,"tid":1,"ts":9.0,"id2":{"local":"0x1"}}"#],
      complaints: ["Perfetto finds 1 unfinished slices, not 0"]),
    Fault(
      name: "span at zero",
      lines: [#"{"ph":"X","name":"t","cat":"t","pid":1,"tid":2,"ts":0,"dur":900.000}"#],
      complaints: ["but the spans cover 900.0 µs"]),
    Fault(
      name: "number that JSON has not",
      lines: [
        #"{"ph":"X","name":"t","pid":1,"tid":2,"ts":9.000,"dur":9.000,"args":{"share":NaN}}"#
      ],
      complaints: ["cannot be read: Python", "catapult refuses it", "DevTools throws"]),
  ]
}
