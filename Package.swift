// swift-tools-version: 6.3
import PackageDescription

// The floors, lowest first. A target imports only from floors below its own;
// `swift build --explicit-target-dependency-import-check error` and
// Tests/StructureTests hold it to that.
//
//   0  CClock CRing CThreadState CZlib CViewer   thin C shims, embedded files
//      CPerf CAgents AgentLibraries CElf
//   1  TraceModel                                lanes, spans, flows, nanoseconds
//   2  TraceFile  Statistics ForeignTraces       Chrome JSON + gzip both ways | order statistics |
//                                                other producers' traces in our terms
//   3  Analysis   Stretto    Lint                ledgers | the public library | is a trace portable
//      Recorder                                  any command, from outside
//   4  Comparison Workloads  Prediction          samples -> verdict | count, fetch, mixed, compress |
//                                                replay: what would another model give
//   5  Report     Rounds     ViewServer          text and JSON from values | starts the arms | loopback
//   6  StrettoCommand                            the tool `stretto`

/// Swift targets of ours share these; warnings are errors.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// The recording hot path and the parsers fence their unsafe code.
let fenced: [SwiftSetting] =
  settings + [.strictMemorySafety(), .enableExperimentalFeature("Lifetimes")]

/// Linux interfaces (`ppoll`, `pthread_setname_np`) need this, never in a header.
let gnu: [CSetting] = [.define("_GNU_SOURCE")]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let nio: [Target.Dependency] = ["NIOCore", "NIOPosix", "NIOHTTP1"].map {
  .product(name: $0, package: "swift-nio")
}

