import Foundation
import Testing
import ViewerCheck

/// The page's modules that need no browser, tested by node's own runner.
struct ModuleTests {
  @Test func `every test of viewer/test passes under node`() async throws {
    let folder = Repository.path("viewer/test")
    let names = try #require(FileManager.default.enumerator(atPath: folder)?.allObjects)
    let files = names.compactMap { $0 as? String }.filter { $0.hasSuffix(".test.mjs") }.sorted()
    try #require(!files.isEmpty, "there is no test in viewer/test")
    let counts = try await ViewerCheck.nodeTests(
      files.map { "\(folder)/\($0)" }, loader: "\(folder)/register.mjs")
    #expect(counts.failed == 0, "\(counts.output)")
    #expect(counts.skipped == 0, "\(counts.output)")
    // A file without any test counts as one that passed.
    #expect(counts.tests > files.count, "only \(counts.tests) tests in \(files.count) files")
    #expect(counts.passed == counts.tests)
  }
}
