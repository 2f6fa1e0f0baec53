import Foundation
import PackagePlugin

/// Links the agents that are written in C, and writes each as a literal of Swift,
/// so that the one executable carries them.
///
/// A dynamic product of the package manager would link Swift's runtime, and its
/// resources lie beside the executable. The shell and `od` are part of every Linux.
@main struct BuildAgents: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let clang = try context.tool(named: "clang").url
    return try ["Extension", "Preload"].map { name in
      let folder = context.package.directoryURL.appending(path: "Sources/Agents/C/\(name)")
      let files = try FileManager.default
        .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        .sorted { $0.path < $1.path }
      let output = context.pluginWorkDirectoryURL.appending(path: "\(name).swift")
      return .buildCommand(
        displayName: "Linking the agent \(name)", executable: URL(filePath: "/bin/sh"),
        arguments: ["-euc", Self.script, "sh", name.lowercased(), output.path, clang.path]
          + files.filter { $0.pathExtension == "c" }.map(\.path),
        inputFiles: files, outputFiles: [output])
    }
  }

  /// 64 bits to a word: byte by byte the compiler takes eight times as long.
  private static let script = """
    name=$1 output=$2 clang=$3
    shift 3
    "$clang" -std=gnu17 -D_GNU_SOURCE -O2 -fPIC -shared -fvisibility=hidden -Wall -Wextra -Werror \\
      -Wl,--build-id=none -Wl,-s -o "$output.so" "$@"
    {
      echo "let ${name}Words: [UInt64] = ["
      od -An -v -tu8 "$output.so" | sed 's/[0-9][0-9]*/&,/g'
      echo "]"
    } > "$output"
    """
}
