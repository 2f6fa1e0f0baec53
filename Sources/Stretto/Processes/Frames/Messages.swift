/// A task on its way to a worker.
struct TaskRequest {
  var task: UInt32
  /// The arrow from submission to pick-up; the result's is the next number.
  var flows: UInt64
  var key: String
  var work: String
  var argument: [UInt8]

  var payload: [UInt8] {
    var writer = ByteWriter()
    writer.appendFixed(task)
    writer.appendFixed(flows)
    writer.append(text: key)
    writer.append(text: work)
    writer.append(raw: argument)
    return writer.bytes
  }
}

extension TaskRequest {
  init(payload: [UInt8]) throws(ByteReader.Malformed) {
    var reader = ByteReader(payload)
    task = try reader.fixed(UInt32.self)
    flows = try reader.fixed(UInt64.self)
    key = try reader.text()
    work = try reader.text()
    argument = reader.rest()
  }
}

/// A failed task on its way back.
struct TaskFailure {
  var code: ExecutorError.Code
  var text: String

  var payload: [UInt8] {
    var writer = ByteWriter()
    writer.append(text: code.rawValue)
    writer.append(text: text)
    return writer.bytes
  }

  init(code: ExecutorError.Code, text: String) {
    self.code = code
    self.text = text
  }

  init(payload: [UInt8]) throws(ByteReader.Malformed) {
    var reader = ByteReader(payload)
    code = ExecutorError.Code(rawValue: try reader.text())
    text = try reader.text()
  }
}

/// Events of a worker on their way to the pool's tracer.
struct EventBatch {
  /// Events the worker lost since the last batch.
  var lost: Int
  /// Events in the lines, counted even when only this part arrives.
  var count: Int
  var lines: [UInt8]

  static let headSize = 16

  var payload: [UInt8] {
    var writer = ByteWriter()
    writer.appendFixed(UInt64(truncatingIfNeeded: lost))
    writer.appendFixed(UInt64(truncatingIfNeeded: count))
    writer.append(raw: lines)
    return writer.bytes
  }

  init(lost: Int, lines: [UInt8]) {
    self.lost = lost
    self.lines = lines
    count = RunJournal.events(in: lines)
  }

  init(payload: [UInt8]) throws(ByteReader.Malformed) {
    var reader = ByteReader(payload)
    lost = Int(clamping: try reader.fixed(UInt64.self))
    count = Int(clamping: try reader.fixed(UInt64.self))
    lines = reader.rest()
  }
}
