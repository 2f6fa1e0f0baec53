struct LaneNesting {
  mutating func place(_ start: Int64, _ end: Int64, tolerance: Int64, limit: Int) -> (Int64, Int64)?
  { (start, end) }
  mutating func fence(at time: Int64) {}
}
