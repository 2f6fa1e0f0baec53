// swift-tools-version: 6.3
import PackageDescription

// Nested, and a package of its own: it times the reader alone, which no product
// of the main package shows. The linked folders are the main package's sources.
// Run: Tests/Benchmarks/Reading/compare.py
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]
let fenced: [SwiftSetting] =
  settings + [.strictMemorySafety(), .enableExperimentalFeature("Lifetimes")]

let package = Package(
  name: "reading-benchmark",
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
    .target(name: "TraceModel", swiftSettings: settings),
    .target(name: "TraceFile", dependencies: ["TraceModel", "CZlib"], swiftSettings: fenced),
    .executableTarget(
      name: "read-once", dependencies: ["TraceFile", "TraceModel"], path: "Sources/ReadOnce",
      swiftSettings: settings),
  ]
)
