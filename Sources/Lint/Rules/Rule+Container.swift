/// How the file holds the text.
extension Rule {
  static let container = [
    gzipMembers, gzipCut, gzipChecksum, gzipDamaged, gzipTrailing, fileName, emptyFile, largeText,
    hugeText, beyondPerfetto,
  ]

  static let gzipMembers = Rule(
    "gzip-members", .error, [.chrome, .devtools],
    "chrome://tracing reads the first gzip member only and says nothing, DevTools refuses the file.",
    "Write one gzip member; make it safe against crashes by sync flushes, not by new members.")
  static let gzipCut = Rule(
    "gzip-cut", .error, [.perfetto, .devtools],
    "The gzip stream stops before its trailer: Perfetto (\"GZIP stream incomplete\") and DevTools "
      + "refuse the file.",
    "Finish the file with `stretto repair`.")
  static let gzipChecksum = Rule(
    "gzip-checksum", .error, [.perfetto, .devtools],
    "The checksum or length at the end of the gzip stream is wrong: Perfetto and DevTools refuse "
      + "the file, chrome://tracing does not look.",
    "Write the file again; if it was copied, the copy is damaged.")
  static let gzipDamaged = Rule(
    "gzip-damaged", .error, [.perfetto, .chrome, .devtools],
    "The gzip stream is damaged: no viewer reads on from there.",
    "Write the file again; `stretto repair` keeps what comes before the damage.")
  static let gzipTrailing = Rule(
    "gzip-trailing", .error, [.perfetto, .devtools],
    "Bytes follow the gzip member, zeros too: Perfetto and DevTools refuse the file.",
    "Cut the file where the member ends.")
  static let fileName = Rule(
    "file-name", .error, [.chrome, .devtools],
    "chrome://tracing and DevTools go by the name: gzip not named .gz and text named .gz do not "
      + "open.",
    "Name gzip .json.gz and text .json.")
  static let emptyFile = Rule(
    "empty-file", .error, [.devtools],
    "The file holds no text: DevTools refuses it, the others show nothing.",
    "Write {\"traceEvents\":[…]} with at least one span, even when the run was empty.")
  static let largeText = Rule(
    "large-text", .warning, [.chrome],
    "The text is longer than 256 MiB: chrome://tracing dies near that length, or needs gigabytes "
      + "of memory.",
    "Record a shorter window, or split the trace.")
  static let hugeText = Rule(
    "huge-text", .error, [.chrome, .devtools],
    "The text is a gigabyte or longer: chrome://tracing and DevTools never finish loading it.",
    "Record a shorter window, or split the trace.")
  static let beyondPerfetto = Rule(
    "beyond-perfetto", .error, [.perfetto],
    "The text is longer than 3 GB: Perfetto in a browser runs out of memory.",
    "Split the trace, or use Perfetto's trace_processor on its own.")
}
