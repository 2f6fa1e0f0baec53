import Foundation
import ViewServer

/// The least that is a page of the viewer, so that tests of the server know each byte of it.
enum MiniPage {
  static let index = """
    <!doctype html>
    <meta charset="utf-8">
    <title>ünï</title>
    <link rel="stylesheet" href="theme.css">
    <script type="importmap">
    {"imports":{"v/main":"./src/main.mjs",
      "v/panels/a-b":"./src/panels/a-b.mjs"}}
    </script>
    <script type="application/json" id="sources">{"traces":[],"analysis":null,"perfetto":"https://ui.perfetto.dev"}</script>
    <script type="module" src="src/main.mjs"></script>
    <body>
    <p>text</p>
    </body>

    """

  static let files = with(index: index)

  /// The files with another index; nil for none.
  static func with(index: String?) -> PageFiles {
    var contents = [
      "theme.css": Array("p { color: red }\n".utf8),
      "src/main.mjs": Array("import 'v/panels/a-b';\ndocument.title = '</script>';\n".utf8),
      "src/panels/a-b.mjs": Array("export const a = 1;\n".utf8),
    ]
    for name in ["handover.html", "handover.css", "handover.mjs"] {
      contents[name] = PageFiles.embedded.bytes(name)
    }
    contents["index.html"] = index.map { Array($0.utf8) }
    return PageFiles(contents)
  }
}

/// The page's files to test with, by a name: reports of tests would print every byte of them.
enum Page: CaseIterable {
  case embedded
  case mini

  var files: PageFiles { self == .embedded ? .embedded : MiniPage.files }
}

extension String {
  /// Each text between `start` and the next `end`.
  func between(_ start: String, _ end: String) -> [String] {
    components(separatedBy: start).dropFirst().compactMap {
      guard let stop = $0.range(of: end) else { return nil }
      return String($0[..<stop.lowerBound])
    }
  }
}

/// SHA-256 in Base64 by the system's own `sha256sum`.
func systemHash(_ text: String) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
  let (input, output) = (Pipe(), Pipe())
  process.standardInput = input
  process.standardOutput = output
  try process.run()
  try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  try input.fileHandleForWriting.close()
  let hex = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  let digits = Array(hex.prefix(64))
  let bytes = stride(from: 0, to: 64, by: 2).compactMap {
    UInt8(String(digits[$0...$0 + 1]), radix: 16)
  }
  return Data(bytes).base64EncodedString()
}
