import TraceFile

/// What of JSON Schema 2020-12 the report's schema uses, checked by hand so that no test
/// depends on a validator that may be missing.
///
/// Stricter than the standard in one point: a key that the schema does not describe is an error.
struct SchemaCheck {
  let schema: JSONValue
  private(set) var problems: [String] = []

  init(schema: JSONValue) { self.schema = schema }

  mutating func check(_ value: JSONValue) { check(value, schema, "report") }

  private mutating func check(_ value: JSONValue, _ rule: JSONValue, _ path: String) {
    if let reference = rule["$ref"]?.text {
      guard let name = reference.split(separator: "/").last,
        let target = schema["$defs"]?[String(name)]
      else { return problems.append("\(path): no \(reference)") }
      check(value, target, path)
    }
    if let choices = rule["anyOf"]?.elements { checkAny(value, choices, path) }
    if let types = rule["type"], !matches(value, types) {
      problems.append("\(path): wrong type, \(value)")
    }
    if let constant = rule["const"], constant != value {
      problems.append("\(path): not \(constant)")
    }
    if let allowed = rule["enum"]?.elements, !allowed.contains(value) {
      problems.append("\(path): \(value) is none of the words")
    }
    if let minimum = rule["minimum"]?.double, let number = value.double, number < minimum {
      problems.append("\(path): below \(minimum)")
    }
    if let maximum = rule["maximum"]?.double, let number = value.double, number > maximum {
      problems.append("\(path): above \(maximum)")
    }
    if let rule = rule["items"] {
      for (index, element) in (value.elements ?? []).enumerated() {
        check(element, rule, "\(path)[\(index)]")
      }
    }
    if let members = value.members { checkMembers(members, rule, path) }
  }

  private mutating func checkAny(_ value: JSONValue, _ choices: [JSONValue], _ path: String) {
    var attempts: [[String]] = []
    for choice in choices {
      var attempt = SchemaCheck(schema: schema)
      attempt.check(value, choice, path)
      if attempt.problems.isEmpty { return }
      attempts.append(attempt.problems)
    }
    problems += attempts.min { $0.count < $1.count } ?? []
  }

  private mutating func checkMembers(
    _ members: [JSONMember], _ rule: JSONValue, _ path: String
  ) {
    let keys = members.map(\.key)
    if Set(keys).count != keys.count { problems.append("\(path): a key repeats") }
    for key in rule["required"]?.elements?.compactMap(\.text) ?? [] where !keys.contains(key) {
      problems.append("\(path): no \(key)")
    }
    guard rule["$ref"] == nil, rule["anyOf"] == nil else { return }
    let open = rule["patternProperties"]?.members?.first?.value ?? rule["additionalProperties"]
    for member in members {
      if let rule = rule["properties"]?[member.key] {
        check(member.value, rule, "\(path).\(member.key)")
      } else if let open, open.members != nil {
        check(member.value, open, "\(path).\(member.key)")
      } else {
        problems.append("\(path): \(member.key) is not described")
      }
    }
  }

  private func matches(_ value: JSONValue, _ types: JSONValue) -> Bool {
    (types.elements ?? [types]).contains { type in
      switch type.text {
      case "object": value.members != nil
      case "array": value.elements != nil
      case "string": value.text != nil
      case "boolean": value.truth != nil
      case "null": value == .null
      case "integer": value.integer != nil
      case "number": value.double != nil
      default: false
      }
    }
  }
}
