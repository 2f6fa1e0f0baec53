#include "CPerf.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

uint64_t stretto_perf_sample_type(void) {
  return PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_CPU |
         PERF_SAMPLE_CALLCHAIN;
}

int stretto_perf_open(
    pid_t process, int cpu, uint32_t watermark, uint32_t frequency,
    int sees_kernel, int tells_mappings) {
  struct perf_event_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.size = sizeof attributes;
  attributes.type = PERF_TYPE_SOFTWARE;
  // The dummy event has no timer to start and stop at every switch.
  attributes.config = frequency ? PERF_COUNT_SW_CPU_CLOCK : PERF_COUNT_SW_DUMMY;
  if (frequency) {
    attributes.freq = 1;
    attributes.sample_freq = frequency;
  }
  if (frequency || tells_mappings) {
    attributes.mmap = 1;
    attributes.mmap2 = 1;
    attributes.build_id = 1;
  }
  attributes.sample_type = stretto_perf_sample_type();
  attributes.sample_id_all = 1;
  if (process >= 0) {
    attributes.disabled = 1;
    attributes.enable_on_exec = 1;
    attributes.inherit = 1;
  }
  // Records about threads need no right to look into the kernel.
  attributes.exclude_kernel = !sees_kernel;
  attributes.exclude_hv = 1;
  attributes.context_switch = 1;
  attributes.task = 1;
  attributes.comm = 1;
  attributes.comm_exec = 1;
  attributes.use_clockid = 1;
  attributes.clockid = CLOCK_MONOTONIC;
  attributes.watermark = 1;
  attributes.wakeup_watermark = watermark;
  long descriptor = syscall(
      SYS_perf_event_open, &attributes, process, cpu, -1,
      PERF_FLAG_FD_CLOEXEC);
  if (descriptor < 0 && errno == EINVAL && attributes.build_id) {
    // Before Linux 5.12 mappings come with inode numbers only.
    attributes.build_id = 0;
    descriptor = syscall(
        SYS_perf_event_open, &attributes, process, cpu, -1,
        PERF_FLAG_FD_CLOEXEC);
  }
  return descriptor < 0 ? -errno : (int)descriptor;
}

uint64_t stretto_perf_head(const void *control_page) {
  const struct perf_event_mmap_page *page = control_page;
  return __atomic_load_n(&page->data_head, __ATOMIC_ACQUIRE);
}

uint64_t stretto_perf_tail(const void *control_page) {
  const struct perf_event_mmap_page *page = control_page;
  return __atomic_load_n(&page->data_tail, __ATOMIC_RELAXED);
}

void stretto_perf_set_tail(void *control_page, uint64_t tail) {
  struct perf_event_mmap_page *page = control_page;
  __atomic_store_n(&page->data_tail, tail, __ATOMIC_RELEASE);
}

void stretto_perf_data(
    const void *control_page, uint64_t *offset, uint64_t *size) {
  const struct perf_event_mmap_page *page = control_page;
  *offset = page->data_offset;
  *size = page->data_size;
}

// MARK: - The child that waits

// A script without a #! line, as execvp(3) does it.
static void run_by_shell(
    const char *path, char *const *arguments, char *const *environment) {
  size_t count = 0;
  while (arguments[count]) count++;
  char *shell[count + 2];
  shell[0] = "/bin/sh";
  shell[1] = (char *)path;
  for (size_t index = 1; index <= count; index++)
    shell[index + 1] = arguments[index];
  execve(shell[0], shell, environment);
}

_Noreturn static void run_child(
    const char *path, char *const *arguments, char *const *environment,
    const int go[2], int failure) {
  // Else the pipe would stay open when the recorder goes away.
  close(go[1]);
  for (int number = 1; number < NSIG; number++) {
    struct sigaction action;
    if (sigaction(number, NULL, &action) != 0) continue;
    // The tool itself ignores SIGPIPE; the program must not.
    int is_ignored = action.sa_handler == SIG_IGN && number != SIGPIPE;
    if (!is_ignored) signal(number, SIG_DFL);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  char byte;
  ssize_t count;
  do
    count = read(go[0], &byte, 1);
  while (count < 0 && errno == EINTR);
  if (count != 1) _exit(127);
  execve(path, arguments, environment);
  if (errno == ENOEXEC) run_by_shell(path, arguments, environment);
  int reason = errno;
  while (write(failure, &reason, sizeof reason) < 0 && errno == EINTR) {
  }
  _exit(127);
}

pid_t stretto_start_stopped(
    const char *path, char *const *arguments, char *const *environment,
    const int go[2], int failure) {
  // No signal may run a handler of ours in the child: it would write to our pipe.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t child = _Fork();
  if (child == 0) run_child(path, arguments, environment, go, failure);
  int reason = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return child < 0 ? -reason : child;
}

int stretto_pipe(int ends[2], int blocks) {
  return pipe2(ends, O_CLOEXEC | (blocks ? 0 : O_NONBLOCK)) == 0 ? 0 : -errno;
}

int stretto_pidfd_open(pid_t process) {
  long descriptor = syscall(SYS_pidfd_open, process, 0);
  return descriptor < 0 ? -errno : (int)descriptor;
}

// MARK: - Signals

static int relay_descriptor = -1;

static void relay(int number, siginfo_t *information, void *context) {
  (void)context;
  int before = errno;
  // SI_KERNEL: the terminal sent it to the whole foreground group.
  int32_t message[2] = {
      number, information->si_code == SI_KERNEL ? -1 : information->si_pid};
  int descriptor = __atomic_load_n(&relay_descriptor, __ATOMIC_ACQUIRE);
  // The pipe does not block: what does not fit is lost, as pending signals are.
  if (descriptor >= 0 && write(descriptor, message, sizeof message) < 0) {
  }
  errno = before;
}

int stretto_relay_signal(int number, int descriptor) {
  struct sigaction action;
  if (sigaction(number, NULL, &action) != 0) return -errno;
  if (!(action.sa_flags & SA_SIGINFO) && action.sa_handler == SIG_IGN)
    return 0;
  __atomic_store_n(&relay_descriptor, descriptor, __ATOMIC_RELEASE);
  memset(&action, 0, sizeof action);
  action.sa_sigaction = relay;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  sigfillset(&action.sa_mask);
  return sigaction(number, &action, NULL) == 0 ? 0 : -errno;
}

void stretto_stop_relay(int number) {
  struct sigaction action;
  if (sigaction(number, NULL, &action) != 0) return;
  if ((action.sa_flags & SA_SIGINFO) && action.sa_sigaction == relay) {
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    sigaction(number, &action, NULL);
  }
}
