import Glibc

/// The kernel's functions by address.
///
/// Three flat arrays instead of one of names: the 120 000 functions of a usual kernel take
/// 4.5 MB, and go to a file and back as they are.
package struct KernelSymbols: Equatable, Sendable {
  /// A function is not longer.
  private static let reach: UInt64 = 1 << 20

  /// Where each function begins, in order.
  let starts: [UInt64]
  /// Where each function's name begins in `names`, and at last where the last one ends.
  let nameStarts: [UInt32]
  /// The names, one after the other.
  let names: [UInt8]

  /// Takes tables that belong together.
  ///
  /// - Returns: Nil where they do not, or hold nothing.
  init?(starts: [UInt64], nameStarts: [UInt32], names: [UInt8]) {
    guard let first = nameStarts.first, let last = nameStarts.last,
      !starts.isEmpty, nameStarts.count == starts.count + 1,
      first == 0, Int(last) == names.count,
      zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }),
      zip(nameStarts, nameStarts.dropFirst()).allSatisfy({ $0 <= $1 })
    else { return nil }
    self.starts = starts
    self.nameStarts = nameStarts
    self.names = names
  }

  /// The function at an address; nil where none is near.
  package func name(at address: UInt64) -> String? {
    let next = starts.partitioningIndex { $0 > address }
    guard next > 0, address - starts[next - 1] < Self.reach else { return nil }
    return String(decoding: name(next - 1), as: UTF8.self)
  }

  /// The name of the function with this number.
  private func name(_ index: Int) -> ArraySlice<UInt8> {
    names[Int(nameStarts[index])..<Int(nameStarts[index + 1])]
  }

  /// Where functions begin, and where the next one does.
  ///
  /// What a compiler split off a function belongs to it: `name.constprop.0`. Of several with
  /// one name the lowest counts.
  ///
  /// - Parameter wanted: Their names, in UTF-8.
  /// - Returns: By the place in `wanted`; nil for those that the kernel does not have.
  ///   Costs some 5 ns for each function of the kernel.
  func ranges(of wanted: [[UInt8]]) -> [(start: UInt64, end: UInt64)?] {
    var ranges = [(start: UInt64, end: UInt64)?](repeating: nil, count: wanted.count)
    let places = Dictionary(
      zip(wanted.map { $0[...] }, wanted.indices), uniquingKeysWith: { first, _ in first })
    let shapes = NameShapes(wanted)
    var point = -1
    for index in starts.indices {
      let start = Int(nameStarts[index])
      if point < start { point = nextPoint(from: start) }
      let end = min(point, Int(nameStarts[index + 1]))
      guard end > start, shapes.mayHave(names[end - 1], end - start),
        let place = places[names[start..<end]], ranges[place] == nil,
        let next = starts[(index + 1)...].first(where: { $0 > starts[index] })
      else { continue }
      ranges[place] = (starts[index], next)
    }
    return ranges
  }

  /// Where the first full stop from a place in `names` on is; the end where there is none.
  private func nextPoint(from start: Int) -> Int {
    unsafe names.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress,
        let found = unsafe memchr(base + start, Int32(UInt8(ascii: ".")), bytes.count - start)
      else { return bytes.count }
      return unsafe UnsafeRawPointer(found) - base
    }
  }
}

/// Tells most names that are not in a list from their length and last letter.
private struct NameShapes {
  /// By the last byte: a bit for each length.
  private var lengths = [UInt64](repeating: 0, count: 256)

  init(_ names: [[UInt8]]) {
    for name in names { lengths[Int(name.last ?? 0)] |= 1 << UInt64(name.count % 64) }
  }

  func mayHave(_ last: UInt8, _ count: Int) -> Bool {
    lengths[Int(last)] & (1 << UInt64(count % 64)) != 0
  }
}
