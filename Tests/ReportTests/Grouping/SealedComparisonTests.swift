import Comparison
import Report
import Testing
import TraceFile

@Suite struct `A report sealed into a trace` {
  @Test func `is told in one sentence`() {
    let sealed = SealedComparison(ComparisonReport.count.json.encoded())
    #expect(
      sealed?.sentence
        == "Measured untraced in 12 rounds by the comparison that this file comes from: "
        + "async no difference, 0.99x (0.99-1.01), threads faster, 1.93x (1.93-1.93), "
        + "processes faster, 1.81x (1.81-1.85).")
  }

  @Test(arguments: [
    "", "{", "[]", "{\"schema\":\"stretto.report/1\",\"comparison\":null}",
    "{\"schema\":\"stretto.report/2\",\"comparison\":{\"models\":[]}}",
    "{\"schema\":\"stretto.report/1\",\"comparison\":{\"models\":[{\"model\":7}]}}",
  ])
  func `without a verdict says nothing`(text: String) {
    #expect(SealedComparison(Array(text.utf8)) == nil)
  }

  @Test func `is untrusted`() {
    let text = """
      {"schema":"stretto.report/1","comparison":{"models":[{"model":"\\u001b[2J\(String(repeating: "x", count: 900))",
      "verdict":"faster","speedup":2}]}}
      """
    let sentence = SealedComparison(Array(text.utf8))?.sentence ?? ""
    #expect(sentence.contains("?[2Jx"))
    #expect(sentence.count < 150)
  }
}
