#include "CPerfReasons.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#if defined(__x86_64__)
#include <asm/perf_regs.h>
// The kernel writes registers in the order of their numbers.
#define ARGUMENT_REGISTERS (1ULL << PERF_REG_X86_SI | 1ULL << PERF_REG_X86_DI)
static const int argument_places[] = {1, 0};
#elif defined(__aarch64__)
#include <asm/perf_regs.h>
#define ARGUMENT_REGISTERS (1ULL << PERF_REG_ARM64_X0 | 1ULL << PERF_REG_ARM64_X1)
static const int argument_places[] = {0, 1};
#else
#define ARGUMENT_REGISTERS 0
static const int argument_places[] = {-1, -1};
#endif

uint64_t stretto_blocking_sample_type(void) {
  return PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_CPU |
         PERF_SAMPLE_CALLCHAIN |
         (ARGUMENT_REGISTERS ? PERF_SAMPLE_REGS_USER : 0);
}

int stretto_blocking_argument(int number) {
  return number < 0 || number > 1 ? -1 : argument_places[number];
}

static int open_event(struct perf_event_attr *attributes, pid_t process, int cpu) {
  attributes->size = sizeof *attributes;
  attributes->use_clockid = 1;
  attributes->clockid = CLOCK_MONOTONIC;
  attributes->watermark = 1;
  attributes->sample_id_all = 1;
  long descriptor = syscall(
      SYS_perf_event_open, attributes, process, cpu, -1, PERF_FLAG_FD_CLOEXEC);
  return descriptor < 0 ? -errno : (int)descriptor;
}

int stretto_blocking_open(pid_t process, int cpu, uint32_t watermark) {
  struct perf_event_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.type = PERF_TYPE_SOFTWARE;
  attributes.config = PERF_COUNT_SW_CONTEXT_SWITCHES;
  // Every switch: with a frequency the kernel passes over long waits that follow a
  // burst of short ones.
  attributes.sample_period = 1;
  attributes.sample_type = stretto_blocking_sample_type();
  attributes.sample_regs_user = ARGUMENT_REGISTERS;
  attributes.exclude_callchain_user = 1;
  attributes.exclude_hv = 1;
  attributes.wakeup_watermark = watermark;
  if (process >= 0) {
    attributes.inherit = 1;
    attributes.disabled = 1;
    attributes.enable_on_exec = 1;
  }
  return open_event(&attributes, process, cpu);
}

uint64_t stretto_waking_sample_type(void) {
  return PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_CPU | PERF_SAMPLE_RAW;
}

int stretto_waking_open(int id, int cpu, uint32_t watermark) {
  struct perf_event_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.type = PERF_TYPE_TRACEPOINT;
  attributes.config = (uint64_t)id;
  attributes.sample_period = 1;
  attributes.sample_type = stretto_waking_sample_type();
  attributes.wakeup_watermark = watermark;
  return open_event(&attributes, -1, cpu);
}

void stretto_perf_enable(int descriptor, int isOn) {
  ioctl(descriptor, isOn ? PERF_EVENT_IOC_ENABLE : PERF_EVENT_IOC_DISABLE, 0);
}

// MARK: - Tracepoints

static int read_number(int file) {
  char text[32];
  ssize_t count = read(file, text, sizeof text - 1);
  if (count <= 0) return count < 0 ? -errno : -ENODATA;
  text[count] = 0;
  int number = atoi(text);
  return number > 0 ? number : -ENODATA;
}

// A mount of tracefs that appears in no list of mounts.
static int private_tracefs(void) {
#if defined(SYS_fsopen) && defined(SYS_fsconfig) && defined(SYS_fsmount)
  // FSOPEN_CLOEXEC, FSCONFIG_CMD_CREATE and FSMOUNT_CLOEXEC of linux/mount.h.
  long context = syscall(SYS_fsopen, "tracefs", 1);
  if (context < 0) return -errno;
  long mount = -1;
  if (syscall(SYS_fsconfig, context, 6, NULL, NULL, 0) == 0)
    mount = syscall(SYS_fsmount, context, 1, 0);
  int reason = errno;
  close((int)context);
  return mount < 0 ? -reason : (int)mount;
#else
  return -ENOSYS;
#endif
}

