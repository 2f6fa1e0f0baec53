import Report
import Testing

@Suite struct `Failed runs` {
  @Test func `that differ in the worker and its task are one sentence`() {
    let failures = (1...4).map {
      (
        model: "processes",
        reason: "Worker process \($0) was killed by signal 9 while it had task \"count \($0)\"."
      )
    }
    #expect(
      FailureSentences(failures).sentences == [
        "4 failed runs of processes: Worker process 1-4 was killed by signal 9 while it had task "
          + "\"count 1\", \"count 2\", \"count 3\" and 1 more."
      ])
  }

  @Test func `keep apart what is not the same`() {
    let sentences = FailureSentences([
      ("threads", "task 2 failed because it was told to"), ("async", "was ended after 1 s"),
      ("threads", "task 7 failed because it was told to."),
      ("threads", "died of signal 9 (Killed)"),
      ("threads", "died of signal 11 (Segmentation fault)"),
    ]).sentences
    #expect(
      sentences == [
        "2 failed runs of threads: task 2, 7 failed because it was told to.",
        "1 failed run of async: was ended after 1 s.",
        "1 failed run of threads: died of signal 9 (Killed).",
        "1 failed run of threads: died of signal 11 (Segmentation fault).",
      ])
  }
}
