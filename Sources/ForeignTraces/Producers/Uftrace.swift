import TraceModel

extension Producer {
  /// uftrace's `dump --chrome`: functions of C, C++, Rust by thread.
  static let uftrace = Producer(
    name: "uftrace",
    recognise: { facts in
      facts.hint("metadata.version")?.hasPrefix("uftrace") == true
        ? "metadata names uftrace" : nil
    },
    plan: { facts in
      let rule = RuleTable(facts) { FunctionNames.waits[$0] }
      var plan = Plan(model: "native", meaning: { rule($0.name) ?? .task })
      plan.nestedWaits = .outermost
      plan.notes = [
        "a lane is a thread, busy while any traced function is on its stack",
        "sleeping, locks and joins are told by the function's name, other time off the CPU"
          + " (linux:schedule) has no known reason; without such events waiting counts as work",
      ]
      return plan
    })
}

/// What functions of the C library wait for.
enum FunctionNames {
  static let waits: [String: Meaning] = [
    "linux:schedule": .wait(.unknown),
    "sleep": .wait(.sleep), "usleep": .wait(.sleep), "nanosleep": .wait(.sleep),
    "clock_nanosleep": .wait(.sleep),
    "pthread_join": .wait(.join), "wait": .wait(.join), "waitpid": .wait(.join),
    "pthread_mutex_lock": .wait(.lock), "pthread_rwlock_rdlock": .wait(.lock),
    "pthread_rwlock_wrlock": .wait(.lock), "pthread_cond_wait": .wait(.lock),
    "pthread_cond_timedwait": .wait(.lock), "sem_wait": .wait(.lock),
    "poll": .wait(.io), "select": .wait(.io), "epoll_wait": .wait(.io), "recv": .wait(.io),
    "recvfrom": .wait(.io), "accept": .wait(.io), "connect": .wait(.io),
  ]
}
