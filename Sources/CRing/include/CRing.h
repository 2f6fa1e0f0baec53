#ifndef STRETTO_CRING_H
#define STRETTO_CRING_H

// The record layout of every recorder in this project, and the ring that holds it.
//
// A ring has one writing thread and one reader. The writer never waits: when
// the ring is full, the event is dropped and counted. The layout holds no
// pointers, so that a ring may lie in a file that another process maps. Names
// are slots of a small table: a slot is (re)defined by a NAME record that
// stands in the ring before the first record that uses it, so that the reader
// only replays what it reads, in order.

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#pragma clang assume_nonnull begin

#define STRETTO_RING_MAGIC 0x31474e5254535453ull
#define STRETTO_RING_VERSION 1u

/// What a record says; the fields not named are 0.
enum {
  /// A finished interval on the lane: start, end, name, category, task.
  STRETTO_SPAN = 1,
  /// A finished task body: as SPAN, name = key; a MORE record follows (start = CPU nanoseconds).
  STRETTO_TASK = 2,
  /// Begin of an interval off the lane: start, end = id, name, category, task.
  STRETTO_ASYNC_BEGIN = 3,
  /// End of such an interval: start, end = id, name, category, task.
  STRETTO_ASYNC_END = 4,
  /// A finished interval off the lane: start, end, name, category, task = id (0: any fresh id).
  STRETTO_ASYNC_SPAN = 5,
  /// Tail of an arrow: start, end = id, name, category, task.
  STRETTO_FLOW_START = 6,
  /// Head of an arrow: start, end = id, name, category, task.
  STRETTO_FLOW_FINISH = 7,
  /// A point on the lane: start, name, category, task.
  STRETTO_INSTANT = 8,
  /// A counter's value from here on: start, end = signed integer, name.
  STRETTO_COUNTER_INTEGER = 9,
  /// A counter's value from here on: start, end = bits of a double, name.
  STRETTO_COUNTER_REAL = 10,
  /// The lane's name, detail = roles.
  STRETTO_LANE = 11,
  /// Text of a name slot: name = slot, end = bytes; ceil(bytes / 32) records of text follow.
  STRETTO_NAME = 12,
  /// Continuation of the record before it.
  STRETTO_MORE = 13,
};

typedef struct stretto_record {
  uint64_t start;
  uint64_t end;
  uint32_t name;
  uint32_t task;
  uint8_t kind;
  uint8_t category;
  uint16_t detail;
  uint32_t reserved;
} stretto_record;

_Static_assert(sizeof(stretto_record) == 32, "a record is half a cache line");
_Static_assert(__builtin_offsetof(stretto_record, end) == 8, "layout is version 1");
_Static_assert(__builtin_offsetof(stretto_record, name) == 16, "layout is version 1");
_Static_assert(__builtin_offsetof(stretto_record, task) == 20, "layout is version 1");
_Static_assert(__builtin_offsetof(stretto_record, kind) == 24, "layout is version 1");
_Static_assert(__builtin_offsetof(stretto_record, category) == 25, "layout is version 1");
_Static_assert(__builtin_offsetof(stretto_record, detail) == 26, "layout is version 1");

/// The head of a mapping: then `name_capacity` name keys, then `capacity` records.
typedef struct stretto_ring {
  uint64_t magic;
  uint32_t version;
  uint32_t record_size;
  uint64_t size;
  uint32_t capacity;
  uint32_t name_capacity;
  uint32_t records_offset;
  uint32_t names_offset;
  int64_t process;
  int64_t thread;
  /// One for the writing thread, one for the reader; the last one unmaps.
  _Atomic uint32_t references;
  /// Set when the writing thread has ended.
  _Atomic uint32_t closed;
  /// Set when nobody reads any more.
  _Atomic uint32_t orphaned;
  uint32_t reserved;
  uint8_t before_writer[56];

  // The writer's cache line; a mapping starts on a page.
  _Atomic uint64_t head;
  uint64_t seen_tail;
  _Atomic uint64_t dropped;
  uint32_t replaced_way;
  uint8_t before_reader[36];

  // The reader's cache line.
  _Atomic uint64_t tail;
  uint8_t after_reader[56];
} stretto_ring;

_Static_assert(sizeof(stretto_ring) == 256, "layout is version 1");
_Static_assert(__builtin_offsetof(stretto_ring, head) == 128, "layout is version 1");
_Static_assert(__builtin_offsetof(stretto_ring, tail) == 192, "layout is version 1");

/// No slot of the name table holds this key.
#define STRETTO_NO_NAME UINT32_MAX

// MARK: Life

/// A ring in private memory, with one reference; NULL when there is no memory.
/// Both capacities must be powers of two. Pages cost memory when first written.
stretto_ring *_Nullable stretto_ring_map(uint32_t capacity, uint32_t name_capacity);

/// Starts the life of a mapped, empty ring under a new writing thread.
void stretto_ring_adopt(stretto_ring *ring, int64_t process, int64_t thread);

