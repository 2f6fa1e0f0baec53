/// What a user can do about what is not allowed.
enum Remedies {
  static let perf = [
    "sudo sysctl kernel.perf_event_paranoid=2",
    "docker run --cap-add PERFMON …   (an older Docker also needs a --security-opt seccomp=FILE "
      + "that permits perf_event_open)",
    "Kubernetes: securityContext: {capabilities: {add: [PERFMON]}}",
  ]
  static let kernel = [
    "sudo sysctl kernel.perf_event_paranoid=1 kernel.kptr_restrict=0",
    "sudo setcap cap_perfmon,cap_syslog+ep STRETTO   (the path of the tool itself)",
    "docker run --cap-add PERFMON --cap-add SYSLOG …",
  ]
  static let wakeUps = [
    "run stretto as root",
    "docker run --cap-add PERFMON -v /sys/kernel/tracing:/sys/kernel/tracing:ro …",
  ]
  static let rings = ["raise ulimit -l, or sudo sysctl kernel.perf_event_mlock_kb=2048"]
  static let noexec = [
    "set TMPDIR to a folder from which programs may be executed (not mounted noexec)"
  ]
  static let shm = ["docker run --shm-size 1g …", "set TMPDIR to a folder with room"]
}
