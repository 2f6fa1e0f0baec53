// swift-tools-version: 6.3
import PackageDescription

// A program outside of the package that uses the library as any user would:
// no `package` access, its own settings. Its test shows what such a program links.
// Run: swift test --package-path Tests/Consumer --disable-xctest
let package = Package(
  name: "consumer",
  dependencies: [.package(name: "stretto", path: "../..")],
  targets: [
    .executableTarget(
      name: "consumer", dependencies: [.product(name: "Stretto", package: "stretto")]),
    .testTarget(name: "ConsumerTests", dependencies: ["consumer"]),
  ],
  swiftLanguageModes: [.v6]
)
