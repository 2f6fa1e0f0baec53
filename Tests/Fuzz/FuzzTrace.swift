// libFuzzer's target: any bytes as a trace file, through inflate, scan and model,
// and with -D REPORT through the adapters and the analysis too.
//
// A trap, a sanitizer's finding, a timeout and memory beyond the limit are what
// libFuzzer sees by itself; `require` adds what must be true of every result.

import TraceModel

@testable import TraceFile

#if REPORT
  import Analysis
  import ForeignTraces
#endif

/// Reads any bytes as a trace; libFuzzer calls it with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTrace(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let sum = bytes.reduce(0) { $0 &+ Int($1) }
  var options = TraceReaderOptions()
  // A bomb must not take the time of a thousand other inputs.
  options.freeInflatedBytes = 1 << 19
  if sum % 8 == 1 {
    // Bounds that small inputs can meet.
    options.maximumInflatedBytes = 1 << 14
    options.maximumDepth = 4
    options.maximumTextBytes = 16
    options.maximumEvents = 12
    options.maximumLanes = 4
    options.maximumNames = 12
    options.maximumRawBytes = 64
  }
  read(bytes, options)
  if sum % 8 == 2, bytes.first != 0x1F, bytes.first != 0xEF {
    // The end of a block falls inside the text, which must not matter; gzip and a
    // byte order mark are told by the first bytes alone.
    let padding = [UInt8](repeating: 0x20, count: TextReader.blockSize - count / 2)
    compare(bytes, padding + bytes, options)
  }
  if sum % 4 == 3 { compareScanners(bytes, options) }
  return 0
}

private func read(_ bytes: [UInt8], _ options: TraceReaderOptions) {
  guard let trace = try? TraceReader.read(bytes: bytes, options: options) else { return }
  requireSound(trace)
  #if REPORT
    let adapted = adapt(trace)
    requireSound(adapted.trace)
    _ = try? analyse(adapted.trace)
  #endif
}

/// The reader with its fast path must see what it sees without.
private func compareScanners(_ bytes: [UInt8], _ options: TraceReaderOptions) {
  let plain = events(bytes, options, keepsRawText: false)
  require(plain == events(bytes, options, keepsRawText: true), "two paths")
}

private func events(
  _ bytes: [UInt8], _ options: TraceReaderOptions, keepsRawText: Bool
) -> [String]? {
  do {
    var scanner = try EventScanner(
      FileInput(bytes: bytes, name: "fuzz"), options: options, keepsRawText: keepsRawText)
    var event = ScannedEvent()
    var facts: [String] = []
    while facts.count < 2000, try scanner.next(&event) {
      facts += [
        "\(event.phase) \(event.name) \(event.category)",
        "\((event.time, event.duration, event.process, event.thread))",
        "\((event.identifier, event.isBroken, event.arguments.cpuTime))",
        event.text(event.arguments.task) ?? "",
      ]
    }
    facts.append("\((scanner.events, scanner.malformed, scanner.truncation))")
    return facts
  } catch {
    return nil
  }
}

/// Space in front of a text changes nothing.
private func compare(_ plain: [UInt8], _ padded: [UInt8], _ options: TraceReaderOptions) {
  let first = try? TraceReader.read(bytes: plain, options: options)
  let second = try? TraceReader.read(bytes: padded, options: options)
  require((first == nil) == (second == nil), "refused only with or without padding")
  guard let first, let second else { return }
  require(first.spans.elementsEqual(second.spans), "spans differ with padding")
  require(first.lanes == second.lanes, "lanes differ with padding")
  require(first.flows == second.flows, "arrows differ with padding")
  require(first.notes.malformed == second.notes.malformed, "notes differ with padding")
}

/// What the reader guarantees of every trace.
private func requireSound(_ trace: Trace) {
  for span in trace.spans {
    requireSound(span.start, span.end, span.lane, trace)
    requireSound([span.name, span.task, span.categoryName], span.detail, trace)
  }
  for span in trace.asyncSpans {
    requireSound(span.start, span.end, span.lane, trace)
    requireSound([span.name, span.task, span.categoryName], span.detail, trace)
    require(span.scope >= 0, "scope")
  }
  for flow in trace.flows {
    for end in [flow.start, flow.end] {
      if let end { requireSound(end.time, end.time, end.lane, trace) }
    }
    requireSound([flow.name, flow.task, flow.categoryName], -1, trace)
  }
  for instant in trace.instants {
    requireSound(instant.time, instant.time, instant.lane, trace)
    requireSound([instant.name, instant.categoryName], instant.detail, trace)
  }
  require(trace.producerHints.count <= Trace.maximumProducerHints, "hints")
}

private func requireSound(
  _ start: Nanoseconds, _ end: Nanoseconds, _ lane: Int32, _ trace: Trace
) {
  require(start <= end, "backwards")
  require(Nanoseconds.admitted.contains(start) && Nanoseconds.admitted.contains(end), "time")
  require(trace.lanes.indices.contains(Int(lane)), "lane")
}

private func requireSound(_ names: [NameTable.ID], _ detail: Int32, _ trace: Trace) {
  for name in names { require(Int(name.index) < trace.names.count, "name") }
  require(detail == -1 || trace.details.indices.contains(Int(detail)), "detail")
}

private func require(_ isTrue: Bool, _ what: StaticString) {
  if !isTrue { fatalError("\(what)") }
}
