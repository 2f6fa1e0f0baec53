#ifndef STRETTO_CTHREADSTATE_H
#define STRETTO_CTHREADSTATE_H

// Which ring the calling thread writes to, for which tracer.

#include <stdbool.h>
#include <stdint.h>

#include "CLinux.h"
#include "CRing.h"

#pragma clang assume_nonnull begin

/// One ring that this thread writes to.
typedef struct stretto_attachment {
  struct stretto_attachment *_Nullable next;
  uint64_t owner;
  stretto_ring *ring;
} stretto_attachment;

/// The calling thread's state; `owner` and `ring` are those of the last tracer used.
typedef struct stretto_thread_state {
  uint64_t owner;
  stretto_ring *_Nullable ring;
  /// The tracer that had no ring left for this thread.
  uint64_t refused;
  stretto_attachment *_Nullable attachments;
} stretto_thread_state;

extern _Thread_local stretto_thread_state stretto_thread;

/// What came of a write.
enum {
  /// Written, or dropped and counted.
  STRETTO_DONE = 0,
  /// The thread's current ring belongs to another tracer, or there is none.
  STRETTO_NEEDS_RING = 1,
  /// The ring does not know the name yet.
  STRETTO_NEEDS_NAME = 2,
};

/// The ring of this thread for a tracer, when that tracer is the last one used.
static inline stretto_ring *_Nullable stretto_thread_ring(uint64_t owner) {
  return __builtin_expect(stretto_thread.owner == owner, 1) ? stretto_thread.ring : NULL;
}

/// Writes one record: the hot path of every event. No lock, no allocation, no call.
static inline uint32_t stretto_thread_write(
  uint64_t owner, uint64_t key, uint8_t kind, uint8_t category, uint32_t task, uint64_t start,
  uint64_t end
) {
  stretto_ring *ring = stretto_thread_ring(owner);
  if (__builtin_expect(ring == NULL, 0)) return STRETTO_NEEDS_RING;
  uint32_t name = stretto_ring_find_name(ring, key);
  if (__builtin_expect(name == STRETTO_NO_NAME, 0)) return STRETTO_NEEDS_NAME;
  stretto_ring_push(
    ring, (stretto_record){
            .start = start, .end = end, .name = name, .task = task, .kind = kind,
            .category = category});
  return STRETTO_DONE;
}

/// Writes a record with a continuation, both or neither.
static inline uint32_t stretto_thread_write_pair(
  uint64_t owner, uint64_t key, uint8_t kind, uint8_t category, uint32_t task, uint64_t start,
  uint64_t end, uint64_t more
) {
  stretto_ring *ring = stretto_thread_ring(owner);
  if (__builtin_expect(ring == NULL, 0)) return STRETTO_NEEDS_RING;
  uint32_t name = stretto_ring_find_name(ring, key);
  if (__builtin_expect(name == STRETTO_NO_NAME, 0)) return STRETTO_NEEDS_NAME;
  stretto_ring_push_pair(
    ring,
    (stretto_record){
      .start = start, .end = end, .name = name, .task = task, .kind = kind, .category = category},
    (stretto_record){.kind = STRETTO_MORE, .start = more});
  return STRETTO_DONE;
}

/// A number that is different for every thread alive: whether two moments share a thread.
static inline uint64_t stretto_thread_identity(void) {
  return (uint64_t)(uintptr_t)&stretto_thread;
}

/// Makes the ring of `owner` the current one; NULL when the thread has none.
/// Rings that nobody reads any more are given back on the way.
stretto_ring *_Nullable stretto_thread_select(uint64_t owner);

/// Gives this thread a ring, which it closes when it ends; takes a reference.
bool stretto_thread_attach(uint64_t owner, stretto_ring *ring);

/// The kernel's number of the calling thread.
int64_t stretto_thread_number(void);

/// CPUs in the calling thread's affinity mask, at least 1.
uint32_t stretto_thread_cpu_count(void);

#pragma clang assume_nonnull end

#endif
