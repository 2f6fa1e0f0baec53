import Foundation
import Testing

/// What `stretto compare` seals into its traces for the viewer, as `stretto view` gives it back.
@Suite(.timeLimit(.minutes(10))) struct SealedViewTests {
  private struct Document: Decodable {
    struct Sentence: Decodable { var text: String }
    struct Row: Decodable {
      var label: String
      var speedup: Double?
    }
    struct Run: Decodable {
      var pids: [Int]
      var startNs: Int
      var slotLedger: [String: Int]
    }
    var complete: Bool
    var heading: [String]
    var verdicts: [Sentence]
    var predictions: [String]
    var headline: String
    var table: [Row]
    var runs: [Run]
  }

  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func shown(_ path: String) throws -> Document {
    let view = try Viewing([path], in: folder.url)
    defer { _ = view.interrupt() }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Document.self, from: view.get("analysis.json").body)
  }

  /// Text as it reads, however it was wrapped.
  private func unwrapped(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func `a comparison's file is shown in the words that the comparison printed`() throws {
    let ending = try Tool.run(
      "compare", "count", "--size", "300000", "--rounds", "2", "--output", "out", "--models",
      "sequential,threads,async", in: folder.url)
    #expect(ending.status == 0, "\(ending.errors)")
    let printed = unwrapped(ending.output)
    let document = try shown("out/comparison.json.gz")
    #expect(document.complete)
    #expect(document.verdicts.count == 2)
    let sentences =
      document.verdicts.map(\.text) + document.predictions + document.heading
      + [document.headline]
    for sentence in sentences { #expect(printed.contains(unwrapped(sentence)), "\(sentence)") }
    #expect(document.runs.map(\.pids) == [[1000], [2000], [3000]])
    #expect(document.runs.allSatisfy { $0.startNs == 1000 })
    // A file alone has no sequential run: only what was sealed knows a speedup.
    let threads = try shown("out/threads.json.gz")
    #expect(threads.table.map(\.label) == ["threads"])
    #expect(threads.table.first?.speedup != nil)
    #expect(threads.runs.map(\.slotLedger) == [document.runs[1].slotLedger])
  }
}
