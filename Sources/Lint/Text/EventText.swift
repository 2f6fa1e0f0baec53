/// One event as it was written: the fields that viewers read, and what is in `args` and `id2`.
struct EventText {
  /// A member of `args`.
  struct Argument {
    var key: UInt64
    var isNumber: Bool
    var isZero: Bool
  }

  /// Members of `args` beyond these are not looked at.
  static let argumentsKept = 64

  var place = Place.start
  /// Where the last `args` begins.
  private var values = [Field](repeating: Field(), count: FieldName.allCases.count)
  private(set) var arguments: [Argument] = []
  /// `args.name` of metadata.
  var nameArgument = Field()
  /// Members of any name, known or not.
  var members = 0
  var id2Local = Field()
  var id2Global = Field()

  subscript(name: FieldName) -> Field {
    get { values[name.rawValue] }
    _modify { yield &values[name.rawValue] }
  }

  mutating func clear(at place: Place) {
    self.place = place
    for index in values.indices { values[index].clear() }
    arguments.removeAll(keepingCapacity: true)
    nameArgument.clear()
    id2Local.clear()
    id2Global.clear()
    members = 0
  }

  mutating func addArgument(_ key: UInt64, _ value: Field) {
    guard arguments.count < EventText.argumentsKept else { return }
    let number = value.number
    arguments.append(
      Argument(key: key, isNumber: number != nil, isZero: number == 0))
  }

  /// The one letter of `ph`, or nil.
  var phase: UInt8? {
    let field = self[.ph]
    return field.kind == .string && field.length == 1 ? field.text[0] : nil
  }
}