let package = Package(
  name: "stretto",
  products: [
    .library(name: "Stretto", targets: ["Stretto"]),
    .executable(name: "stretto", targets: ["StrettoCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
  ],
  targets: [
    .target(name: "CClock", cSettings: gnu),
    .target(name: "CRing", cSettings: gnu),
    .target(name: "CThreadState", dependencies: ["CRing"], cSettings: gnu),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CElf", providers: [.apt(["libelf-dev"])]),
    .target(name: "CViewer"),
    .target(name: "CPerf", cSettings: gnu),
    .target(name: "CAgents"),
    .plugin(name: "BuildAgents", capability: .buildTool(), path: "Sources/Agents/Build"),
    .target(
      name: "AgentLibraries", path: "Sources/Agents/Libraries", swiftSettings: settings,
      plugins: ["BuildAgents"]),

    .target(name: "TraceModel", swiftSettings: settings),

    .target(name: "TraceFile", dependencies: ["TraceModel", "CZlib"], swiftSettings: fenced),
    .target(name: "Statistics", swiftSettings: settings),
    .target(
      name: "ForeignTraces", dependencies: ["TraceModel"], exclude: ["Producers.md"],
      swiftSettings: settings),

    .target(
      name: "Analysis", dependencies: ["TraceModel", "Statistics"], exclude: ["METHOD.md"],
      swiftSettings: settings),
    .target(
      name: "Stretto",
      dependencies: ["TraceModel", "TraceFile", "CClock", "CRing", "CThreadState"],
      swiftSettings: fenced),
    .target(
      name: "Lint", dependencies: ["TraceFile", "TraceModel"], exclude: ["Schema"],
      swiftSettings: settings),
    .target(
      name: "Recorder",
      dependencies: ["TraceFile", "TraceModel", "AgentLibraries", "CAgents", "CElf", "CPerf"],
      swiftSettings: fenced),

    .target(name: "Comparison", dependencies: ["Statistics"], swiftSettings: settings),
    .target(
      name: "Workloads", dependencies: ["Stretto", "TraceModel", "CZlib"] + nio,
      swiftSettings: settings),
    .target(
      name: "Prediction", dependencies: ["Analysis", "Statistics", "TraceModel"],
      swiftSettings: settings),

    .target(
      name: "Report",
      dependencies: [
        "Analysis", "Comparison", "Prediction", "Statistics", "TraceFile", "TraceModel",
      ],
      exclude: ["Schema"], swiftSettings: settings),
    .target(
      name: "Rounds",
      dependencies: ["Comparison", "TraceFile", "TraceModel", "Workloads", subprocess, system],
      swiftSettings: settings),

    .target(name: "ViewServer", dependencies: ["CViewer"] + nio, swiftSettings: settings),

    .executableTarget(
      name: "StrettoCommand",
      dependencies: [
        "Analysis", "Comparison", "ForeignTraces", "Lint", "Prediction", "Recorder", "Report",
        "Rounds", "Statistics", "Stretto", "TraceFile", "TraceModel", "ViewServer", "Workloads",
        argumentParser,
      ],
      exclude: ["Doctor/Schema"], swiftSettings: settings),

    .testTarget(name: "TraceModelTests", dependencies: ["TraceModel"], swiftSettings: settings),
    .testTarget(
      name: "TraceFileTests", dependencies: ["TraceFile", "TraceModel", "CZlib"],
      resources: [.copy("Fixtures")], swiftSettings: settings),
    .testTarget(name: "StatisticsTests", dependencies: ["Statistics"], swiftSettings: settings),
    .testTarget(
      name: "AnalysisTests", dependencies: ["Analysis", "Statistics", "TraceFile", "TraceModel"],
      swiftSettings: settings),
    .testTarget(
      name: "ForeignTracesTests",
      dependencies: ["Analysis", "ForeignTraces", "TraceFile", "TraceModel"],
      exclude: ["Independent"], swiftSettings: settings),
    .testTarget(
      name: "LintTests", dependencies: ["Lint", "TraceFile", "TraceModel", "ViewerCheck"],
      swiftSettings: settings),
    .testTarget(
      name: "RecorderTests",
      dependencies: [
        "Recorder", "Analysis", "TraceFile", "TraceModel", "AgentLibraries", "CAgents", "CPerf",
        "BusyMachine", "ViewerCheck",
      ],
      exclude: ["Programs"], swiftSettings: settings),
    .testTarget(
      name: "PredictionTests",
      dependencies: ["Analysis", "Prediction", "Statistics", "TraceFile", "TraceModel"],
      swiftSettings: settings),
    .executableTarget(
      name: "ProcessPoolProgram", dependencies: ["Stretto"],
      path: "Tests/Fixtures/ProcessPoolProgram", swiftSettings: settings),
    .executableTarget(
      name: "ReadmeExample", dependencies: ["Stretto"],
      path: "Tests/Fixtures/ReadmeExample", swiftSettings: settings),
    .executableTarget(
      name: "ExecutorsProgram", dependencies: ["Stretto"],
      path: "Tests/Fixtures/ExecutorsProgram", swiftSettings: settings),
    .testTarget(
      name: "StrettoTests",
      dependencies: [
        "Stretto", "TraceFile", "TraceModel", "CClock", "CRing", "CThreadState",
        "BusyMachine", "ProcessPoolProgram",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ComparisonTests", dependencies: ["Comparison", "Statistics"],
      swiftSettings: settings),
    .testTarget(
      name: "WorkloadsTests",
      dependencies: ["Workloads", "Stretto", "TraceFile", "TraceModel", "BusyMachine"] + nio,
      swiftSettings: settings),
    .testTarget(
      name: "ReportTests",
      dependencies: [
        "Report", "Analysis", "Comparison", "Prediction", "Statistics", "TraceFile", "TraceModel",
      ],
      resources: [.copy("Fixtures")], swiftSettings: settings),
    .testTarget(
      name: "RoundsTests",
      dependencies: ["Rounds", "Comparison", "TraceModel", "Workloads", subprocess, system],
      swiftSettings: settings),
    .target(name: "BusyMachine", path: "Tests/BusyMachine", swiftSettings: settings),
    .target(
      name: "ViewerCheck", path: "Tests/ViewerCheck", exclude: ["Drivers"],
      swiftSettings: settings),
    .testTarget(
      name: "ViewerTests", dependencies: ["ViewServer", "ViewerCheck", "TraceFile", "TraceModel"],
      swiftSettings: settings),
    .testTarget(
      name: "CommandTests",
      dependencies: ["ExecutorsProgram", "ReadmeExample", "StrettoCommand", "ViewerCheck"],
      swiftSettings: settings),
    .testTarget(name: "StructureTests", swiftSettings: settings),
  ]
)
