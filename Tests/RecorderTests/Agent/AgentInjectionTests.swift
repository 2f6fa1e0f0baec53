import Foundation
import Testing

@testable import Recorder

/// How the agent gets into a Python, and what it leaves alone.
@Suite struct AgentInjectionTests {
  @Test(arguments: Pythons.chosen)
  func `the user's own sitecustomize runs after the agent`(python: FoundPython) throws {
    let scratch = Scratch()
    try "import sys\nsys.users_own = 'here'\n".write(
      toFile: scratch.file("sitecustomize.py"), atomically: false, encoding: .utf8)
    let run = try AgentRun(
      python,
      ["-B", "-c", "import sys, sitecustomize; print(sys.users_own, sitecustomize.__file__)"],
      adding: ["PYTHONPATH": scratch.path])
    #expect(run.finished.output == "here \(scratch.file("sitecustomize.py"))\n")
    #expect(run.finished.errors.isEmpty)
    #expect(run.records.processes.count == 1)
  }

  @Test(arguments: Pythons.chosen)
  func `a sitecustomize that fails is reported as ever`(python: FoundPython) throws {
    let scratch = Scratch()
    try "raise ValueError('of the user')\n".write(
      toFile: scratch.file("sitecustomize.py"), atomically: false, encoding: .utf8)
    let plain = try Finished(
      [python.path, "-B", "-c", "print(1)"],
      environment: ProcessInfo.processInfo.environment.merging(
        ["PYTHONPATH": scratch.path]) { $1 })
    let run = try AgentRun(
      python, ["-B", "-c", "print(1)"], adding: ["PYTHONPATH": scratch.path])
    #expect(plain.errors.contains("of the user"))
    #expect(run.finished.errors == plain.errors)
    #expect(run.records.processes.count == 1)
  }

  @Test(arguments: Pythons.chosen)
  func `the agent is compiled once, where no bytecode may be written too, and only in its folder`(
    python: FoundPython
  ) throws {
    let scratch = Scratch()
    let program = """
      import os, subprocess, sys, threading, stretto_agent.ring as R
      folder = os.path.dirname(R.__file__)
      print(sys.dont_write_bytecode, os.path.exists(folder + "/__pycache__"))
      kept = [name for name in os.listdir(folder) if name.endswith(".0")]
      print("ring.py" in [name.rpartition(".py.")[0] + ".py" for name in kept], len(kept) > 8)
      os.utime(folder + "/" + kept[0], (1, 1))
      subprocess.run([sys.executable, "-c", "import threading"])
      print(os.path.getmtime(folder + "/" + kept[0]) == 1)
      for name in kept:
          with open(folder + "/" + name, "wb") as file: file.write(b"garbage")
      subprocess.run([sys.executable, "-c", "import threading; print('as ever')"])
      """
    let run = try AgentRun(
      python, ["-c", program],
      adding: ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": scratch.path])
    #expect(run.finished.output == "True False\nTrue True\nTrue\nas ever\n")
    #expect(run.finished.errors.isEmpty)
    #expect(run.records.processes.count == 3)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
  }

  @Test(arguments: Pythons.chosen, ["-I", "-S", "-E"])
  func `a Python that ignores its surroundings runs without the agent`(
    python: FoundPython, option: String
  ) throws {
    let run = try AgentRun(python, [option, "-c", "print('alone')"])
    #expect(run.finished.output == "alone\n")
    #expect(run.finished.errors.isEmpty)
    #expect(run.rings.isEmpty)
    #expect(run.records.processes.isEmpty)
    #expect(run.records.notes.isEmpty)
  }

  @Test(arguments: Pythons.chosen)
  func `without a place to write to the program runs and one warning is said`(
    python: FoundPython
  ) throws {
    let run = try AgentRun(
      python, try AgentRun.arguments("two_processes.py fork"),
      adding: ["STRETTO_AGENT_RING": "/nowhere/at/all"])
    #expect(run.finished.output == "0 3\n")
    #expect(run.finished.errors.split(separator: "\n").count == 1)
    #expect(run.finished.errors.hasPrefix("stretto: "))
    #expect(run.finished.status == 0)
  }

  @Test(arguments: Pythons.chosen)
  func `the folder of the rings holds one file a process and nothing else`(
    python: FoundPython
  ) throws {
    let run = try AgentRun(python, program: "two_processes.py fork")
    #expect(run.rings.count == 3)
    #expect(run.rings.allSatisfy { $0.hasSuffix(".ring") })
  }

  @Test(arguments: Pythons.chosen)
  func `killed in the middle, the ring tells all until then`(python: FoundPython) throws {
    let run = try AgentRun(python, program: "killed.py")
    #expect(run.finished.status == 128 + 9)
    let process = try #require(run.records.processes.first)
    #expect(process.isCut)
    #expect(run.tasks.map(\.name) == ["short", "dies"])
    #expect(run.tasks.map { $0.end == nil } == [false, true])
  }

  @Test(arguments: Pythons.chosen)
  func `what does not fit is counted`(python: FoundPython) throws {
    let program = """
      import threading
      for _ in range(2000):
          thread = threading.Thread(target=int)
          thread.start()
          thread.join()
      print("done")
      """
    let run = try AgentRun(python, ["-c", program], adding: ["STRETTO_AGENT_LIMIT": "65536"])
    #expect(run.finished.output == "done\n")
    #expect(run.finished.errors.isEmpty)
    let process = try #require(run.records.processes.first)
    #expect(process.lost > 10_000)
    #expect(run.tasks.count > 100)
  }

  @Test(arguments: Pythons.chosen)
  func `under a limit on files the agent makes do with less`(python: FoundPython) throws {
    let command = "ulimit -f 1000; exec '\(python.path)' -c 'import time; time.sleep(0)'"
    let run = try AgentRun(FoundPython(path: "/bin/sh", version: python.version), ["-c", command])
    #expect(run.finished.status == 0)
    #expect(run.finished.errors.isEmpty)
    #expect(run.spans.contains { $0.name == "sleep" })
  }

  @Test func `the folder is private, and a second unpacking fails with a reason`() throws {
    let folder = try AgentRun.privateFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let variables = try AgentEnvironment.unpack(into: folder, pythonPath: "/users/own")
    #expect(variables["PYTHONPATH"] == "\(folder)/python:/users/own")
    #expect(variables["STRETTO_AGENT_RING"] == "\(folder)/ring")
    for name in ["ring", "python"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      #expect(attributes[.posixPermissions] as? Int == 0o700)
    }
    let error = #expect(throws: AgentError.self) {
      try AgentEnvironment.unpack(into: folder, pythonPath: nil)
    }
    #expect(error?.code == EEXIST)
    #expect(error?.description.contains("\(folder)/python") == true)
  }
}
