import Foundation
import Testing

@testable import Recorder

/// The preloaded library in programs that use Swift Concurrency in unusual ways, or too much.
@Suite(.serialized) struct JobPreloadTests {
  @Test(arguments: ["group", "sleep", "actor", "many"])
  func `the program says and returns what it does alone`(argument: String) throws {
    let program = try SwiftPrograms.dynamic.get()
    let alone = try Finished([program, argument])
    let run = try JobRun([program, argument])
    #expect(run.finished.output == alone.output)
    #expect(run.finished.errors == alone.errors)
    #expect(run.finished.status == 7 && alone.status == 7)
    #expect(run.records.hasTasks)
  }

  @Test func `a full file counts what it drops`() throws {
    // Nobody drains it: 400000 tasks of three records each, and room for 524288.
    let run = try JobRun([SwiftPrograms.dynamic.get(), "many"])
    #expect(run.finished.status == 7)
    #expect(run.records.lost > 200_000)
    #expect(run.records.processes.first?.tasks.count ?? 0 > 50_000)
    #expect(run.sizes.allSatisfy { $0 <= 17 << 20 })
  }

  @Test func `a limit on files leaves the program alone`() throws {
    let script = "ulimit -f 1; exec \(try SwiftPrograms.dynamic.get()) sleep"
    let run = try JobRun(["/bin/bash", "-c", script])
    #expect(run.finished.status == 7)
    #expect(run.finished.output == "sleep\n")
    #expect(!run.records.hasTasks && run.records.unreadable == 0)
  }

  @Test func `records have room for as many as the recorder wants`() throws {
    let run = try JobRun([SwiftPrograms.dynamic.get(), "many"], memory: 0)
    #expect(run.records.lost > 250_000)
    #expect(run.records.processes.first?.tasks.count ?? 0 <= 4096)
  }

  @Test func `a Swift library that only one program sees runs its tasks`() throws {
    let scratch = Scratch()
    let library = scratch.file("library.so")
    let source = scratch.file("library.swift")
    try """
    import Glibc
    nonisolated(unsafe) var done = sem_t()
    nonisolated(unsafe) var sum: Int32 = 0
    @_cdecl("go") public func go() -> Int32 {
      sem_init(&done, 0, 0)
      Task {
        sum = await withTaskGroup(of: Int32.self) { group in
          for value in Int32(1)...4 {
            group.addTask {
              try? await Task.sleep(nanoseconds: 1_000_000)
              return value
            }
          }
          return await group.reduce(0, +)
        }
        sem_post(&done)
      }
      sem_wait(&done)
      return sum
    }
    """.write(toFile: source, atomically: true, encoding: .utf8)
    _ = try Tools.output("swiftc", ["-O", "-emit-library", source, "-o", library])
    let host = try Tools.compile(
      """
      #include <dlfcn.h>
      int main(int count, char **arguments) {
        void *library = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
        return library ? ((int (*)(void))dlsym(library, "go"))() : 3;
      }
      """, "host.c", in: scratch, ["-ldl"])
    // It must not wait for itself for ever.
    let run = try JobRun(["/usr/bin/timeout", "60", host, library])
    #expect(run.finished.status == 10)
    #expect(run.finished.errors == "")
  }
}
