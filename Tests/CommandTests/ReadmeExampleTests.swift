import Foundation
import Testing

/// The program that the README shows, built and run as it stands there.
@Suite struct ReadmeExampleTests {
  @Test func `the README's program records a trace that the report reads`() throws {
    let folder = try ScratchFolder()
    let ran = try Tool.start([], in: folder.url, path: Tool.built("ReadmeExample")).wait()
    #expect(ran.status == 0, "\(ran.errors)")
    #expect(ran.output == "sum 204\n")
    let ending = try Tool.run("report", "--format", "json", "squares.json.gz", in: folder.url)
    #expect(ending.status == 0, "\(ending.errors)")
    let report = try JSONDecoder().decode(Report.self, from: Data(ending.output.utf8))
    #expect(report.runs.map(\.model) == ["threads"])
    for run in report.runs { run.checkSums() }
  }
}
