import AgentLibraries
import Foundation
import Testing

@testable import Recorder

/// The library itself: what it needs, and what it leaves alone.
@Suite struct PreloadTests {
  @Test(arguments: [AgentLibrary.preload, .native])
  func `a library needs the C library and nothing else`(library: AgentLibrary) throws {
    let scratch = Scratch()
    let file = scratch.file("library.so")
    try library.unpack(to: file)
    let answer = try Finished(["/usr/bin/env", "readelf", "-d", file])
    try #require(answer.status == 0, "readelf of binutils is needed, as the linker is")
    let needed = answer.output.split(separator: "\n").filter { $0.contains("(NEEDED)") }
    #expect(needed.count == 1)
    #expect(needed.first?.contains("[libc.so.6]") == true)
  }

  @Test func `it goes behind what the command preloads itself`() throws {
    let folder = try AgentRun.privateFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let variables = try PreloadEnvironment.unpack(into: folder, preload: "/lib/own.so")
    #expect(variables["LD_PRELOAD"] == "/lib/own.so:\(folder)/stretto-preload.so")
    #expect(FileManager.default.fileExists(atPath: "\(folder)/stretto-preload.so"))
  }

  @Test(arguments: [" ", ":", "$"])
  func `a folder that the linker would read otherwise is refused`(character: String) throws {
    let folder = try AgentRun.privateFolder() + character
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false)
    #expect(throws: AgentError.self) {
      try PreloadEnvironment.unpack(into: folder, preload: nil)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
  }

  @Test func `a program that is no Python writes nothing`() throws {
    let run = try LockRun(["/bin/sh", "-c", "echo out; echo err >&2; exit 3"])
    #expect(run.finished.output == "out\n")
    #expect(run.finished.errors == "err\n")
    #expect(run.finished.status == 3)
    #expect(run.records.interpreters.isEmpty)
  }

  @Test func `a program that is linked statically is left alone`() throws {
    let scratch = Scratch()
    try "#include <stdio.h>\nint main(void) { puts(\"static\"); return 4; }"
      .write(toFile: scratch.file("program.c"), atomically: true, encoding: .utf8)
    let built = try Finished([
      "/usr/bin/env", "clang", "-static", "-o", scratch.file("program"),
      scratch.file("program.c"),
    ])
    guard built.status == 0 else {
      print("There is no static C library here: not tested.")
      return
    }
    let run = try LockRun([scratch.file("program")])
    #expect(run.finished.output == "static\n")
    #expect(run.finished.errors == "")
    #expect(run.finished.status == 4)
  }

  @Test func `what the library does not find is no error of the program's`() throws {
    let scratch = Scratch()
    try "#include <dlfcn.h>\nint main(void) { return dlerror() ? 5 : 0; }"
      .write(toFile: scratch.file("program.c"), atomically: true, encoding: .utf8)
    let built = try Finished([
      "/usr/bin/env", "clang", "-o", scratch.file("program"), scratch.file("program.c"), "-ldl",
    ])
    try #require(built.status == 0, "\(built.errors)")
    #expect(try LockRun([scratch.file("program")]).finished.status == 0)
  }

  @Test(arguments: Pythons.chosen)
  func `what was told before a kill is there`(python: FoundPython) throws {
    let run = try LockRun(
      python,
      """
      import os, signal, threading, time
      def spin():
          while True: pass
      for _ in range(3): threading.Thread(target=spin, daemon=True).start()
      # Each time it comes back it waits for one of them to let go.
      for _ in range(20): time.sleep(0.001)
      os.kill(os.getpid(), signal.SIGKILL)
      """)
    #expect(run.finished.status == 137)
    let lock = try #require(run.records.interpreters.first)
    #expect(run.records.lost == 0)
    #expect(lock.waits.count > 3)
    // Those who waited then wait to the end.
    #expect(lock.waits.contains { $0.end == nil })
  }

  @Test(arguments: Pythons.chosen)
  func `a full file counts what it drops`(python: FoundPython) throws {
    // Taking a lock that is held, without waiting, gives the interpreter lock up each time.
    let run = try LockRun(
      python,
      """
      import time
      for _ in range(200000): time.sleep(0)
      """)
    let lock = try #require(run.records.interpreters.first)
    // Nobody drained it: two records each, and room for 262144.
    #expect(lock.lost > 100_000)
    #expect(lock.lost < 400_000)
    #expect(run.sizes.allSatisfy { $0 <= 8 << 20 })
  }

  @Test(arguments: Pythons.chosen)
  func `a limit on files leaves the program alone`(python: FoundPython) throws {
    let script = "ulimit -f 1; exec \(python.path) -c 'print(7)'"
    let run = try LockRun(["/bin/bash", "-c", script])
    #expect(run.finished.status == 0)
    #expect(run.finished.output == "7\n")
    #expect(run.records.interpreters.isEmpty)
  }

  @Test(arguments: Pythons.chosen.filter { $0.version[1] >= 12 })
  func `an interpreter with a lock of its own is counted`(python: FoundPython) throws {
    let module = python.version[1] >= 13 ? "_interpreters" : "_xxsubinterpreters"
    let run = try LockRun(
      python, "import \(module) as i\nfor _ in range(3): i.destroy(i.create())")
    #expect(run.finished.status == 0)
    let lock = try #require(run.records.interpreters.first)
    #expect(lock.further == 3)
    let notes = run.records.notes(pythons: [lock.process], hasKernelReasons: false)
    #expect(notes.contains { $0.contains("3 subinterpreters") })
  }

  @Test(arguments: Pythons.chosen)
  func `a Python in a library opened late is found`(python: FoundPython) throws {
    let asked = try Finished([
      python.path, "-c",
      "import sysconfig as s; print(s.get_config_var('LIBDIR') + '/' + s.get_config_var('LDLIBRARY'))",
    ])
    let library = asked.output.trimmingCharacters(in: .whitespacesAndNewlines)
    guard library.contains(".so"), FileManager.default.fileExists(atPath: library) else {
      print("\(python) has no shared library: not embedded.")
      return
    }
    let scratch = Scratch()
    try """
    #include <dlfcn.h>
    int main(int count, char **arguments) {
      void *library = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
      if (!library || count < 3) return 3;
      ((void (*)(int))dlsym(library, "Py_InitializeEx"))(0);
      return ((int (*)(const char *))dlsym(library, "PyRun_SimpleString"))(arguments[2]);
    }
    """.write(toFile: scratch.file("embed.c"), atomically: true, encoding: .utf8)
    let built = try Finished([
      "/usr/bin/env", "clang", "-o", scratch.file("embed"), scratch.file("embed.c"), "-ldl",
    ])
    try #require(built.status == 0, "\(built.errors)")
    let home = URL(fileURLWithPath: library).deletingLastPathComponent()
      .deletingLastPathComponent().path
    let run = try LockRun(
      [scratch.file("embed"), library, "import time; time.sleep(0)"],
      adding: ["PYTHONHOME": home])
    #expect(run.finished.status == 0, "\(run.finished.errors)")
    let lock = try #require(run.records.interpreters.first)
    #expect(lock.held > 0)
  }
}