int stretto_waking_id(void) {
  static const char *const folders[] = {
      "/sys/kernel/tracing", "/sys/kernel/debug/tracing"};
  static const char name[] = "events/sched/sched_waking/id";
  for (size_t index = 0; index < sizeof folders / sizeof *folders; index++) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folders[index], name);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) continue;
    int id = read_number(file);
    close(file);
    if (id > 0) return id;
  }
  int mount = private_tracefs();
  if (mount < 0) return mount;
  int file = openat(mount, name, O_RDONLY | O_CLOEXEC);
  int id = file < 0 ? -errno : read_number(file);
  if (file >= 0) close(file);
  close(mount);
  return id;
}

// MARK: - The kernel's addresses

int stretto_sees_kernel_addresses(void) {
  int file = open("/proc/kallsyms", O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  char text[8192];
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  text[count < 0 ? 0 : count] = 0;
  // The first symbols of some machines do lie at 0.
  for (char *line = text; line && *line; line = strchr(line, '\n')) {
    if (*line == '\n') line++;
    if (strtoull(line, NULL, 16) != 0) return 1;
  }
  return 0;
}

int stretto_has_more_rights(void) { return getauxval(AT_SECURE) != 0; }

// MARK: - System calls

int stretto_call_of_number(long number) {
  switch (number) {
    case SYS_recvfrom: case SYS_recvmsg: case SYS_recvmmsg:
      return STRETTO_CALL_RECEIVE;
    case SYS_sendto: case SYS_sendmsg: case SYS_sendmmsg: case SYS_sendfile:
      return STRETTO_CALL_SEND;
    case SYS_connect: return STRETTO_CALL_CONNECT;
    case SYS_accept: case SYS_accept4: return STRETTO_CALL_ACCEPT;
    case SYS_read: case SYS_readv: case SYS_pread64: case SYS_preadv:
    case SYS_preadv2: return STRETTO_CALL_READ;
    case SYS_write: case SYS_writev: case SYS_pwrite64: case SYS_pwritev:
    case SYS_pwritev2: case SYS_splice: case SYS_copy_file_range:
      return STRETTO_CALL_WRITE;
    case SYS_fsync: case SYS_fdatasync: case SYS_sync: case SYS_syncfs:
    case SYS_sync_file_range: case SYS_msync: return STRETTO_CALL_SYNC;
    case SYS_pselect6: return STRETTO_CALL_SELECT;
    case SYS_ppoll: return STRETTO_CALL_POLL;
#if defined(SYS_select)
    case SYS_select: return STRETTO_CALL_SELECT;
    case SYS_poll: return STRETTO_CALL_POLL;
    case SYS_epoll_wait: return STRETTO_CALL_EPOLL;
#endif
    case SYS_epoll_pwait: return STRETTO_CALL_EPOLL;
#if defined(SYS_epoll_pwait2)
    case SYS_epoll_pwait2: return STRETTO_CALL_EPOLL;
#endif
    case SYS_nanosleep: case SYS_clock_nanosleep: return STRETTO_CALL_SLEEP;
    case SYS_futex: return STRETTO_CALL_FUTEX;
#if defined(SYS_futex_waitv)
    case SYS_futex_waitv: return STRETTO_CALL_FUTEX;
#endif
    case SYS_wait4: case SYS_waitid: return STRETTO_CALL_CHILD;
    case SYS_flock: return STRETTO_CALL_FILE_LOCK;
    case SYS_semop: case SYS_semtimedop: return STRETTO_CALL_SEMAPHORE;
    case SYS_msgrcv: case SYS_msgsnd: case SYS_mq_timedreceive:
    case SYS_mq_timedsend: return STRETTO_CALL_MESSAGE;
    case SYS_io_getevents: return STRETTO_CALL_RING;
#if defined(SYS_io_uring_enter)
    case SYS_io_uring_enter: return STRETTO_CALL_RING;
#endif
    default: return STRETTO_CALL_NONE;
  }
}
