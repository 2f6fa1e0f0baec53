@preconcurrency import Glibc
import Rounds
import Testing

@Suite(.timeLimit(.minutes(10)))
struct `An arm whose tool dies` {
  @Test func `ends when its standard input does`() async {
    await #expect(processExitsWith: .signal(SIGIO)) {
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0, dup2(ends[0], STDIN_FILENO) == 0 else { exit(1) }
      ToolWatch.endWithTool()
      close(ends[1])
      while true { pause() }
    }
  }

  @Test func `ends when the tool was gone before`() async {
    await #expect(processExitsWith: .signal(SIGIO)) {
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0, dup2(ends[0], STDIN_FILENO) == 0 else { exit(1) }
      close(ends[1])
      ToolWatch.endWithTool()
      while true { pause() }
    }
  }

  @Test func `goes on while the tool lives, and without a pipe`() async {
    await #expect(processExitsWith: .exitCode(5)) {
      let null = open("/dev/null", O_RDONLY)
      dup2(null, STDIN_FILENO)
      ToolWatch.endWithTool()
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0, dup2(ends[0], STDIN_FILENO) == 0 else { exit(1) }
      ToolWatch.endWithTool()
      exit(5)
    }
  }
}
