import TraceModel

extension ProcessPool {
  /// Hands a task to the pool.
  ///
  /// The argument is encoded on the calling thread.
  ///
  /// - Parameters:
  ///   - work: what to do; registered in the workers under the same name.
  ///   - key: by which a comparison matches this task with the same task under other models.
  ///   - argument: travels to the worker.
  /// - Returns: the handle that the result comes back through; it fails with an
  ///   `ExecutorError` when the argument cannot travel, when the worker ends,
  ///   when the body throws, and after `shutDown`.
  @discardableResult
  public func submit<A, R>(
    _ work: RegisteredWork<A, R>, key: String, _ argument: A
  ) -> TaskHandle<R> {
    guard let tracer else {
      let handle = TaskHandle<R>()
      give(handle) { () throws(ExecutorError) in
        try self.task(work, key: key, argument, task: 0, flows: 0, handle)
      }
      return handle
    }
    return TaskSubmission.hand(key, to: tracer) { submission, handle in
      let encoding = Ticks.now()
      let task = Result { () throws(ExecutorError) in
        try self.task(
          work, key: key, argument, task: submission.task, flows: submission.flows, handle)
      }
      tracer.phase(.serialize, "encode", from: encoding, to: .now(), task: submission.task)
      return { _ in self.give(handle) { () throws(ExecutorError) in try task.get() } }
    }
  }

  private func give<R>(_ handle: TaskHandle<R>, _ task: () throws(ExecutorError) -> PoolTask) {
    do throws(ExecutorError) {
      let task = try task()
      if let error = state.withLock({ $0.accept(task) }) { return handle.refuse(error) }
      state.signal()
    } catch {
      handle.refuse(error)
    }
  }

  private func task<A, R>(
    _ work: RegisteredWork<A, R>, key: String, _ argument: A, task: UInt32, flows: UInt64,
    _ handle: TaskHandle<R>
  ) throws(ExecutorError) -> PoolTask {
    let bytes: [UInt8]
    do {
      bytes = try BinaryEncoder.encode(argument)
    } catch {
      throw ExecutorError.notEncodable(key, error)
    }
    let request = TaskRequest(
      task: task, flows: flows, key: key, work: work.name, argument: bytes
    ).payload
    guard request.count <= Frame.largestPayload else {
      throw ExecutorError.tooLarge("argument", of: key, bytes: request.count)
    }
    return PoolTask(key: key, request: request) { result in
      handle.complete(
        Result {
          let bytes = try result.get()
          do {
            return try BinaryDecoder.decode(R.self, from: bytes)
          } catch {
            throw ExecutorError.notDecodable(key, error)
          }
        })
    }
  }
}
