import ArgumentParser

@main
struct StrettoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "stretto")
}
