import ArgumentParser
import Rounds

/// `stretto run-arm …`: one run of one model in this process, for `compare`.
struct RunArmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run-arm", abstract: "One run of a comparison.", shouldDisplay: false)

  @Argument(parsing: .allUnrecognized)
  var arguments: [String] = []

  func run() throws {
    do {
      let request = try ArmRequest(parsing: arguments)
      let status = request.perform()
      if status != 0 { throw ExitCode(status) }
    } catch let error as RoundsError {
      throw Failure("\(error)")
    }
  }
}
