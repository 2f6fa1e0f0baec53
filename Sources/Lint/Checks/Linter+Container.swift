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
    judgeLength(end)
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

  private mutating func judgeLength(_ end: Place) {
    switch text.offset {
    case 3_000_000_000...:
      text.add(.beyondPerfetto, at: end)
      text.add(.hugeText, at: end)
    case 1_000_000_000...: text.add(.hugeText, at: end)
    case 268_435_456...: text.add(.largeText, at: end)
    default: break
    }
  }
}
