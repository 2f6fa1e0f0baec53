/// The page that lists the traces and hands them to Perfetto: `viewer/handover.html`, filled in.
struct HandoverPage {
  /// What the page says of one trace.
  struct Entry {
    let name: String
    /// Nil when the file cannot be read any more.
    let length: Int?
  }

  let entries: [Entry]
  let perfettoURL: String

  /// The page's HTML; every name in it is escaped.
  func html(template: String) -> String {
    let heading = entries.count == 1 ? "1 trace" : "\(entries.count) traces"
    let title = entries.count == 1 ? entries[0].name : heading
    return fill(
      template,
      with: [
        "title": escaped("\(title) · Stretto"),
        "heading": heading,
        "perfetto": escaped(perfettoURL),
        "traces": entries.enumerated().map(item).joined(),
      ])
  }

  private func item(number: Int, entry: Entry) -> String {
    let name = escaped(entry.name)
    let url = "traces/\(number)"
    guard let length = entry.length else {
      return """
              <li class="trace">
                <span class="name"><bdi>\(name)</bdi></span>
                <span class="size">cannot be read any more</span>
              </li>

        """
    }
    return """
            <li class="trace" data-url="\(url)" data-name="\(name)">
              <span class="name"><bdi>\(name)</bdi></span>
              <span class="size">\(sizeInWords(length))</span>
              <span class="actions">
                <button type="button" aria-label="Open \(name) in Perfetto">Open in Perfetto</button>
                <a class="button" href="\(url)" download="\(name)"
                  aria-label="Download \(name)">Download</a>
              </span>
              <p class="status" role="status"></p>
            </li>

      """
  }
}

/// Replaces each `{{word}}` of the template by its value, in one pass.
///
/// One pass, so that a file called `{{traces}}` stays a name.
private func fill(_ template: String, with values: [String: String]) -> String {
  var parts = template.split(separator: "{{", omittingEmptySubsequences: false)[...]
  var result = parts.popFirst().map(String.init) ?? ""
  for part in parts {
    let pieces = part.split(separator: "}}", maxSplits: 1, omittingEmptySubsequences: false)
    if pieces.count == 2, let value = values[String(pieces[0])] {
      result += value + pieces[1]
    } else {
      result += "{{" + part
    }
  }
  return result
}

/// Text for HTML, inside elements and quoted attributes alike.
func escaped(_ text: String) -> String {
  var result = ""
  for character in text.unicodeScalars {
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    default: result.unicodeScalars.append(character)
    }
  }
  return result
}

/// A file's size for a reader: three digits or fewer and a decimal unit, "12.3 MB".
func sizeInWords(_ bytes: Int) -> String {
  guard bytes >= 1000 else { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
  var tenths = bytes / 100
  var units = ["kB", "MB", "GB", "TB"][...]
  while tenths >= 10_000, units.count > 1 {
    tenths /= 1000
    units = units.dropFirst()
  }
  let number = tenths < 1000 ? "\(tenths / 10).\(tenths % 10)" : "\(tenths / 10)"
  return "\(number) \(units.first ?? "kB")"
}
