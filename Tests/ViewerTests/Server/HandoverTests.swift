import Foundation
import Testing
import ViewerCheck

extension Viewers {
  /// The button on the page, clicked in a browser, brings the trace into the real Perfetto UI.
  @Suite(.serialized) struct HandoverTests {
    /// Where to keep pictures for a person to look at, when the environment names a folder.
    private func picture(_ name: String) -> String? {
      ProcessInfo.processInfo.environment["STRETTO_SCREENSHOTS"].map { "\($0)/\(name).png" }
    }

    @Test func `the button hands the chosen trace to Perfetto`() async throws {
      let folder = try TemporaryFolder()
      let other = try folder.write([UInt8](#"{"traceEvents":[]}"#.utf8), as: "other <b>.json")
      let golden = folder.path("gölden & \"best\".json.gz")
      try GoldenTrace.write(to: golden)
      let facts = try await ViewerCheck.handOver(
        trace: 1, of: [other, golden], stretto: try Repository.built("stretto"),
        screenshot: picture("handed-over"), pageScreenshot: picture("page"))
      let page = try #require(facts.page)
      #expect(page.names == ["other <b>.json", "gölden & \"best\".json.gz"])
      #expect(page.status == "Handed to Perfetto.")
      #expect(page.exceptions == [] && page.complaints == [])
      #expect(facts.dialogs == [])
      #expect(facts.exceptions == [])
      #expect(facts.importErrors == 0)
      #expect(facts.slices == GoldenTrace.counts.slices + GoldenTrace.counts.asyncSlices)
      #expect(facts.flows == GoldenTrace.counts.flows)
      // Perfetto puts blanks for what it does not like in a title.
      #expect(facts.title == "g lden & best .json.gz (1 MB) - Perfetto UI")
    }

    @Test func `the page is readable in the dark`() async throws {
      let folder = try TemporaryFolder()
      let golden = folder.path("count.json.gz")
      try GoldenTrace.write(to: golden)
      let facts = try await ViewerCheck.handOver(
        trace: 0, of: [golden], stretto: try Repository.built("stretto"),
        pageScreenshot: picture("page-dark"), theme: "dark")
      #expect(facts.slices == GoldenTrace.counts.slices + GoldenTrace.counts.asyncSlices)
    }
  }
}
