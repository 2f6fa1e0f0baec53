extension Linter {
  mutating func judgeMetadata() {
    switch String(decoding: event[.name].text, as: UTF8.self) {
    case "process_name", "thread_name":
      judgeArguments()
      if event.nameArgument.hasEscape { add(.escapedName) }
    case "process_labels":
      judgeArguments()
      add(.processLabels)
    case "process_sort_index", "thread_sort_index":
      judgeArguments()
      add(.sortIndex)
    case "num_cpus", "process_uptime_seconds", "stackFrames", "typeNames", "TraceConfig":
      judgeArguments()
    default: add(.unknownMetadata)
    }
  }

  private mutating func judgeArguments() {
    switch event[.args].kind {
    case .absent, .null: add(.metadataNoArguments)
    default: break
    }
  }
}
