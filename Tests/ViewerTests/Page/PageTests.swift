import Testing
import ViewerCheck

extension Viewers {
  /// The viewer's page in a real browser, held to what the report says.
  ///
  /// Every scenario also fails on a console error, an uncaught exception, a refusal by the page's
  /// policy, and a request that leaves the page. The first test to ask runs all of them.
  @Suite(.serialized) struct PageTests {
    @Test(arguments: PageScenario.allCases)
    func `in the browser`(scenario: PageScenario) async throws {
      let facts = try #require(
        try await PageRun.shared.facts(of: scenario), "the driver did not run this scenario")
      for problem in facts.problems { Issue.record("\(problem)") }
    }

    @Test func `the driver and these tests know the same scenarios`() async throws {
      let known = try await ViewerCheck.pageScenarios()
      #expect(known == PageScenario.allCases.map(\.rawValue))
    }
  }
}
