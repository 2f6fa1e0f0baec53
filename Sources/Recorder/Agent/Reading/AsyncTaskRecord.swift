/// The records of one async task, gathered.
struct AsyncTaskRecord {
  var life: RingRecord?
  var steps: [RingRecord] = []

  /// Whether the loop was run for this task.
  var isMain: Bool { life?.sub == 1 }
}
