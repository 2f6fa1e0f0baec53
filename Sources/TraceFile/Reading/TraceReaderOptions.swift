/// The bounds a reader keeps, whatever the file asks for.
package struct TraceReaderOptions: Hashable, Sendable {
  /// The most JSON text a file may inflate to, in bytes; beyond it reading fails.
  ///
  /// Deflate cannot expand beyond 1032 to 1, so that a bomb needs size of its own.
  package var maximumInflatedBytes = 16 << 30
  /// How deep values inside one event may nest; deeper events are dropped and counted.
  package var maximumDepth = 512
  /// The longest name, category or key kept, in bytes; longer ones are cut and counted.
  package var maximumTextBytes = 64 << 10
  /// The longest `otherData` member or event kept as raw text, in bytes.
  package var maximumRawBytes = 64 << 20

  /// The most distinct names, categories, tasks and keys together, and as many ids.
  package var maximumNames = 1 << 23
  /// The most bytes of those texts, and as many of ids.
  package var maximumNameBytes = 1 << 30

  package init() {}
}
