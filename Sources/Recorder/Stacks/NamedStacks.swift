import TraceFile
import TraceModel

/// Sampled stacks with names: places of one name under one caller are one frame.
struct NamedStacks {
  private(set) var frames: [TraceFrame] = []
  /// The frame of each node of the tree.
  private var frameOfNode: [Int32] = []
  private let samples: [StackSamples.Sample]
  /// Samples whose innermost place has no name but its file and number.
  private(set) var unnamed = 0
  /// Files whose symbols could not be read.
  private(set) var missing: [String] = []
  private(set) var isKernelHidden = false
  private(set) var isNamingStuck = false

  /// Names what was sampled of the lanes that the trace has: viewers warn of samples on others.
  init(_ stacks: StackSamples, of lanes: Set<LaneID>) {
    samples = stacks.samples.filter {
      $0.node >= 0 && lanes.contains(LaneID($0.process, $0.thread))
    }
    var symbols = SymbolNames(stacks.files)
    let names = symbols.names(of: Set(stacks.tree.places))
    (missing, isKernelHidden) = (symbols.missing, symbols.isKernelHidden)
    isNamingStuck = symbols.isNamingStuck
    merge(stacks.tree, names)
    let nameless = stacks.tree.places.map { names[$0]?.isUnknown ?? true }
    unnamed = samples.count { nameless[Int($0.node)] }
  }

  var sampleCount: Int { samples.count }

  /// Parents come before their children in the tree, and so in the frames.
  private mutating func merge(_ tree: StackTree, _ names: [CodePlace: PlaceName]) {
    struct Key: Hashable {
      var parent: Int32
      var name: PlaceName
    }
    var known: [Key: Int32] = [:]
    frameOfNode.reserveCapacity(tree.places.count)
    for (parent, place) in zip(tree.parents, tree.places) {
      let caller = parent < 0 ? -1 : frameOfNode[Int(parent)]
      let name = names[place] ?? .unknown
      // Code without names calls code without names: one frame says that.
      if caller >= 0, name.isNameless, frames[Int(caller)].name == name.name {
        frameOfNode.append(caller)
        continue
      }
      let key = Key(parent: caller, name: name)
      if let frame = known[key] {
        frameOfNode.append(frame)
        continue
      }
      let number = Int32(frames.count)
      frames.append(
        TraceFrame(parent: caller < 0 ? nil : Int(caller), name: name.name, category: name.module))
      known[key] = number
      frameOfNode.append(number)
    }
  }

  /// Appends the frames and samples to the trace's root; nothing where there are no samples.
  func write(to sink: inout TraceSink) {
    guard !samples.isEmpty, !frames.isEmpty else { return }
    var text = Array(",\n\"stackFrames\":{".utf8)
    for (index, frame) in frames.enumerated() {
      sink.encoder.appendFrame(frame, number: index + 1, to: &text)
      sink.relieveRoot(&text)
    }
    text += Array("\n},\n\"samples\":[".utf8)
    var isFirst = true
    for sample in samples {
      sink.encoder.appendSample(
        "cpu", on: LaneID(sample.process, sample.thread),
        frame: Int(frameOfNode[Int(sample.node)]), at: Nanoseconds(sample.time), isFirst: isFirst,
        to: &text)
      isFirst = false
      sink.relieveRoot(&text)
    }
    text += Array("\n]".utf8)
    sink.appendRoot(text)
  }
}
