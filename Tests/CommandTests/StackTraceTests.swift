import Foundation
import Testing
import ViewerCheck

/// Stacks in a recorded trace, as other tools see them.
@Suite struct StackTraceTests {
  @Test func `a trace with stacks opens in every viewer without a warning, and is reported`()
    async throws
  {
    let scratch = try ScratchFolder()
    let source = """
      #include <time.h>
      __attribute__((noinline)) unsigned spin(unsigned x) {
        for (long i = 0; i < 200000; i++) { x = x * 1664525u + 1; __asm__ volatile("" : "+r"(x)); }
        return x;
      }
      int main(void) {
        unsigned x = 1;
        while (clock() < CLOCKS_PER_SEC / 3) x = spin(x);
        return x == 42;
      }
      """
    try source.write(toFile: scratch.path("spin.c"), atomically: true, encoding: .utf8)
    let compiler = try Process.run(
      URL(fileURLWithPath: "/usr/bin/env"),
      arguments: ["clang", "-O1", scratch.path("spin.c"), "-o", scratch.path("spin")])
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0)
    let recorded = try Tool.run(
      "record", "--output", "t.json.gz", "--", "./spin", in: scratch.url)
    #expect(recorded.status == 0)
    for problem in try await ViewerCheck.problems(in: [scratch.path("t.json.gz")]) {
      Issue.record("\(problem)")
    }
    #expect(try Tool.run("report", "t.json.gz", in: scratch.url).status == 0)
    let lint = try Tool.run("lint", "t.json.gz", in: scratch.url)
    #expect(lint.output.contains("0 errors, 0 warnings"))
    let without = try Tool.run(
      "record", "--no-stacks", "--output", "u.json.gz", "--", "./spin", in: scratch.url)
    #expect(!without.errors.contains("stacks"))
    // Where the kernel allows no samples, that is said instead.
    #expect(recorded.errors.contains("stacks") || recorded.errors.contains("perf_event_open"))
  }
}
