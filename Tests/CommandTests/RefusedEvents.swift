import Foundation

/// A seccomp filter as containers have it: perf_event_open is EPERM.
enum RefusedEvents {
  /// The words that go before a command to run it under the filter.
  static func wrapper(_ scratch: ScratchFolder) throws -> [String] {
    let program = scratch.path("refuse.py")
    try filter.write(toFile: program, atomically: true, encoding: .utf8)
    return ["python3", program]
  }

  private static let filter = """
    import ctypes, os, platform, struct, sys
    number = {"x86_64": 298, "aarch64": 241}[platform.machine()]
    code = b"".join(struct.pack("HBBI", *line) for line in [
        (0x20, 0, 0, 0), (0x15, 0, 1, number), (0x06, 0, 0, 0x00050001), (0x06, 0, 0, 0x7fff0000)])
    libc = ctypes.CDLL(None, use_errno=True)
    buffer = ctypes.create_string_buffer(code)
    filter = struct.pack("HxxxxxxQ", 4, ctypes.addressof(buffer))
    assert libc.prctl(38, 1, 0, 0, 0) == 0 and libc.prctl(22, 2, filter, 0, 0) == 0
    os.execv(sys.argv[1], sys.argv[1:])
    """
}
