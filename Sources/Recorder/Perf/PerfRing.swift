import CPerf
import Glibc

/// One CPU's event and the ring into which the kernel writes its records.
///
/// The only place that touches the mapping. Safe because the kernel's own
/// positions are clamped to the ring before a byte is copied, the mapping lives
/// as long as this object, and one thread uses it.
@safe
final class PerfRing {
  /// 512 KiB: what a user may map without locked memory of his own.
  static let mostPages = 128
  private static let fewestPages = 16

  let descriptor: Int32
  private let mapping: UnsafeMutableRawPointer
  private let mappingSize: Int
  private let dataOffset: Int
  private let dataSize: Int

  /// How many bytes of records it holds.
  var byteCount: Int { dataSize }

  /// Opens an event, with the largest ring the kernel grants.
  ///
  /// - Parameters:
  ///   - mostPages: How large at most; a power of two.
  ///   - open: Opens the event, which wakes a poll after so many bytes: a descriptor, or a
  ///     negative error number.
  /// - Throws: the error number.
  init(
    mostPages: Int = PerfRing.mostPages, _ open: (_ watermark: UInt32) -> Int32
  ) throws(PerfError) {
    let page = sysconf(Int32(_SC_PAGESIZE))
    let descriptor = open(UInt32(Self.fewestPages * page / 2))
    guard descriptor >= 0 else { throw PerfError(number: -descriptor) }
    var pages = max(mostPages, Self.fewestPages)
    while pages >= Self.fewestPages {
      let size = (1 + pages) * page
      let mapping = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
      if let mapping = unsafe mapping, unsafe mapping != MAP_FAILED {
        var offset: UInt64 = 0
        var data: UInt64 = 0
        unsafe stretto_perf_data(mapping, &offset, &data)
        // A kernel before 4.1 leaves both at 0.
        self.dataOffset = offset == 0 ? page : Int(offset)
        self.dataSize = data == 0 ? pages * page : Int(data)
        self.descriptor = descriptor
        unsafe self.mapping = mapping
        self.mappingSize = size
        return
      }
      guard errno == EPERM || errno == ENOMEM else { break }
      pages /= 2
    }
    let number = errno
    close(descriptor)
    throw PerfError(number: number)
  }

  deinit {
    unsafe munmap(mapping, mappingSize)
    close(descriptor)
  }

  /// Turns the event on or off, in all threads that inherited it.
  func turn(on isOn: Bool) { stretto_perf_enable(descriptor, isOn ? 1 : 0) }

  /// Copies what the kernel has written since the last call, and gives it the room back.
  func drain() -> [UInt8] {
    let head = unsafe stretto_perf_head(mapping)
    let tail = unsafe stretto_perf_tail(mapping)
    let count = Int(clamping: head &- tail)
    guard count > 0, count <= dataSize else {
      unsafe stretto_perf_set_tail(mapping, head)
      return []
    }
    let first = Int(tail % UInt64(dataSize))
    let part = min(count, dataSize - first)
    let data = unsafe UnsafeRawBufferPointer(
      start: mapping.advanced(by: dataOffset), count: dataSize)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    unsafe bytes.append(contentsOf: data[first..<first + part])
    unsafe bytes.append(contentsOf: data[0..<count - part])
    unsafe stretto_perf_set_tail(mapping, head)
    return bytes
  }
}

/// Why the kernel did not open or map an event.
struct PerfError: Error {
  var number: Int32
}
