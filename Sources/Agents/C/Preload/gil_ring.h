// What happens to the interpreter lock of one process, in a file of its own.
//
//   header   4096 bytes, below
//   records  16 bytes each, `capacity` of them, written round and round
//
// Record number n lies in slot (n - origin) % capacity. The process writes
// `head`, the recorder `tail`: what lies between is there to be read. The file
// is mapped and shared, so that what is written survives any end of the process.
#pragma once

#include <stdatomic.h>
#include <stdint.h>

#define GIL_MAGIC 0x314c49474f525453ull  // "STROGIL1"
#define GIL_LAYOUT 1
#define GIL_HEADER_SIZE 4096

// The interpreter was built without the lock, if the lock is never taken.
#define GIL_FREE_THREADED 1u

enum gil_event {
  // The thread wants the lock and has to wait for it.
  GIL_WAIT = 1,
  GIL_ACQUIRE = 2,
  GIL_RELEASE = 3,
  // The thread, made to let another have the lock, saw that it was taken.
  GIL_SWITCHED = 4,
  // `thread` counts records that did not fit before this one.
  GIL_LOST = 5,
};

struct gil_record {
  // CLOCK_MONOTONIC, ns; never less than that of the record before.
  uint64_t time;
  uint32_t thread;
  uint32_t event;
};

struct gil_header {
  uint64_t magic;
  uint32_t layout;
  uint32_t record_size;
  uint32_t process;
  _Atomic uint32_t flags;
  uint64_t start;
  _Atomic uint64_t head;
  _Atomic uint64_t dropped;
  // Shrinks at most once, when the disk is full, before the records go round.
  _Atomic uint64_t capacity;
  // Moves to `head` whenever everything was read: few pages are ever touched.
  _Atomic uint64_t origin;
  // Locks of further interpreters of this process, which are not recorded.
  _Atomic uint32_t further;
  uint32_t reserved[15];
  // On a cache line of its own: the recorder writes it.
  _Atomic uint64_t tail;
};

// Writes a record for the calling thread, with the time of the call.
void gil_ring_note(enum gil_event event);
// Opens the file already, and says so: there is a lock.
void gil_ring_open(uint32_t flags);
void gil_ring_count_further(void);
// In the child of a fork: the next record goes to a file of its own.
void gil_ring_leave(void);
