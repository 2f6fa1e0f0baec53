/// One task of a workload: all that its body needs, also in another process.
package struct WorkloadItem: Hashable, Sendable, Codable {
  package var workload: Workload
  /// From 0.
  package var index: Int
  /// The task's own seed, made from the run's.
  package var seed: UInt64
  package var size: Int
  package var delayMilliseconds: Int
  package var serverPort: UInt16
  /// How this task fails, if it was told to.
  package var fault: WorkloadFault.Kind?
  /// What `compress` deflates; empty for others.
  package var payload: [UInt8] = []
  /// Where `mixed` writes its file; empty for others.
  package var folder = ""

  /// By which the same task is matched between models, such as "count 1".
  package var key: String { "\(workload) \(index + 1)" }
}

/// What a task gives back, also from another process.
package struct ItemResult: Hashable, Sendable, Codable {
  package var checksum: UInt64
  /// The deflated bytes of `compress`; empty for others.
  package var payload: [UInt8] = []

  package init(checksum: UInt64, payload: [UInt8] = []) {
    self.checksum = checksum
    self.payload = payload
  }
}

extension Workload {
  /// The tasks of a run, with their payloads made: done before the run window begins.
  func items(_ configuration: WorkloadConfiguration, folder: String = "") -> [WorkloadItem] {
    (0..<max(configuration.tasks, 0)).map { index in
      let seed = SeededGenerator.mix(
        configuration.seed &+ UInt64(index + 1) &* 0x9E37_79B9_7F4A_7C15)
      var item = WorkloadItem(
        workload: self, index: index, seed: seed, size: configuration.size,
        delayMilliseconds: configuration.delayMilliseconds, serverPort: configuration.serverPort,
        folder: folder)
      if let fault = configuration.fault, fault.task == index { item.fault = fault.kind }
      if self == .compress { item.payload = SeededBytes.make(count: item.size, seed: seed) }
      return item
    }
  }
}
