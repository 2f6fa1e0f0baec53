import Foundation

/// Swift programs of known truth, compiled once for all tests.
enum SwiftPrograms {
  static let dynamic = Result { try compile("dynamic") }
  static let staticallyLinked = Result { try compile("static", ["-static-stdlib"]) }

  /// Removed when the tests end: nothing ends a static.
  private static let scratch: Scratch = {
    atexit { try? FileManager.default.removeItem(atPath: SwiftPrograms.scratch.path) }
    return Scratch()
  }()

  private static func compile(_ name: String, _ flags: [String] = []) throws -> String {
    try Tools.compile(source, name + ".swift", in: scratch, flags + ["-O", "-parse-as-library"])
  }

  /// What it does is its first argument.
  private static let source = """
    import Glibc

    @inline(never) func count(_ rounds: Int, _ seed: Int) -> Int {
      var x = UInt64(truncatingIfNeeded: seed)
      for _ in 0..<rounds { x = x &* 6_364_136_223_846_793_005 &+ 1 }
      return Int(truncatingIfNeeded: x >> 33)
    }

    // Long beside the start of a program with the libraries of Swift, some 5 ms.
    func counted(_ seed: Int) async -> Int { count(800_000_000, seed) }

    func slept(_ times: Int) async {
      for _ in 0..<times { try? await Task.sleep(nanoseconds: 20_000_000) }
    }

    actor Sum {
      private var value = 0
      func add(_ seed: Int) { value &+= count(1000, seed) }
      func get() -> Int { value }
    }

    @MainActor var total = 0

    @MainActor func add(_ seed: Int) { total &+= count(1_000_000, seed) }

    func onMain(_ seed: Int) async -> Int {
      await add(seed)
      return count(1000, seed)
    }

    @main struct Program {
      static func main() async {
        switch CommandLine.arguments.dropFirst().first ?? "" {
        case "group":
          let sum = await withTaskGroup(of: Int.self) { group in
            for seed in 0..<4 { group.addTask { await counted(seed) } }
            return await group.reduce(0, ^)
          }
          print("group", sum)
        case "pair":
          async let first = counted(1)
          async let second = counted(2)
          print("pair", await first ^ second)
        case "sleep":
          await withTaskGroup(of: Void.self) { group in
            for _ in 0..<3 { group.addTask { await slept(2) } }
          }
          print("sleep")
        case "tolerant":
          let task = Task {
            try? await Task.sleep(for: .milliseconds(20), tolerance: .milliseconds(5))
          }
          await task.value
          print("tolerant")
        case "actor":
          let sum = Sum()
          await withTaskGroup(of: Void.self) { group in
            for seed in 0..<3 {
              group.addTask { for turn in 0..<5 { await sum.add(seed + turn) } }
            }
          }
          print("actor", await sum.get())
        case "hop":
          let sum = await withTaskGroup(of: Int.self) { group in
            for seed in 0..<2 { group.addTask { await onMain(seed) } }
            return await group.reduce(0, ^)
          }
          print("hop", sum)
        case "unstructured":
          let task = Task { count(1000, 3) }
          print("unstructured", await task.value)
        case "hang":
          let (second, begun) = AsyncStream.makeStream(of: Void.self)
          let tasks = (0..<3).map { _ in
            Task {
              await slept(3)
              begun.yield()
              await slept(1_000_000)
            }
          }
          for await _ in second.prefix(tasks.count) {}
          print("hang")
          fflush(stdout)
          kill(getpid(), SIGKILL)
          for task in tasks { await task.value }
        case "many":
          var sum = 0
          for _ in 0..<4000 {
            await withTaskGroup(of: Int.self) { group in
              for seed in 0..<100 { group.addTask { seed } }
              sum += await group.reduce(0, +)
            }
          }
          print("many", sum)
        default:
          print("nothing")
        }
        exit(7)
      }
    }
    """
}
