import Foundation
import Testing
import ViewerCheck

extension Viewers {
  /// What our writer writes, opened in the three viewers.
  @Suite(.serialized) struct GoldenTraceTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
      folder = try TemporaryFolder()
      path = folder.path("golden.json.gz")
      try GoldenTrace.write(to: path)
    }

    @Test func `a trace with every kind of event opens without a warning`() async throws {
      #expect(try await ViewerCheck.problems(in: [path]) == [])
    }

    @Test func `Perfetto and catapult count what was written`() async throws {
      let expected = GoldenTrace.counts
      let perfetto = try #require(try await ViewerCheck.perfetto([path]).first)
      #expect(perfetto.threadSlices == expected.slices)
      #expect(perfetto.asyncSlices == expected.asyncSlices)
      #expect(perfetto.flows == expected.flows)
      #expect(perfetto.counters == expected.counters)
      let catapult = try #require(try await ViewerCheck.catapult([path]).first)
      #expect(catapult.slices == expected.slices)
      #expect(catapult.asyncSlices == expected.asyncSlices)
      #expect(catapult.flows == expected.flows)
      #expect(catapult.counters == expected.counters)
    }

    @Test func `Perfetto shows names as they were given and draws arrows from end to end`()
      async throws
    {
      let facts = try #require(
        try await ViewerCheck.perfetto(
          [path],
          sql: [
            "select name from slice where name like '%eins%'",
            """
            select a.name as source, b.name as target from flow
            join slice a on flow.slice_out = a.id join slice b on flow.slice_in = b.id
            order by a.ts
            """,
            "select max(depth) as depth from slice where name = 'inner'",
          ]
        ).first)
      #expect(facts.processes?.map(\.name) == [GoldenTrace.oddNames[2], "event loop"])
      let names = facts.threads?.compactMap(\.name) ?? []
      #expect(names.contains("worker-ü") && names.contains("main") && names.contains("loop"))
      let rows = try #require(facts.rows)
      #expect(rows[0] == [["name": .text(GoldenTrace.oddNames[0])]])
      #expect(
        rows[1] == [
          ["source": .text("submit"), "target": .text("take")],
          ["source": .text("serialize"), "target": .text("collect")],
        ])
      #expect(rows[2] == [["depth": .integer(2)]])
    }
  }
}
