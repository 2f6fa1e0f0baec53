#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { most_events = 64 };

static int32_t outcome(int result) { return result < 0 ? -errno : result; }

int32_t stretto_poller_create(void) { return outcome(epoll_create1(EPOLL_CLOEXEC)); }

int32_t stretto_poller_watch(int32_t poller, int32_t descriptor, bool read, bool write) {
  struct epoll_event event = {.data.fd = descriptor};
  if (!read && !write) return outcome(epoll_ctl(poller, EPOLL_CTL_DEL, descriptor, &event));
  event.events = EPOLLONESHOT | (read ? EPOLLIN | EPOLLRDHUP : 0) | (write ? EPOLLOUT : 0);
  int result = epoll_ctl(poller, EPOLL_CTL_MOD, descriptor, &event);
  if (result < 0 && errno == ENOENT) {
    result = epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &event);
  }
  return outcome(result);
}

static int wait_for_events(
  int poller, struct epoll_event *events, int capacity, int64_t timeout_nanoseconds
) {
  if (timeout_nanoseconds < 0) return epoll_wait(poller, events, capacity, -1);
  struct timespec timeout = {
    .tv_sec = timeout_nanoseconds / 1000000000, .tv_nsec = timeout_nanoseconds % 1000000000};
  int count = epoll_pwait2(poller, events, capacity, &timeout, NULL);
  if (count >= 0 || errno != ENOSYS) return count;
  // Kernels before 5.11 know whole milliseconds only: round up, never wake early.
  int64_t milliseconds = timeout_nanoseconds / 1000000 + (timeout_nanoseconds % 1000000 != 0);
  return epoll_wait(poller, events, capacity, milliseconds > 60000 ? 60000 : (int)milliseconds);
}

int32_t stretto_poller_wait(
  int32_t poller, stretto_ready *ready, int32_t capacity, int64_t timeout_nanoseconds
) {
  struct epoll_event events[most_events];
  int room = capacity < most_events ? capacity : most_events;
  int count = wait_for_events(poller, events, room, timeout_nanoseconds);
  if (count < 0) return errno == EINTR ? 0 : -errno;
  for (int index = 0; index < count; index++) {
    uint32_t seen = events[index].events;
    uint32_t broken = seen & (EPOLLERR | EPOLLHUP);
    ready[index] = (stretto_ready){
      .descriptor = events[index].data.fd,
      .readable = (seen & (EPOLLIN | EPOLLRDHUP)) != 0 || broken != 0,
      .writable = (seen & EPOLLOUT) != 0 || broken != 0};
  }
  return count;
}

int32_t stretto_wakeup_create(void) { return outcome(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)); }

int32_t stretto_wakeup_signal(int32_t wakeup) {
  uint64_t one = 1;
  return outcome((int)write(wakeup, &one, sizeof one));
}

int32_t stretto_wakeup_clear(int32_t wakeup) {
  uint64_t count;
  return outcome((int)read(wakeup, &count, sizeof count));
}

int32_t stretto_pipe_create(int32_t *read_end, int32_t *write_end) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) < 0) return -errno;
  *read_end = ends[0];
  *write_end = ends[1];
  return 0;
}

int32_t stretto_thread_set_name(const char *name) {
  return -pthread_setname_np(pthread_self(), name);
}

int64_t stretto_process_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NPROC, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return -1;
  return limit.rlim_cur > INT64_MAX ? INT64_MAX : (int64_t)limit.rlim_cur;
}

const char *stretto_secure_variable(const char *name) { return secure_getenv(name); }
