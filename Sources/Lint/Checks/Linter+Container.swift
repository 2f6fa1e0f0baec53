import TraceFile

extension Linter {
  /// The file and how its text ends, once all of it has been read.
  mutating func judgeContainer() {
    let container = text.container
    let end = text.place
    if container.members > 1 {
      text.add(
        .gzipMembers,
        at: Place(offset: container.secondMember ?? 0, line: 0, column: 0, event: nil))
    }
    switch container.ending {
    case .whole: break
    case .cut: text.add(.gzipCut, at: end)
    case .checksum: text.add(.gzipChecksum, at: end)
    case .damaged: text.add(.gzipDamaged, at: end)
    }
    if container.trailingBytes > 0 { text.add(.gzipTrailing, at: end) }
    let isNamedGzip = name.hasSuffix(".gz") || name.hasSuffix(".zip")
    if container.fileBytes > 0, container.isGzip != isNamedGzip { text.add(.fileName, at: .start) }
    for rule in Rule.brokenByLength(text.offset) { text.add(rule, at: end) }
    if root.isCut {
      text.add(
        !root.isArray ? .unclosedObject : root.isCutInEvent ? .cutInEvent : .unclosedArray, at: end)
    }
    if text.offset > 0, eventCount == 0, !text.findings.has(.notJSON),
      !text.findings.has(.jsonLines), !text.findings.has(.emptyFile)
    {
      text.add(.noEvents, at: .start)
    }
  }
}

extension Rule {
  /// The rules that a text of so many bytes breaks.
  static func brokenByLength(_ bytes: Int) -> [Rule] {
    switch bytes {
    case 3_000_000_000...: [.beyondPerfetto, .hugeText]
    case 1_000_000_000...: [.hugeText]
    case (256 << 20)...: [.largeText]
    default: []
    }
  }
}
