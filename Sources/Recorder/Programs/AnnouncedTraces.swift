import Glibc
import TraceFile

/// The traces that programs of the recording write themselves, as their announcements come.
///
/// Each file is opened when it is first heard of, a moment after it was made: what the program
/// does with its name afterwards does not matter.
final class AnnouncedTraces {
  /// A trace, open for reading or with the reason why not.
  struct Announced {
    var announcement: TraceAnnouncement
    var descriptor: Int32 = -1
    var problem: String?
  }

  /// Announcements that are read at most; those beyond are counted.
  private static let most = 4096
  /// Files that are held open at most; those beyond are opened at the end, by name.
  private static let mostOpen = 256

  private let folder: String
  private var names: Set<String> = []
  private var traces: [Announced] = []
  private var openCount = 0
  /// Announcements that make no sense, or are too many.
  private(set) var unreadable = 0

  /// Readable when there is an announcement; -1 where Linux does not tell.
  let alarm: Int32

  init(folder: String) {
    self.folder = folder
    alarm = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    if alarm >= 0 { unsafe inotify_add_watch(alarm, folder, UInt32(IN_MOVED_TO)) }
  }

  deinit {
    if alarm >= 0 { close(alarm) }
    for trace in traces where trace.descriptor >= 0 { close(trace.descriptor) }
  }

  /// Reads what was announced since.
  func look() {
    var told = [UInt8](repeating: 0, count: 4096)
    while alarm >= 0, unsafe read(alarm, &told, told.count) > 0 {}
    for name in (FolderListing.names(in: folder) ?? []).sorted()
    where name.hasSuffix(TraceAnnouncement.suffix) && !names.contains(name) {
      guard names.count < Self.most else { return }
      names.insert(name)
      guard let bytes = KernelFile.contents("\(folder)/\(name)"),
        let announcement = TraceAnnouncement(bytes)
      else {
        unreadable += 1
        continue
      }
      var trace = Announced(announcement: announcement)
      if openCount < Self.mostOpen {
        Self.open(&trace)
        openCount += trace.descriptor >= 0 ? 1 : 0
      }
      traces.append(trace)
    }
  }

  /// All traces in the order in which they began; their descriptors are the caller's to close.
  func take() -> [Announced] {
    look()
    defer { traces = [] }
    unreadable += (FolderListing.names(in: folder) ?? []).count {
      $0.hasSuffix(TraceAnnouncement.suffix) && !names.contains($0)
    }
    return traces.sorted {
      ($0.announcement.origin, $0.announcement.process)
        < ($1.announcement.origin, $1.announcement.process)
    }
  }

  /// Opens the very file that was announced.
  static func open(_ trace: inout Announced) {
    guard trace.descriptor < 0 else { return }
    let root = Array("/proc/\(trace.announcement.process)/root".utf8CString.dropLast())
    for path in [trace.announcement.path, root + trace.announcement.path] {
      let file = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
      guard file >= 0 else {
        trace.problem = trace.problem ?? reason(errno)
        continue
      }
      var status = stat()
      let isKnown = unsafe fstat(file, &status) == 0
      if isKnown, UInt64(status.st_dev) == trace.announcement.device,
        UInt64(status.st_ino) == trace.announcement.inode, status.st_mode & S_IFMT == S_IFREG
      {
        trace.descriptor = file
        trace.problem = nil
        return
      }
      close(file)
      trace.problem =
        isKnown && status.st_mode & S_IFMT == S_IFREG
        ? "another file is there now" : "it is not an ordinary file"
    }
  }
}
