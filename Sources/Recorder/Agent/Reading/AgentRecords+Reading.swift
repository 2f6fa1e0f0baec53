internal import Glibc

extension AgentRecords {
  /// Bytes read of all files together, at most.
  private static let largestRecording = 2 << 30

  /// Reads what the agents wrote below `folder`, the one given to `unpack(into:)`.
  ///
  /// Any byte may be wrong: what cannot be read is counted and noted.
  package static func read(from folder: String) -> AgentRecords {
    var records = AgentRecords()
    let contents = records.contents(of: "\(folder)/ring")
    var numbers = TaskNumbers()
    for ring in contents { numbers.prepare(ring.records) }
    for ring in contents {
      var translation = RingTranslation(ring, numbers: numbers)
      records.processes.append(translation.process())
      numbers = translation.numbers
    }
    return records
  }

  private mutating func contents(of folder: String) -> [RingContents] {
    guard let names = FolderListing.names(in: folder)?.sorted() else {
      notes.append("the folder of the Python agents cannot be read: their spans are missing")
      return []
    }
    var rings: [RingContents] = []
    var room = Self.largestRecording
    var unreadable = 0
    for name in names where name.hasSuffix(".ring") {
      let limit = min(room, RingFile.largest)
      let file = try? RingFile(path: "\(folder)/\(name)", limit: limit)
      if let file, file.isUnopened, room > 0 { continue }
      guard let file, let ring = RingContents(file) else {
        unreadable += 1
        continue
      }
      room = max(0, room - file.byteCount)
      rings.append(ring)
    }
    if unreadable > 0 {
      notes.append(
        "\(unreadable) file(s) of the Python agents could not be read: "
          + "the processes that wrote them are recorded without spans")
    }
    return rings.sorted { ($0.header.start, $0.header.pid) < ($1.header.start, $1.header.pid) }
  }
}
