/// The number of the async task that a job is a part of; the runtime's own.
///
/// Unique in the process for its lifetime. About 3 ns.
@_silgen_name("swift_task_getJobTaskId")
func taskNumber(of job: UnownedJob) -> UInt64
