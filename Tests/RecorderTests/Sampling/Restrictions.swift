import Glibc

/// What a process can take from itself, so as to be like one on a stricter machine.
enum Restrictions {
  struct Refused: Error {
    var call: String
    var number: Int32
  }

  /// perf_event_open fails from now on, as container runtimes have it.
  static func forbidEvents() throws {
    #if arch(x86_64)
      let number: UInt32 = 298
    #else
      let number: UInt32 = 241
    #endif
    typealias Prctl = @convention(c) (CInt, UInt, UInt, UInt, UInt) -> CInt
    guard let symbol = dlsym(nil, "prctl") else { throw Refused(call: "dlsym", number: 0) }
    let prctl = unsafeBitCast(symbol, to: Prctl.self)
    // PR_SET_NO_NEW_PRIVS, then PR_SET_SECCOMP with SECCOMP_MODE_FILTER.
    guard prctl(38, 1, 0, 0, 0) == 0 else { throw Refused(call: "prctl", number: errno) }
    // struct sock_filter: load the number, compare it, EPERM, allow.
    let filter: [UInt64] = [
      instruction(0x20, 0, 0, 0), instruction(0x15, 0, 1, number),
      instruction(0x06, 0, 0, 0x0005_0000 | UInt32(EPERM)), instruction(0x06, 0, 0, 0x7fff_0000),
    ]
    let status = filter.withUnsafeBufferPointer { filter in
      let program = [UInt(filter.count), UInt(bitPattern: filter.baseAddress)]
      return program.withUnsafeBufferPointer {
        prctl(22, 2, UInt(bitPattern: $0.baseAddress), 0, 0)
      }
    }
    guard status == 0 else { throw Refused(call: "seccomp", number: errno) }
  }

  /// From now on an ordinary user without a capability.
  static func becomeOrdinary() throws {
    guard geteuid() == 0 else { return }
    let nobody: UInt32 = 65_534
    guard setgroups(0, nil) == 0, setgid(nobody) == 0, setuid(nobody) == 0 else {
      throw Refused(call: "setuid", number: errno)
    }
  }

  private static func instruction(
    _ code: UInt16, _ yes: UInt8, _ no: UInt8, _ value: UInt32
  ) -> UInt64 {
    UInt64(code) | UInt64(yes) << 16 | UInt64(no) << 24 | UInt64(value) << 32
  }
}
