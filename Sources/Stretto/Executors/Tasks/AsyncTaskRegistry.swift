/// The traced tasks alive, by the runtime's task numbers.
///
/// Sixteen locks, so that threads that start steps at the same time rarely meet.
final class AsyncTaskRegistry: Sendable {
  static let shared = AsyncTaskRegistry()

  private final class Shard: Sendable {
    let records = Guarded<[UInt64: AsyncTaskRecord]>([:])
  }

  private let shards = (0..<16).map { _ in Shard() }

  private init() {}

  private func shard(of number: UInt64) -> Shard { shards[Int(number & 15)] }

  func find(_ number: UInt64) -> AsyncTaskRecord? {
    shard(of: number).records.withLock { $0[number] }
  }

  func insert(_ record: AsyncTaskRecord, for number: UInt64) {
    shard(of: number).records.withLock { $0[number] = record }
  }

  func remove(_ number: UInt64) {
    shard(of: number).records.withLock { _ = $0.removeValue(forKey: number) }
  }
}
