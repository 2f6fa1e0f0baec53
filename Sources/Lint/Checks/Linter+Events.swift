/// What one event says for itself.
extension Linter {
  mutating func judgeEvent() {
    guard event.members > 0 else { return add(.emptyEvent) }
    judgeName()
    guard let phase = event.phase else {
      return add(event[.ph].isAbsent ? .noPhase : .unknownPhase)
    }
    guard var kind = Phase(phase) else { return add(.unknownPhase) }
    // T with an id is a step of an old async span, as in Chrome's own traces.
    if kind == .state, !event[.id].isAbsent || !event[.id2].isAbsent { kind = .oldAsync }
    if kind.isForChromeOnly { add(.chromeOnlyPhase) }
    judgeOrigin(kind)
    judgeFields(kind)
    guard kind != .metadata else { return judgeMetadata() }
    let time = judgeTime()
    switch kind {
    case .complete: judgeComplete(time)
    case .begin: judgeBegin(time)
    case .end: judgeEnd(time)
    case .asyncBegin, .asyncEnd, .asyncInstant, .oldAsync: judgeAsyncEvent(kind, time)
    case .flowStart, .flowStep, .flowEnd: judgeFlowEvent(kind, time)
    case .counter: judgeCounter(time)
    case .instant: judgeInstant()
    case .state:
      add(.threadState)
    case .metadata, .other: break
    }
  }

  private mutating func judgeName() {
    let name = event[.name]
    switch name.kind {
    case .absent: add(.noName)
    case .string:
      if name.hasEscape { add(.escapedName) }
      if name.length == 0 { add(.emptyName) }
    default: add(.nameNotText)
    }
  }

  private mutating func judgeOrigin(_ kind: Phase) {
    let scope = event[.s]
    let isGlobal = kind == .instant && scope.equals("g")
    if event[.pid].isAbsent, !isGlobal { add(.noPid) }
    let hasThread: Bool =
      switch kind {
      case .complete, .begin, .end, .flowStart, .flowStep, .flowEnd, .state: true
      case .instant: scope.isAbsent || scope.equals("t")
      default: false
      }
    if hasThread, event[.tid].isAbsent { add(.noTid) }
    for name in [FieldName.pid, .tid] {
      let field = event[name]
      guard !field.isAbsent, field.kind != .null else { continue }
      if let number = field.number {
        if number < 0 || number > 4_294_967_295 { add(.idRange) }
      } else {
        add(.textThreadID)
      }
    }
  }

  private mutating func judgeFields(_ kind: Phase) {
    if kind != .metadata {
      let colour = event[.cname]
      if colour.isTruthy, !ColourNames.all.contains(colour.text) || colour.kind != .string {
        add(.colourName)
      }
      if kind != .counter, !event[.stack].isAbsent || kind == .complete && !event[.estack].isAbsent
      {
        add(.inlineStack)
      }
      nameFrame(event[.sf])
      nameFrame(event[.esf])
    }
    if kind.hasScopedID {
      if !event[.id].isAbsent, !event[.id2].isAbsent { add(.asyncBothIDs) }
      if event[.id].isAbsent, !event[.id2].isAbsent, event.id2Local.isAbsent,
        event.id2Global.isAbsent
      {
        add(.asyncBadID2)
      }
    }
  }

  private mutating func nameFrame(_ field: Field) {
    guard !field.isAbsent, framesNamed[field.hash] == nil else { return }
    if framesNamed.count < LintLimits.frames {
      framesNamed[field.hash] = event.place
    } else {
      hasAllFrames = false
    }
  }

  /// Frames that events name and the trace does not define; `stackFrames` may come last.
  mutating func judgeFrames() {
    guard hasAllFrames else { return }
    for (frame, place) in framesNamed where !framesDefined.contains(frame) {
      text.add(.unknownFrame, at: place)
    }
  }

  private mutating func judgeInstant() {
    let scope = event[.s]
    guard !scope.isAbsent else { return }
    if !(scope.equals("t") || scope.equals("p") || scope.equals("g")) { add(.instantScope) }
  }
}
