import AgentLibraries
import Foundation
import Testing
import TraceModel

@testable import Recorder

/// The agent's part in C does what the part in Python does.
@Suite struct NativeAgentTests {
  static let pure = ["STRETTO_AGENT_PURE": "1"]

  @Test(arguments: LockPythons.all)
  func `every Python with a GIL loads it, by its path and under no name`(
    python: FoundPython
  ) throws {
    let program = """
      import sys, stretto_agent.ring as R, asyncio.events
      from concurrent.futures.thread import _WorkItem
      print(R.ring._core is not None, type(asyncio.events.Handle._run).__name__)
      print(type(_WorkItem.run).__name__)
      print(*[name for name in sys.modules if "native" in name])
      """
    let run = try AgentRun(python, ["-c", program])
    #expect(
      run.finished.output == "True method_descriptor\nmethod_descriptor\nstretto_agent.native\n")
    #expect(run.finished.errors == "")
    let other = try AgentRun(python, ["-c", program], adding: Self.pure)
    #expect(other.finished.output == "False function\nfunction\nstretto_agent.native\n")
  }

  @Test func `a Python that may run without a GIL never loads it`() throws {
    let python = try #require(Pythons.chosen.last)
    let run = try AgentRun(
      python,
      [
        "-c",
        "import sys; sys.abiflags = 't'; from stretto_agent import native as n; print(n.load({}, None))",
      ])
    #expect(run.finished.output == "None\n")
  }

  /// What was recorded of tasks and arrows; steps and waits depend on how fast things happen.
  private func shape(_ run: AgentRun) -> [String] {
    run.events.compactMap { event in
      switch event.kind {
      case .span(let span) where span.category == .task: "span \(span.name) \(span.end != nil)"
      case .asyncTask(let span): "task \(span.name) \(span.end != nil)"
      case .flowStart(let flow, _, _): "start \(flow)"
      case .flowEnd(let flow, _, _): "end \(flow)"
      default: nil
      }
    }.sorted()
  }

  @Test(
    arguments: Pythons.chosen,
    [
      "loop_waits.py", "loop_calls.py", "count_threads.py", "two_processes.py fork",
      "pool_callables.py",
    ])
  func `both parts record the same`(python: FoundPython, program: String) throws {
    let arguments = try AgentRun.arguments(program)
    let native = try AgentRun(python, arguments)
    let pure = try AgentRun(python, arguments, adding: Self.pure)
    #expect(native.finished.output == pure.finished.output)
    #expect(native.finished.status == pure.finished.status)
    #expect(native.records.processes.allSatisfy { $0.lost == 0 })
    #expect(shape(native) == shape(pure))
  }

  @Test(arguments: Pythons.chosen, [[:], pure])
  func `what is cancelled in a pool's queue never runs`(
    python: FoundPython, environment: [String: String]
  ) throws {
    let program = """
      import threading
      from concurrent.futures import ThreadPoolExecutor
      gate = threading.Event()
      with ThreadPoolExecutor(1) as pool:
          first, never = pool.submit(gate.wait), pool.submit(int)
          print(never.cancel(), never.cancelled())
          gate.set()
      """
    let run = try AgentRun(python, ["-c", program], adding: environment)
    #expect(run.finished.output == "True True\n" && run.finished.errors.isEmpty)
    #expect(run.tasks.map(\.name) == ["Event.wait"])
    #expect(run.arrows(.submit).heads.count == 1 && run.arrows(.result).tails.count == 1)
  }

  @Test(arguments: Pythons.chosen)
  func `an item of 3.14, which is given more than itself, runs as a task`(
    python: FoundPython
  ) throws {
    let program = """
      import types
      from concurrent.futures import Future
      import stretto_agent.executors as executors
      class Item:
          def __init__(self, future, task): self.future, self.task = future, task
          def run(self, context): self.future.set_result(context)
      class Pool:
          def submit(self, function): pass
          def shutdown(self): pass
      executors.hook_threads(types.SimpleNamespace(ThreadPoolExecutor=Pool, _WorkItem=Item))
      item = Item(Future(), (print, (), {}))
      item.run("here")
      print(item.future.result())
      """
    let run = try AgentRun(python, ["-c", program])
    #expect(run.finished.output == "here\n" && run.finished.errors.isEmpty)
    #expect(run.tasks.map(\.name) == ["print"])
  }

  @Test(arguments: Pythons.chosen)
  func `what cannot be a name is no error of the program's`(python: FoundPython) throws {
    let program = """
      import math
      from concurrent.futures import ThreadPoolExecutor
      def plain(): return 1
      class Odd:
          def __hash__(self): raise ValueError
      plain.__module__ = []
      def other(): return 2
      other.__module__ = Odd()
      with ThreadPoolExecutor(1) as pool:
          print([pool.submit(one).result() for one in (plain, other, plain, other)])
          print(pool.submit(math.sqrt, 4).result())
      """
    let run = try AgentRun(python, ["-c", program])
    #expect(run.finished.output == "[1, 2, 1, 2]\n2.0\n")
    #expect(run.finished.status == 0)
    let pure = try AgentRun(python, ["-c", program], adding: Self.pure)
    #expect(run.finished.errors == pure.finished.errors)
    #expect(run.tasks.map(\.name) == pure.tasks.map(\.name))
  }

  @Test(arguments: LockPythons.all)
  func `what callbacks raise is dealt with as ever`(python: FoundPython) throws {
    let program = """
      import asyncio, sys
      class Own(BaseException): pass
      async def failing(error): raise error
      async def waiting(): await asyncio.sleep(100)
      async def main():
          loop = asyncio.get_running_loop()
          loop.set_exception_handler(lambda loop, context: print(
              "handled", context["message"][:24], repr(context.get("exception"))))
          loop.call_soon(lambda: 1 / 0)
          tasks = [loop.create_task(failing(e)) for e in (ValueError(1), Own(2))]
          tasks.append(loop.create_task(waiting()))
          await asyncio.sleep(0)
          loop.call_soon(tasks[2].add_done_callback)
          loop.call_soon(tasks[2].cancel)
          print(await asyncio.gather(*tasks, return_exceptions=True))
          loop.create_task(failing(KeyboardInterrupt(3)))
          await asyncio.sleep(10)
      try:
          asyncio.run(main())
      except BaseException as error:
          print("left", repr(error))
      """
    let plain = try Finished([python.path, "-c", program])
    let run = try AgentRun(python, ["-c", program])
    #expect(run.finished.output == plain.output)
    #expect(run.finished.errors == plain.errors)
    #expect(run.finished.output.contains("left KeyboardInterrupt"))
    #expect(run.finished.output.contains("handled Exception in callback"))
    #expect(run.finished.output.contains("TypeError"))
  }

  @Test(arguments: Pythons.chosen)
  func `a file that grows, and one that is full`(python: FoundPython) throws {
    let program = """
      import stretto_agent.ring as R
      assert R.ring._core is not None
      for _ in range(20000): R.ring.end(R.ring.begin(7, R.ring.name("here")))
      """
    let run = try AgentRun(python, ["-c", program])
    #expect(run.finished.errors == "")
    #expect(run.spans.count { $0.name == "here" && $0.end != nil } == 20000)
    #expect(run.records.processes.first?.lost == 0)
    let full = try AgentRun(python, ["-c", program], adding: ["STRETTO_AGENT_LIMIT": "65536"])
    let process = try #require(full.records.processes.first)
    let kept = full.spans.count { $0.name == "here" }
    #expect(kept > 1000 && kept < 1700)
    #expect(process.lost >= 20000 - kept)
  }
}
