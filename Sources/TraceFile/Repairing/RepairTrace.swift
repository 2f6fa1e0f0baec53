import Glibc
import TraceModel

/// Finishes a trace file that a crash or a kill cut off, so that every viewer
/// opens it.
///
/// Keeps every whole event as it stands, closes the array, the object and the
/// gzip stream, and ends the runs whose end was not recorded at the last
/// instant of the trace. `otherData` is kept; where our own member is missing,
/// one is added that says why the trace ends early. A file that lacks nothing
/// is copied as it is.
///
/// The file is read twice; in memory is the trace, never the text. `destination`
/// may be `source` when `overwriting`.
///
/// - Throws: `TraceFileError` when the file cannot be a trace, or cannot be
///   read or written; the destination then does not exist, or is as it was.
package func repairTrace(
  from source: String, to destination: String, overwriting: Bool = false
) throws(TraceFileError) -> RepairSummary {
  let (trace, damaged) = try TraceReader.readCountingDamage(path: source)
  var summary = RepairSummary()
  summary.truncation = trace.notes.truncation
  summary.members = trace.notes.members
  let isUndamaged =
    trace.notes.truncation == nil && damaged == 0 && trace.notes.ignoredBytes == 0
    && trace.notes.members <= 1
  summary.wasWhole = isUndamaged ? try isStrictJSON(path: source) : false
  if summary.wasWhole, summary.members == 1 {
    summary.eventsKept = trace.notes.events
    try copyFile(from: source, to: destination, overwriting: overwriting)
    return summary
  }
  try writeTrace(to: destination, overwriting: overwriting) { writer throws(TraceFileError) in
    let otherData = try copyEvents(from: source, to: &writer, &summary)
    let closing = RunClosing(of: trace)
    try writer.append(closing.lines)
    summary.runsClosed = closing.count
    return members(otherData, trace, closing, &summary)
  }
  return summary
}

/// Copies every event that is whole, byte for byte; gives the raw members of `otherData`.
private func copyEvents(
  from source: String, to writer: inout TraceWriter, _ summary: inout RepairSummary
) throws(TraceFileError) -> [RawMember] {
  var scanner = try EventScanner(
    FileInput(path: source), options: TraceReaderOptions(), keepsRawText: true)
  var event = ScannedEvent()
  var lines: [UInt8] = []
  while try scanner.next(&event) {
    guard event.phase != 0, !event.isBroken, let raw = event.raw.flatMap(portableJSON) else {
      summary.eventsDropped += 1
      continue
    }
    if !lines.isEmpty { lines.append(contentsOf: ",\n".utf8) }
    lines.append(contentsOf: raw)
    summary.eventsKept += 1
    if lines.count >= 256 << 10 {
      try writer.append(lines)
      lines.removeAll(keepingCapacity: true)
    }
  }
  try writer.append(lines)
  summary.eventsDropped += scanner.malformed
  summary.bytesDropped = scanner.droppedBytes + scanner.ignoredBytes
  summary.keysDropped = scanner.otherKeys.filter { $0 != "displayTimeUnit" }
  return scanner.otherData
}

/// The members of `otherData` as they stood, and our own where the trace lacks it.
private func members(
  _ otherData: [RawMember], _ trace: Trace, _ closing: RunClosing, _ summary: inout RepairSummary
) -> [JSONMember] {
  var members: [JSONMember] = []
  for member in otherData {
    if let text = portableJSON(member.text) {
      members.append(JSONMember(member.key, .raw(text)))
    } else {
      summary.keysDropped.append(member.key)
    }
  }
  guard trace.metadata == nil, trace.notes.truncation != nil || closing.count > 0 else {
    return members
  }
  members.removeAll { $0.key == TraceMetadata.key }
  var metadata = TraceMetadata()
  let reason = trace.notes.truncation?.reason ?? "the end of a run is missing"
  metadata.cut = [reason, trace.missingAtEnd].compactMap(\.self).joined(separator: "; ")
  metadata.runs = closing.runs
  return members + [metadata.member()]
}
