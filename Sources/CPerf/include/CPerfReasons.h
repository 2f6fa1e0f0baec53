#pragma once

// What it takes to learn why a thread blocks and when it is woken: samples at
// context switches, the kernel's own functions, and a tracepoint.

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// The sample_type of `stretto_blocking_open`: tid, time, cpu, callchain, user
/// registers.
uint64_t stretto_blocking_sample_type(void);

/// Where the first argument of a system call stands among the registers of such a
/// sample.
int stretto_blocking_argument(int number);

/// Opens one event on one CPU that samples every context switch of a process and
/// of all it will start: the kernel's part of the callchain, and the registers with
/// the first two arguments of the system call. `process` -1 is every process.
///
/// Needs the right to look into the kernel. Returns a descriptor, or a negative
/// error number.
int stretto_blocking_open(int32_t process, int cpu, uint32_t watermark);

/// The number of the tracepoint sched:sched_waking, or a negative error number.
///
/// Where tracefs is mounted nowhere, it is looked at through a mount of this
/// process's own that no one else sees.
int stretto_waking_id(void);

/// The sample_type of `stretto_waking_open`: tid, time, cpu, raw.
uint64_t stretto_waking_sample_type(void);

/// Opens the tracepoint `id` on one CPU, for every process of the machine.
///
/// Returns a descriptor, or a negative error number.
int stretto_waking_open(int id, int cpu, uint32_t watermark);

/// Whether /proc/kallsyms tells addresses.
int stretto_sees_kernel_addresses(void);

/// Whether this program was given rights that its user has not, as setcap does.
int stretto_has_more_rights(void);

/// Turns an event and those it was inherited to on or off.
void stretto_perf_enable(int descriptor, int isOn);

/// What a system call that can block waits for.
enum stretto_call {
  STRETTO_CALL_NONE, STRETTO_CALL_RECEIVE, STRETTO_CALL_SEND,
  STRETTO_CALL_CONNECT, STRETTO_CALL_ACCEPT, STRETTO_CALL_READ,
  STRETTO_CALL_WRITE, STRETTO_CALL_SYNC, STRETTO_CALL_SELECT,
  STRETTO_CALL_POLL, STRETTO_CALL_EPOLL, STRETTO_CALL_SLEEP,
  STRETTO_CALL_FUTEX, STRETTO_CALL_CHILD, STRETTO_CALL_FILE_LOCK,
  STRETTO_CALL_SEMAPHORE, STRETTO_CALL_MESSAGE, STRETTO_CALL_RING
};

/// What the system call of a number waits for: a value of stretto_call.
int stretto_call_of_number(long number);

#pragma clang assume_nonnull end
