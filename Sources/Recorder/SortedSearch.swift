extension Array {
  /// The first index whose element satisfies the condition, which all after it do too.
  ///
  /// - Returns: The count where none does; O(log n).
  func partitioningIndex(where condition: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
