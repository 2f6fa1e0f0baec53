// swift-tools-version: 6.3
import PackageDescription

// Nested, so that users of the library never resolve what only benchmarks need.
// Run: swift run -c release --package-path Tests/Benchmarks span-benchmark
let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "stretto", path: "../..")],
  targets: [
    .target(name: "CBenchmark", cSettings: [.define("_GNU_SOURCE")]),
    .executableTarget(
      name: "span-benchmark",
      dependencies: ["CBenchmark", .product(name: "Stretto", package: "stretto")],
      path: "Sources/SpanBenchmark",
      swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]),
  ]
)
