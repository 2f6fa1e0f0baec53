/// Names of Swift's functions without their types, as people call them.
enum ShortName {
  /// What may stand behind a function's name and its parameters, where its type begins.
  private static let types = [" async", " throws", " -> "]
  private static let closures = ["closure #", "implicit closure #"]

  /// "closure #1 in M.main()" for "closure #1 () async -> Swift.Int in static a.M.main() async ->
  /// ()": parts that look otherwise stay as they are.
  static func of(_ name: some StringProtocol) -> String {
    parts(String(name)).map(shortened).joined(separator: " in ")
  }

  private static func shortened(_ part: Substring) -> Substring {
    for word in closures where part.hasPrefix(word) {
      let digits = part.dropFirst(word.count).prefix(while: \.isNumber)
      return part[..<digits.endIndex]
    }
    let part = part.hasPrefix("static ") ? part.dropFirst("static ".count) : part
    let ends = outerIndices(part).filter { index in
      types.contains { part[index...].hasPrefix($0) }
    }
    return ends.first.map { part[..<$0] } ?? part
  }

  /// The functions that lie in each other, the innermost first.
  private static func parts(_ name: String) -> [Substring] {
    let separator = " in "
    var parts: [Substring] = []
    var start = name.startIndex
    for index in outerIndices(name[...]) where index >= start && name[index...].hasPrefix(separator)
    {
      parts.append(name[start..<index])
      start = name.index(index, offsetBy: separator.count)
    }
    return parts + [name[start...]]
  }

  /// The blanks that lie in no brackets.
  private static func outerIndices(_ text: Substring) -> [String.Index] {
    var depth = 0
    var last: Character = " "
    var blanks: [String.Index] = []
    for index in text.indices {
      let character = text[index]
      switch character {
      case "(", "<", "[": depth += 1
      case ">" where last == "-": break
      case ")", ">", "]": depth -= 1
      case " " where depth == 0: blanks.append(index)
      default: break
      }
      last = character
    }
    return blanks
  }
}