void stretto_ring_retain(stretto_ring *ring);

/// Gives one reference back; the last one unmaps the ring.
void stretto_ring_release(stretto_ring *ring);

/// Says that nobody reads any more, and gives the memory of the records back
/// while the writing thread may still be in the middle of one.
void stretto_ring_orphan(stretto_ring *ring);

// MARK: Writing, by the owning thread only

static inline stretto_record *stretto_ring_records(const stretto_ring *ring) {
  return (stretto_record *)((char *)ring + ring->records_offset);
}

static inline uint64_t *stretto_ring_names(const stretto_ring *ring) {
  return (uint64_t *)((char *)ring + ring->names_offset);
}

/// First of the two slots that may hold the key.
static inline uint32_t stretto_ring_name_slot(const stretto_ring *ring, uint64_t key) {
  uint64_t mixed = key * 0x9e3779b97f4a7c15ull;
  return (uint32_t)(mixed >> 32) & (ring->name_capacity - 1);
}

/// The slot of a name by its key (an address or a hash, never 0), or STRETTO_NO_NAME.
static inline uint32_t stretto_ring_find_name(const stretto_ring *ring, uint64_t key) {
  const uint64_t *names = stretto_ring_names(ring);
  uint32_t slot = stretto_ring_name_slot(ring, key);
  if (__builtin_expect(names[slot] == key, 1)) return slot;
  if (names[slot ^ 1] == key) return slot ^ 1;
  return STRETTO_NO_NAME;
}

/// Whether `count` records fit; counts a dropped event when they do not.
static inline bool stretto_ring_has_room(stretto_ring *ring, uint64_t head, uint64_t count) {
  if (__builtin_expect(head + count - ring->seen_tail <= ring->capacity, 1)) return true;
  ring->seen_tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
  if (head + count - ring->seen_tail <= ring->capacity) return true;
  uint64_t dropped = atomic_load_explicit(&ring->dropped, memory_order_relaxed);
  atomic_store_explicit(&ring->dropped, dropped + 1, memory_order_relaxed);
  return false;
}

/// Appends one record, or drops and counts it.
static inline bool stretto_ring_push(stretto_ring *ring, stretto_record record) {
  uint64_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
  if (!stretto_ring_has_room(ring, head, 1)) return false;
  stretto_ring_records(ring)[head & (ring->capacity - 1)] = record;
  atomic_store_explicit(&ring->head, head + 1, memory_order_release);
  return true;
}

/// Appends two records that belong together, or drops both and counts one event.
static inline bool stretto_ring_push_pair(
  stretto_ring *ring, stretto_record first, stretto_record second
) {
  uint64_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
  if (!stretto_ring_has_room(ring, head, 2)) return false;
  stretto_record *records = stretto_ring_records(ring);
  records[head & (ring->capacity - 1)] = first;
  records[(head + 1) & (ring->capacity - 1)] = second;
  atomic_store_explicit(&ring->head, head + 2, memory_order_release);
  return true;
}

/// Writes a name's text and gives it a slot, in place of an older name; when
/// the ring is full, counts one dropped event and returns STRETTO_NO_NAME.
uint32_t stretto_ring_define_name(
  stretto_ring *ring, uint64_t key, const uint8_t *_Nullable text, uint64_t count);

// MARK: Reading, by one thread at a time

/// Records up to here are whole.
static inline uint64_t stretto_ring_head(const stretto_ring *ring) {
  return atomic_load_explicit(&ring->head, memory_order_acquire);
}

static inline uint64_t stretto_ring_tail(const stretto_ring *ring) {
  return atomic_load_explicit(&ring->tail, memory_order_relaxed);
}

static inline stretto_record stretto_ring_record(const stretto_ring *ring, uint64_t position) {
  return stretto_ring_records(ring)[position & (ring->capacity - 1)];
}

/// Hands the records before `position` back to the writer.
static inline void stretto_ring_consume(stretto_ring *ring, uint64_t position) {
  atomic_store_explicit(&ring->tail, position, memory_order_release);
}

static inline uint64_t stretto_ring_dropped(const stretto_ring *ring) {
  return atomic_load_explicit(&ring->dropped, memory_order_relaxed);
}

/// The count, which starts again at 0; for a ring without a writing thread.
static inline uint64_t stretto_ring_take_dropped(stretto_ring *ring) {
  return atomic_exchange_explicit(&ring->dropped, 0, memory_order_relaxed);
}

static inline bool stretto_ring_is_closed(const stretto_ring *ring) {
  return atomic_load_explicit(&ring->closed, memory_order_acquire) != 0;
}

static inline void stretto_ring_close(stretto_ring *ring) {
  atomic_store_explicit(&ring->closed, 1, memory_order_release);
}

static inline bool stretto_ring_is_orphaned(const stretto_ring *ring) {
  return atomic_load_explicit(&ring->orphaned, memory_order_acquire) != 0;
}

#pragma clang assume_nonnull end

#endif
