/// What a check keeps in memory at most; beyond, `limit-reached` says that it stopped looking.
///
/// About 450 MB together; a trace of a million spans and 100 MB takes 50 MB.
enum LintLimits {
  /// Spans kept for nesting and for arrows, 48 bytes each.
  static let spans = 4 << 20
  /// Ends of async spans, 56 bytes each.
  static let asyncEnds = 1 << 20
  /// Ends of arrows, 64 bytes each.
  static let flowEnds = 1 << 20
  /// Threads.
  static let lanes = 1 << 18
  /// B's open on all threads together.
  static let openBegins = 1 << 18
  static let counters = 1 << 16
  /// Stack frames defined, and stack frames that events name.
  static let frames = 1 << 18
  /// Malformed places after which the rest of the text is not looked at.
  static let malformed = 1000
}
