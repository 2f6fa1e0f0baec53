import TraceModel

extension Producer {
  /// VizTracer: every Python and C function that was entered, by thread.
  static let vizTracer = Producer(
    name: "VizTracer",
    recognise: { facts in
      if facts.hint("viztracer_metadata") != nil { return "viztracer_metadata" }
      let isAll =
        facts.trace.spans.count > 0
        && facts.spans(of: "fee") + facts.spans(of: "FEE") == facts.trace.spans.count
      return isAll ? "every span is of category fee" : nil
    },
    plan: { facts in
      let rule = RuleTable(facts, PythonNames.meaning)
      var plan = Plan(model: "python", meaning: { rule($0.name) ?? .task })
      plan.nestedWaits = .outermost
      plan.runLane = facts.lane { $0.name == "MainThread" }
      plan.notes = [
        "a lane is a thread, busy while any function is on its stack, save for waiting on a queue"
          + " for work; a task is such a stretch",
        "sleeping, locks, joins and blocking calls are told by the function's name; waiting for"
          + " the GIL or for a core inside a function is not recorded and counts as work",
        "every call is traced, which slows code that calls much",
      ]
      if facts.hint("viztracer_metadata.overflow") == "true" {
        plan.notes.append("the recording ran out of room: its oldest events are missing")
      }
      return plan
    })
}

/// What functions of Python's standard library wait for.
enum PythonNames {
  /// C functions, by their whole name.
  private static let exact: [String: Meaning] = [
    "time.sleep": .wait(.sleep),
    "_thread.lock.acquire": .wait(.lock), "_thread.lock.__enter__": .wait(.lock),
    "_thread.RLock.acquire": .wait(.lock), "_thread.RLock.__enter__": .wait(.lock),
    "_multiprocessing.SemLock.acquire": .wait(.lock),
    "_multiprocessing.SemLock.__enter__": .wait(.lock),
    "posix.waitpid": .wait(.join),
    "select.select": .wait(.io), "select.poll.poll": .wait(.io), "select.epoll.poll": .wait(.io),
    "posix.read": .wait(.io),
    "_socket.socket.recv": .wait(.io), "_socket.socket.recv_into": .wait(.io),
    "_socket.socket.send": .wait(.io), "_socket.socket.sendall": .wait(.io),
    "_socket.socket.accept": .wait(.io), "_socket.socket.connect": .wait(.io),
    "_socket.getaddrinfo": .wait(.io), "_ssl._SSLSocket.read": .wait(.io),
    "_ssl._SSLSocket.do_handshake": .wait(.io),
    "_queue.SimpleQueue.get": .idle,
  ]

  /// Python functions, whose name is followed by a file and a line.
  private static let functions: [String: Meaning] = [
    "Thread.join": .wait(.join), "Future.result": .wait(.join), "wait_for_thread": .wait(.join),
    "ApplyResult.wait": .wait(.join), "BaseProcess.join": .wait(.join),
    "Popen.wait": .wait(.join),
    "Queue.get": .idle, "SimpleQueue.get": .idle,
  ]

  static func meaning(_ name: String) -> Meaning? {
    if let meaning = exact[name] { return meaning }
    guard let end = name.range(of: " (") else { return nil }
    return functions[String(name[..<end])]
  }
}

extension String {
  /// Where `text` first begins, without Foundation.
  fileprivate func range(of text: String) -> String.Index? {
    let (bytes, wanted) = (Array(utf8.prefix(512)), Array(text.utf8))
    guard bytes.count >= wanted.count else { return nil }
    let place = (0...(bytes.count - wanted.count)).first {
      bytes[$0..<($0 + wanted.count)].elementsEqual(wanted)
    }
    return place.map { utf8.index(utf8.startIndex, offsetBy: $0) }
  }
}
