/// What the page is told it shows: its block `sources`.
struct SourcesBlock {
  struct Trace {
    let name: String
    /// Where the bytes are: a URL, or the name of an element.
    let place: Place
    /// Nil when the file cannot be read any more.
    let bytes: Int?
  }

  enum Place {
    case url(String)
    case embedded(String)
  }

  let traces: [Trace]
  /// The analysis' URL, "#id" for an element; nil when there is none.
  let analysis: String?
  let perfettoURL: String

  /// The block's text, which cannot end its element.
  var json: String {
    let list = traces.map { trace in
      let place =
        switch trace.place {
        case .url(let url): "\"url\":\(JSONText.quoted(url))"
        case .embedded(let id): "\"embedded\":\(JSONText.quoted(id))"
        }
      let bytes = trace.bytes.map(String.init) ?? "null"
      return "{\"name\":\(JSONText.quoted(trace.name)),\(place),\"bytes\":\(bytes)}"
    }
    return "{\"traces\":[\(list.joined(separator: ","))],"
      + "\"analysis\":\(analysis.map(JSONText.quoted) ?? "null"),"
      + "\"perfetto\":\(JSONText.quoted(perfettoURL))}"
  }

  /// The line of the page that holds `json`.
  static func line(_ json: String) -> String {
    #"<script type="application/json" id="sources">\#(json)</script>"#
  }
}
