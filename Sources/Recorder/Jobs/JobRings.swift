import Glibc

/// The files of all processes of a recording, followed while they are written.
struct JobRings {
  private struct Followed {
    var ring: JobRing
    var records: [JobRecord] = []
    var lost = 0
    /// Drains without a new record.
    var silence = 0
    var isBroken = false
  }

  /// Drains that a process may be passed over, once it has been silent for as many.
  private static let longestSilence = 8
  /// Processes from which on the silent ones are passed over now and then: a burst of one of them
  /// may be more than its file has room for.
  private static let many = 64

  private let folder: String
  /// Records that may be kept of all processes together.
  private var room: Int
  private var files: [String: Followed] = [:]
  private var drains = 0

  /// - Parameters:
  ///   - folder: Where the processes write.
  ///   - memory: How many bytes the records may take together.
  init(folder: String, memory: Int) {
    self.folder = folder
    room = max(1 << 12, memory / MemoryLayout<JobRecord>.stride)
  }

  /// Reads what is new.
  mutating func drain(isLast: Bool = false) {
    drains += 1
    for name in FolderListing.names(in: folder, ending: ".jobs")
    where files[name] == nil {
      files[name] = Followed(ring: JobRing(path: "\(folder)/\(name)"))
    }
    for name in Array(files.keys) where files[name]?.isBroken == false {
      let pause = min(files[name]?.silence ?? 0, Self.longestSilence)
      guard isLast || files.count < Self.many || pause < 2 || drains % pause == 0 else { continue }
      // Moved out and back, so that its records are not copied.
      guard var file = files.removeValue(forKey: name) else { continue }
      read(&file, isLast: isLast)
      files[name] = file
    }
  }

  /// Everything that was told, once the recording is over.
  mutating func finish() -> JobRecords {
    drain(isLast: true)
    var result = JobRecords()
    for file in files.values {
      if file.isBroken || file.ring.process == 0 { result.unreadable += 1 }
      // A garbage count is more than a file could ever hold.
      result.lost += file.lost + Int(min(file.ring.dropped, 1 << 40))
      guard !file.records.isEmpty else { continue }
      let code = JobCode(file.ring.objects, process: file.ring.process)
      var history = JobHistory(file.records, JobNames(file.records, code))
      result.processes.append(history.process(file.ring))
      result.lost += history.senseless
    }
    result.processes.sort { ($0.start, $0.process) < ($1.start, $1.process) }
    files = [:]
    return result
  }

  private mutating func read(_ file: inout Followed, isLast: Bool) {
    let before = file.records.count + file.lost
    defer { file.silence = file.records.count + file.lost > before ? 0 : file.silence + 1 }
    do throws(PreloadFile.Problem) {
      file.lost += try file.ring.take(isLast: isLast) { record in
        if room > 0 {
          file.records.append(record)
          room -= 1
        } else {
          file.lost += 1
        }
      }
    } catch {
      file.isBroken = error == .unreadable
    }
  }
}
