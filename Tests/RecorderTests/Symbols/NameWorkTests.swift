import Testing

@testable import Recorder

/// Names that are turned into those of the source.
@Suite struct NameWorkTests {
  @Test func `names come out by their symbols`() {
    let (names, isWhole) = NameWork.names(of: ["_Z1fi", "main", "$s4main3fooyyYaF"])
    #expect(isWhole)
    #expect(
      names == ["_Z1fi": "f(int)", "main": "main", "$s4main3fooyyYaF": "main.foo() async -> ()"])
  }

  @Test func `a name that stands for very many letters is left as it is, in bounded time`() {
    // Each parameter's type holds the one before twice.
    let types = ["S_"] + (1..<30).map { "S\(String($0, radix: 36).uppercased())_" }
    let levels = (0..<22).map { level in
      "\(level == 0 ? "1B" : "S0_")I\(types[level])\(types[level])E"
    }
    let bomb = "_Z1f1A" + levels.joined()
    #expect(bomb.utf8.count < 500)
    let (names, isWhole) = NameWork.names(of: ["_Z1fi", bomb], limit: 20_000_000)
    #expect(!isWhole)
    #expect(names[bomb] == nil)
    // The same shape, but small, is written out.
    let small = "_Z1f1A" + levels.prefix(3).joined()
    #expect(NameWork.names(of: [small]).names[small]?.hasPrefix("f(A, B<A, A>, B<B<A, A>") == true)
  }
}
