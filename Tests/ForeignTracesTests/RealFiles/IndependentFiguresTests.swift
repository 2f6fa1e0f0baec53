import Analysis
import ForeignTraces
import Testing

/// Every producer's real file gives the figures that a few lines of Python give.
@Suite struct `Independent figures` {
  static let files: [(file: String, script: String, producer: String)] = [
    ("bazel_local-jobs-none.json.gz", "bazel", "Bazel"),
    ("bazel_local-jobs-4.json.gz", "bazel", "Bazel"),
    ("bazel_local-jobs-100.json.gz", "bazel", "Bazel"),
    ("kineto_resnet50_workers0.json.gz", "kineto", "PyTorch profiler"),
    ("kineto_resnet50_workers4.json.gz", "kineto", "PyTorch profiler"),
    ("hta_alexnet_kineto.json.gz", "kineto", "PyTorch profiler"),
    ("hta_cpu_only.json.gz", "kineto", "PyTorch profiler"),
    ("viztracer_threads_gc.json.gz", "viztracer", "VizTracer"),
    ("pyspy_chrometrace.json.gz", "pyspy", "py-spy"),
    ("clang_hello_c.json", "clang", "clang -ftime-trace"),
    ("clang_sort_map_cpp.json.gz", "clang", "clang -ftime-trace"),
    ("ninja_eight_commands.json", "ninja", "ninja"),
    ("ray_timeline.json.gz", "ray", "Ray"),
    ("node20_trace_events.json.gz", "node", "Node.js"),
    ("uftrace_chrome.json.gz", "uftrace", "uftrace"),
    ("rust_tracing_chrome.json.gz", "rust", "tracing-chrome"),
    ("catapult_big_trace.json.gz", "chromium", "Chromium"),
    ("catapult_x_event_trace.json.gz", "chromium", "Chromium"),
    ("catapult_perf_sampling_trace_with_trace_events.json.gz", "chromium", "Chromium"),
    ("minitrace_threads.json", "generic", "unknown"),
  ]

  @Test(arguments: files)
  func `a real file gives the figures that Python gives on the same events`(
    _ file: (file: String, script: String, producer: String)
  ) throws {
    let adapted = try RealFiles.adapted(file.file)
    #expect(adapted.producer.name == file.producer)
    let run = try RealFiles.figures(adapted)
    let expected = try IndependentFigures(script: file.script, file: file.file)
    #expect(IndependentFigures(run).restricted(to: expected) == expected)
    #expect(run.failedAssertions == [])
    #expect(run.tasks > 0)
  }
}
