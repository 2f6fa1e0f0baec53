import Glibc

/// The files of all processes of a recording, followed while they are written.
struct GILRings {
  private struct Followed {
    var ring: GILRing
    var history: GILHistory?
    /// Drains without a new record.
    var silence = 0
    var isBroken = false
  }

  /// Drains that a process may be passed over, once it has been silent for as many.
  private static let longestSilence = 8

  private let folder: String
  private let limit: Int
  private var files: [String: Followed] = [:]
  private var drains = 0

  /// - Parameters:
  ///   - folder: Where the processes write.
  ///   - memory: How many bytes their waits and holds may take together.
  init(folder: String, memory: Int) {
    self.folder = folder
    limit = max(1 << 10, memory / (MemoryLayout<GILWait>.stride + MemoryLayout<GILHold>.stride))
  }

  /// Reads what is new.
  mutating func drain(isLast: Bool = false) {
    drains += 1
    for name in FolderListing.names(in: folder, ending: ".gil")
    where files[name] == nil {
      files[name] = Followed(ring: GILRing(path: "\(folder)/\(name)"))
    }
    // Names of their own: the keys would keep every history alive, to be copied when it grows.
    for name in Array(files.keys) {
      guard var file = files[name], !file.isBroken else { continue }
      let pause = min(file.silence, Self.longestSilence)
      guard isLast || pause < 2 || drains % pause == 0 else { continue }
      // Moved out and back, so that its history is not copied.
      files[name] = nil
      read(&file)
      files[name] = file
    }
  }

  /// Everything that was told, once the recording is over.
  mutating func finish() -> GILRecords {
    drain(isLast: true)
    var records = GILRecords()
    for file in files.values {
      if file.isBroken || file.history == nil { records.unreadable += 1 }
      guard var history = file.history else { continue }
      // A garbage count is more than a file could ever hold.
      history.countLost(Int(min(file.ring.dropped, 1 << 40)))
      records.forgotten += history.forgotten
      records.interpreters.append(history.finish())
    }
    records.interpreters.sort { ($0.start, $0.process) < ($1.start, $1.process) }
    return records
  }

  private func read(_ file: inout Followed) {
    var history = file.history
    file.history = nil
    defer { file.history = history }
    var count = 0
    var early: [GILRecord] = []
    do throws(PreloadFile.Problem) {
      let senseless = try file.ring.take { record in
        count += 1
        if history == nil { early.append(record) } else { history?.feed(record) }
      }
      if history == nil {
        history = GILHistory(process: file.ring.process, start: file.ring.start, limit: limit)
        for record in early { history?.feed(record) }
      }
      history?.countLost(senseless)
      history?.note(
        isFreeThreaded: file.ring.isFreeThreaded, further: Int(file.ring.further))
    } catch {
      file.isBroken = error == .unreadable
    }
    file.silence = count > 0 ? 0 : file.silence + 1
  }
}
