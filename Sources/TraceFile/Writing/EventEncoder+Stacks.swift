package import TraceModel

/// A frame of sampled stacks: where the caller's is, and what it is called.
package struct TraceFrame: Hashable, Sendable {
  /// The caller's index, smaller than the frame's own; nil for the outermost.
  package var parent: Int?
  package var name: String
  /// The library or program it belongs to.
  package var category: String

  package init(parent: Int?, name: String, category: String) {
    self.parent = parent
    self.name = name
    self.category = category
  }
}

/// Sampled stacks in the format's own form: `stackFrames` and `samples`, members of the
/// root beside the events (`TraceWriter.appendRoot`), with frames numbered from 1.
///
/// Perfetto and DevTools pass them over without a word, which they do not for `P` events.
extension EventEncoder {
  /// Appends a frame with its key; the first has no comma before it.
  package func appendFrame(_ frame: TraceFrame, number: Int, to text: inout [UInt8]) {
    JSONText.append(number == 1 ? "\n\"" : ",\n\"", to: &text)
    JSONText.appendInteger(Int64(number), to: &text)
    JSONText.append("\":{\"category\":", to: &text)
    JSONText.appendQuoted(frame.category, to: &text)
    JSONText.append(",\"name\":", to: &text)
    JSONText.appendQuoted(frame.name, to: &text)
    if let parent = frame.parent {
      JSONText.append(",\"parent\":", to: &text)
      JSONText.appendInteger(Int64(parent + 1), to: &text)
    }
    JSONText.append("}", to: &text)
  }

  /// Appends a sample: that a lane was in a frame, by its index, at an instant.
  package mutating func appendSample(
    _ name: StaticString, on lane: LaneID, frame: Int, at time: Nanoseconds, isFirst: Bool,
    to text: inout [UInt8]
  ) {
    let lane = portable(lane)
    JSONText.append(isFirst ? "\n{\"pid\":" : ",\n{\"pid\":", to: &text)
    JSONText.appendInteger(lane.process, to: &text)
    JSONText.append(",\"tid\":", to: &text)
    JSONText.appendInteger(lane.thread, to: &text)
    JSONText.append(",\"ts\":", to: &text)
    JSONText.appendMicroseconds(fileTime(time), to: &text)
    JSONText.append(",\"name\":\"", to: &text)
    JSONText.append(name, to: &text)
    JSONText.append("\",\"sf\":", to: &text)
    JSONText.appendInteger(Int64(frame + 1), to: &text)
    JSONText.append(",\"weight\":1}", to: &text)
  }
}
