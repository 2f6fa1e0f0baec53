#pragma once

// What recording a program from outside needs of the kernel and cannot be
// written in Swift: perf_event_open is called through the variadic syscall(),
// ring positions are shared with the kernel, and a child that waits before its
// exec may only make async-signal-safe calls.

// No header of the system that declares more than numbers: what it declares would
// belong to this module too.
#include <stdint.h>

#include "CPerfReasons.h"

#include "CPerfProbe.h"

#pragma clang assume_nonnull begin

/// The sample_type of the events opened here: every record but a sample ends in
/// pid, tid, time and cpu (see perf_event_open(2), sample_id_all); a sample has a
/// callchain too.
uint64_t stretto_perf_sample_type(void);

/// Opens one event on one CPU for a process and all it will start, or with -1 for
/// every process, which needs a right of its own.
///
/// It is there for the records about context switches, forks, exits and names, with
/// CLOCK_MONOTONIC times, from the process's next exec on, or at once for all. `watermark` is how many
/// bytes wake a poll.
///
/// With `tells_mappings` it also tells of code that is mapped. With a `frequency` it
/// does too, and samples the callchain of what runs so many times a second of CPU
/// time; with `sees_kernel` the
/// chains have the kernel's part, and time inside the kernel is sampled, which
/// needs a right of its own.
///
/// Returns a descriptor, or a negative error number.
int stretto_perf_open(
    int32_t process, int cpu, uint32_t watermark, uint32_t frequency,
    int sees_kernel, int tells_mappings);

/// Where the kernel has written to, in bytes since the start; acquire.
uint64_t stretto_perf_head(const void *control_page);

/// Where the reader has read to.
uint64_t stretto_perf_tail(const void *control_page);

/// Gives the bytes before `tail` back to the kernel; release.
void stretto_perf_set_tail(void *control_page, uint64_t tail);

/// Where the data starts and how long it is, as the kernel says.
void stretto_perf_data(
    const void *control_page, uint64_t *offset, uint64_t *size);

/// Starts a child that waits for a byte on the pipe `go` (read end, write end),
/// then executes `path`.
///
/// Made with _Fork: between it and exec the child makes async-signal-safe calls
/// only, so that a program with threads may call this. In the child no signal
/// is blocked, and each is at its default, SIGPIPE too, but those that are
/// ignored here. It leaves with status 127 when `go` closes unread; when exec
/// fails, its error number is written to `failure` as an int.
///
/// Returns the child, or a negative error number.
int32_t stretto_start_stopped(
    const char *path, char *_Nullable const *_Nonnull arguments,
    char *_Nullable const *_Nonnull environment, const int go[_Nonnull 2],
    int failure);

/// Makes a pipe that no executed program inherits. Returns 0, or a negative error
/// number.
int stretto_pipe(int ends[_Nonnull 2], int blocks);

/// A descriptor that becomes readable when the process ends, or a negative
/// error number.
int stretto_pidfd_open(int32_t process);

/// From now on writes what arrives of a signal to a descriptor, as two int32_t:
/// its number, and the process that sent it: -1 when the terminal did, 0 when a
/// process did that is not to be seen from here.
///
/// Leaves a signal alone that is ignored. Returns 0, or a negative error number.
int stretto_relay_signal(int number, int descriptor);

/// Gives a relayed signal its default back.
void stretto_stop_relay(int number);

#pragma clang assume_nonnull end
