/// A name from a trace or a command line as it may stand in a line of text.
///
/// A trace is a stranger's file: its names could move the cursor, hide text or
/// turn its direction. Every control, format (bidirectional overrides, zero
/// width, tags), separator and unassigned character becomes "?"; more than three
/// combining marks on one letter are dropped; what is longer than `columns` ends
/// in "…". Every name printed goes through here.
///
/// - Parameters:
///   - name: Any text.
///   - columns: The room it gets; at least 1.
/// - Returns: Printable text on one line, "?" where nothing else is left.
package func sanitised(_ name: String, columns: Int = 40) -> String {
  var text = ""
  var width = 0
  for character in name {
    let shown = printable(character)
    let more = displayWidth(of: shown)
    if width + more > max(columns, 1) {
      return shortened(text, to: max(columns, 1) - 1) + "…"
    }
    text += shown
    width += more
  }
  return text.isEmpty ? "?" : text
}

/// The columns a text takes on a terminal: two for wide East Asian letters and emoji.
func displayWidth(of text: String) -> Int { text.reduce(0) { $0 + displayWidth(of: $1) } }

private func displayWidth(of character: Character) -> Int {
  guard let scalar = character.unicodeScalars.first else { return 0 }
  return switch scalar.value {
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
    0x1F900...0x1FAFF, 0x20000...0x3FFFD:
    2
  default: 1
  }
}

/// The longest beginning of a text that fits.
private func shortened(_ text: String, to columns: Int) -> String {
  var kept = ""
  var width = 0
  for character in text {
    width += displayWidth(of: character)
    guard width <= columns else { break }
    kept.append(character)
  }
  return kept
}

/// One letter with at most three marks, or a "?" for each scalar that may not be shown.
private func printable(_ character: Character) -> String {
  var shown = ""
  var marks = 0
  for scalar in character.unicodeScalars {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      shown += "?"
    case .nonspacingMark, .enclosingMark, .spacingMark:
      marks += 1
      // A mark without a letter would sit on what was printed before it.
      if shown.isEmpty { shown += "?" } else if marks <= 3 { shown.unicodeScalars.append(scalar) }
    case .spaceSeparator: shown += " "
    default: shown.unicodeScalars.append(scalar)
    }
  }
  return shown
}
