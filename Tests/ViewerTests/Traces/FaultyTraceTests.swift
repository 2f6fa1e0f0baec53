import Foundation
import Testing
import TraceFile
import ViewerCheck

extension Viewers {
  /// The checks see what they are there to see.
  @Suite(.serialized) struct FaultyTraceTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A trace of one span and what is added to it.
    private func trace(_ name: String, adding lines: [String] = []) throws -> String {
      let path = folder.path("\(name).json.gz")
      var writer = try TraceWriter(creating: path)
      let span = #"{"ph":"X","name":"task","cat":"task","pid":1,"tid":1,"ts":1.000,"dur":100.000}"#
      try writer.append([UInt8](([span] + lines).joined(separator: ",\n").utf8))
      try writer.seal([])
      return path
    }

    @Test func `each fault is seen by its check, and a good file has none`() async throws {
      let paths = try Fault.all.map { try trace($0.name, adding: $0.lines) }
      let problems = try await ViewerCheck.problems(in: paths)
      for (fault, path) in zip(Fault.all, paths) {
        let found = problems.filter { $0.hasPrefix(path) }
        #expect(found.isEmpty == fault.complaints.isEmpty, "\(fault.name)")
        for complaint in fault.complaints {
          #expect(found.contains { $0.contains(complaint) }, "\(fault.name): \(found)")
        }
      }
    }

    @Test func `two gzip members are refused by DevTools, and read by halves by catapult`()
      async throws
    {
      let first = try Data(contentsOf: URL(fileURLWithPath: try trace("first")))
      let path = try folder.write(first + first, as: "members.json.gz")
      let problems = try await ViewerCheck.problems(in: [path])
      #expect(problems.contains { $0.contains("DevTools throws") }, "\(problems)")
      #expect(problems.contains { $0.contains("Python") }, "\(problems)")
      // Catapult reads the first member only, and says nothing.
      #expect(try await ViewerCheck.catapult([path]).first?.slices == 1)
    }

    @Test func `a file cut short is refused by all but catapult`() async throws {
      let whole = try Data(contentsOf: URL(fileURLWithPath: try trace("whole")))
      let path = try folder.write(whole.dropLast(8), as: "cut.json.gz")
      let problems = try await ViewerCheck.problems(in: [path])
      for word in ["gzip -t", "Perfetto refuses it", "DevTools throws"] {
        #expect(problems.contains { $0.contains(word) }, "\(word): \(problems)")
      }
    }

    @Test func `the whole Perfetto UI shows import errors too`() async throws {
      let good = try trace("good")
      let bad = try trace("bad", adding: Fault.all[1].lines)
      let facts = try await ViewerCheck.perfettoUI([good, bad])
      #expect(facts.map(\.importErrors) == [0, 1])
      #expect(facts.map(\.slices) == [1, 1])
      #expect(facts.map(\.dialogs) == [[], []])
    }

    @Test func `a trace that is not there is an error, not a result`() async throws {
      let missing = folder.path("missing.json.gz")
      await #expect(throws: ViewerCheckError.self) { try await ViewerCheck.perfetto([missing]) }
      await #expect(throws: ViewerCheckError.self) { try await ViewerCheck.catapult([missing]) }
      await #expect(throws: ViewerCheckError.self) { try await ViewerCheck.devTools([missing]) }
    }

    @Test func `a viewer that is missing is an error that says how to install it`() async throws {
      let path = try trace("good")
      func check(_ body: () async throws -> Void) async {
        let error = await #expect(throws: ViewerCheckError.self) { try await body() }
        #expect(error?.description.contains("run .ci/install-viewers") == true)
      }
      await ViewerCheck.$viewersFolder.withValue(folder.path("nowhere")) {
        await check { _ = try await ViewerCheck.perfetto([path]) }
        await check { _ = try await ViewerCheck.catapult([path]) }
        await check { _ = try await ViewerCheck.perfettoUI([path]) }
      }
    }
  }
}
