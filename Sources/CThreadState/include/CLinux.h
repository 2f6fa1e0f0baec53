#ifndef STRETTO_CLINUX_H
#define STRETTO_CLINUX_H

// Linux calls that Swift's own Glibc module lacks: epoll, eventfd, pipe2, thread names.
// Every function returns a negative errno when it fails.

#include <stdbool.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// A descriptor that can be read from or written to without blocking.
typedef struct stretto_ready {
  int32_t descriptor;
  bool readable;
  bool writable;
} stretto_ready;

/// A new epoll descriptor, closed on exec.
int32_t stretto_poller_create(void);

/// Watches a descriptor once for what is asked; nothing asked stops watching.
int32_t stretto_poller_watch(int32_t poller, int32_t descriptor, bool read, bool write);

/// Waits for at most `capacity` descriptors; a negative timeout waits for ever.
///
/// Returns how many were written to `ready`; an interrupted wait returns 0.
int32_t stretto_poller_wait(
  int32_t poller, stretto_ready *ready, int32_t capacity, int64_t timeout_nanoseconds);

/// A new eventfd, closed on exec, that never blocks.
int32_t stretto_wakeup_create(void);
int32_t stretto_wakeup_signal(int32_t wakeup);
int32_t stretto_wakeup_clear(int32_t wakeup);

/// A new pipe, both ends closed on exec.
int32_t stretto_pipe_create(int32_t *read_end, int32_t *write_end);

/// Names the calling thread; at most 15 bytes.
int32_t stretto_thread_set_name(const char *name);

/// A variable of the environment; NULL when it is not set, and in a program that has rights of its
/// own (setuid), which somebody else could mislead.
const char *_Nullable stretto_secure_variable(const char *name);

/// The soft limit of processes and threads of this user; negative when there is none.
int64_t stretto_process_limit(void);

#pragma clang assume_nonnull end

#endif
