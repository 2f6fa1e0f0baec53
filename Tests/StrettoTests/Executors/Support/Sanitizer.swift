import Glibc

/// Whether the tests run under a sanitizer, which makes threads dear.
enum Sanitizer {
  static var isActive: Bool {
    dlsym(nil, "__tsan_init") != nil || dlsym(nil, "__asan_init") != nil
  }
}
