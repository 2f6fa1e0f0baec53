package import TraceModel

/// One event of a traced process, in the terms of TS1 (METHOD section 2).
package struct AgentEvent: Sendable, Equatable {
  /// When it happened or began: ns of CLOCK_MONOTONIC.
  package var time: Int64

  /// The kernel's id of the thread that it happened on.
  package var tid: Int32

  package var kind: Kind

  package enum Kind: Sendable, Equatable {
    /// An interval of the thread; the spans of a thread nest.
    case span(AgentSpan)

    /// Life of an async task, from its creation on the loop's thread.
    case asyncTask(AgentSpan)

    /// An async task waits; `task` says which, `name` is a word of `WaitReason`.
    case asyncWait(AgentSpan)

    /// A call that an async task awaits, such as a request; `task` says which.
    case asyncCall(AgentSpan)

    /// Tail of an arrow. `id` is unique in the recording, together with `flow`.
    case flowStart(flow: Flow, id: ArrowID, task: Int64?)

    /// Head of the arrow with that `flow` and `id`.
    case flowEnd(flow: Flow, id: ArrowID, task: Int64?)

    /// The program made an executor; `slots` is its declared width.
    case executor(model: AgentExecutor, name: String, slots: Int?)
  }

  /// The arrows that agents draw.
  package enum Flow: UInt8, Sendable, Hashable, CaseIterable {
    case submit = 1
    case result, fork

    package var category: Category {
      switch self {
      case .submit: .submit
      case .result: .result
      case .fork: .fork
      }
    }
  }

  package init(time: Int64, tid: Int32, kind: Kind) {
    self.time = time
    self.tid = tid
    self.kind = kind
  }
}

/// How an executor runs its tasks.
package enum AgentExecutor: UInt8, Sendable, Hashable, CaseIterable {
  case threads = 1
  case processes, asyncio
}
