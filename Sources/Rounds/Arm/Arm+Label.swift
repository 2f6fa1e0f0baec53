package import Comparison

extension Arm {
  /// For progress and messages: "threads", "threads traced", "sequential again".
  package var label: String {
    switch kind {
    case .untraced: model
    case .traced: "\(model) traced"
    case .control: "\(model) again"
    }
  }
}
