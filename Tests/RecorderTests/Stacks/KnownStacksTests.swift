import Foundation
import Testing

@testable import Recorder

/// Programs of which it is known where they spend their time, recorded for real.
///
/// Where the kernel refuses samples, each must say so instead.
@Suite(.serialized) struct KnownStacksTests {
  /// Two of three rounds of the same work are done by one function; a file that is named is made
  /// before.
  private static let program = """
    #include <stdio.h>
    #include <time.h>
    __attribute__((noinline)) static unsigned spin(unsigned x, long n) {
      for (long i = 0; i < n; i++) { x = x * 1664525u + 1013904223u; __asm__ volatile("" : "+r"(x)); }
      return x;
    }
    __attribute__((noinline)) unsigned twice(unsigned x) { x = spin(x, 400000); return x + 1; }
    __attribute__((noinline)) unsigned once(unsigned x) { x = spin(x, 200000); return x + 2; }
    __attribute__((noinline)) unsigned work(unsigned x) { x = twice(x); x = once(x); return x + 3; }
    int main(int count, char **words) {
      unsigned x = 1;
      if (count > 1) fclose(fopen(words[1], "w"));
      while (clock() < CLOCKS_PER_SEC * 6 / 10) x = work(x);
      return x == 42;
    }
    """

  private static let flags = ["-O1", "-fno-omit-frame-pointer", "-fno-optimize-sibling-calls"]

  /// Stacks are there, or their lack is said.
  private func hasStacks(_ run: StackedRun) -> Bool {
    if run.hasStacks { return true }
    #expect(run.samples.isEmpty)
    #expect(run.summary.notes.contains { $0.contains("perf_event_open") || $0.contains("stacks") })
    return false
  }

  @Test func `time is found where the program spends it, and by whom it was called`() throws {
    let scratch = Scratch()
    let run = try StackedRun([
      Tools.compile(Self.program, "known.c", in: scratch, Self.flags)
    ])
    guard hasStacks(run) else { return }
    // Ten times as many where the clock is fine enough.
    #expect(run.samples.count > 40)
    #expect(run.share { $0 == "main" } > 0.9)
    let (twice, once) = (run.share { $0 == "twice" }, run.share { $0 == "once" })
    #expect(twice > 0.5 && twice < 0.83)
    #expect(once > 0.17 && once < 0.5)
    let innermost = run.stacks.count { $0.first == "spin" }
    #expect(innermost > run.samples.count * 8 / 10)
    #expect(run.stacks.contains { $0.starts(with: ["spin", "twice", "work", "main"]) })
  }

  @Test func `every sample belongs to a thread that the trace names, in the order of time`() throws
  {
    let scratch = Scratch()
    let run = try StackedRun([
      Tools.compile(Self.program, "known.c", in: scratch, Self.flags)
    ])
    guard hasStacks(run) else { return }
    #expect(run.samples.allSatisfy { run.lanes.contains([$0.process, $0.thread]) })
    #expect(run.samples.map(\.time) == run.samples.map(\.time).sorted())
    #expect(run.samples.allSatisfy { run.frames[$0.frame] != nil })
    #expect(
      run.frames.values.allSatisfy { frame in frame.parent.map { run.frames[$0] != nil } ?? true })
  }

  @Test func `a stripped program has places, and no wrong names`() throws {
    let scratch = Scratch()
    let program = try Tools.compile(
      Self.program, "known.c", in: scratch, Self.flags + ["-Wl,--strip-all"])
    let run = try StackedRun([program])
    guard hasStacks(run) else { return }
    let own = run.frames.values.filter { $0.category == "program-known" }
    #expect(!own.isEmpty)
    #expect(own.allSatisfy { $0.name.hasPrefix("program-known+0x") })
  }

  @Test func `a program that is gone when it ends has its names, or their lack is said`() throws {
    let scratch = Scratch()
    let program = try Tools.compile(Self.program, "known.c", in: scratch, Self.flags)
    let script = """
      "$0" "$0-begun" & while [ ! -e "$0-begun" ]; do sleep 0.01; done; rm "$0"; wait
      """
    let run = try StackedRun(["/bin/sh", "-c", script, program])
    guard hasStacks(run) else { return }
    // It depends on the machine whether the recorder came by before the file went.
    #expect(
      run.share { $0 == "twice" } > 0.3
        || run.summary.notes.contains { $0.contains("gone or were replaced: program-known") })
    #expect(run.frames.values.contains { $0.category == "program-known" })
  }

  @Test func `names of C++ are those of the source`() throws {
    let scratch = Scratch()
    let source = """
      #include <ctime>
      namespace shop { template <class T> struct Till {
        __attribute__((noinline)) T add(T x, long n) {
          for (long i = 0; i < n; i++) { x = x * 1664525u + 1; __asm__ volatile("" : "+r"(x)); }
          return x; } }; }
      int main() {
        shop::Till<unsigned> till; unsigned x = 1;
        while (clock() < CLOCKS_PER_SEC / 4) x = till.add(x, 300000);
        return x == 42; }
      """
    let run = try StackedRun([Tools.compile(source, "shop.cpp", in: scratch, Self.flags)])
    guard hasStacks(run) else { return }
    #expect(run.share { $0 == "shop::Till<unsigned int>::add(unsigned int, long)" } > 0.8)
  }

  @Test func `names of Swift are those of the source`() throws {
    let scratch = Scratch()
    let source = """
      import Glibc
      struct Mill {
        @inline(never) func grind(_ seed: UInt, rounds: Int) -> UInt {
          var x = seed
          for _ in 0..<rounds { x = (x &* 1_664_525 &+ 1) ^ (x >> 7) }
          return x
        }
      }
      var x: UInt = UInt(CommandLine.arguments.count)
      while clock() < 300_000 { x = Mill().grind(x, rounds: 300_000) }
      if x == 42 { print(x) }
      """
    let run = try StackedRun([Tools.compile(source, "mill.swift", in: scratch, ["-O"])])
    guard hasStacks(run) else { return }
    #expect(run.share { $0.contains("Mill.grind(_: Swift.UInt, rounds: Swift.Int)") } > 0.5)
  }

  @Test(arguments: [["-O"], ["-O", "-static-stdlib"]])
  func `tasks of Swift are said to be unseen, the functions they call are seen`(
    flags: [String]
  ) throws {
    let scratch = Scratch()
    let source = """
      import Glibc
      @inline(never) func grind(_ seed: UInt) -> UInt {
        var x = seed
        for _ in 0..<300_000 { x = (x &* 1_664_525 &+ 1) ^ (x >> 7) }
        return x
      }
      @main struct Main {
        static func main() async {
          await withTaskGroup(of: UInt.self) { group in
            for task in 0..<2 {
              group.addTask {
                var x = UInt(task)
                while clock() < 300_000 { x = grind(x) }
                return x
              }
            }
          }
        }
      }
      """
    let program = try Tools.compile(
      source, "tasks.swift", in: scratch, flags + ["-parse-as-library"])
    let run = try StackedRun([program])
    guard hasStacks(run) else { return }
    #expect(run.share { $0.contains("grind(Swift.UInt) -> Swift.UInt") } > 0.5)
    #expect(run.summary.notes.contains { $0.contains("Swift Concurrency") })
  }

  @Test func `without stacks nothing is sampled, and nothing is missed`() throws {
    let run = try StackedRun(["sleep", "0.1"], stacks: false)
    #expect(run.samples.isEmpty && run.frames.isEmpty)
    #expect(!run.summary.capabilities.contains("stacks"))
    #expect(!run.summary.notes.contains { $0.contains("stacks") })
  }
}
