@preconcurrency import Glibc
import Subprocess

/// A process group of its own: Ctrl-C reaches only the tool, which then ends the whole group.
///
/// SIGTERM first; SIGKILL for what has not gone half a second later.
let ownGroup: PlatformOptions = {
  var options = PlatformOptions()
  options.processGroupID = 0
  options.teardownSequence = [
    .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .milliseconds(500))
  ]
  return options
}()

/// Ends what a failed leader left behind in its group, such as workers.
func endGroup(ledBy leader: pid_t) {
  guard leader > 0 else { return }
  kill(-leader, SIGKILL)
}
