import Glibc

/// The numbers of the CPUs that are online, which may have gaps.
enum OnlineCPUs {
  /// As the kernel lists them, else as many as there are, from 0 on.
  static func numbers() -> [Int32] {
    let listed = KernelFile.text("/sys/devices/system/cpu/online").map(parse) ?? []
    guard listed.isEmpty else { return listed }
    return (0..<Int32(clamping: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))).map { $0 }
  }

  /// "0-3,8,10-11"; what is not understood is left out.
  static func parse(_ text: String) -> [Int32] {
    var numbers: [Int32] = []
    for part in text.split(whereSeparator: { $0 == "," || $0 == "\n" }) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int32($0) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last,
        Int(last) - Int(first) < 65_536
      else { continue }
      numbers += Array(first...last)
    }
    return numbers
  }
}
