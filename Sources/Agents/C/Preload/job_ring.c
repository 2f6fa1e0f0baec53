#include "job_ring.h"

#include <errno.h>
#include <sched.h>
#include <stdbool.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "job_objects.h"
#include "ring_file.h"

// 524288 records, 16 MiB, of the 100 ms between two visits of the recorder: five a microsecond.
#define MOST_RECORDS (1u << 19)
#define LEAST_RECORDS (1u << 9)
// Turns that a thread gives away at most while another makes or lengthens the file:
// that takes a few milliseconds, once in a while.
#define PATIENCE 2000

enum state { NONE, OPENING, OPEN, FAILED };

static _Atomic int state;
static struct ring_file file;
static struct job_header *header;
static struct job_record *records;
static uint64_t capacity, lap_shift;
static _Atomic uint64_t claimed;
static atomic_flag claiming = ATOMIC_FLAG_INIT;
static atomic_bool is_full;

static __thread uint32_t tid __attribute__((tls_model("initial-exec")));

static uint64_t file_size(uint64_t count) {
  return JOB_RECORDS_OFFSET + count * sizeof(struct job_record);
}

// MARK: Making the file

static bool make_file(void) {
  capacity = MOST_RECORDS;
  uint64_t limit = ring_file_limit(), first = file_size(LEAST_RECORDS);
  while (capacity >= LEAST_RECORDS && file_size(capacity) > limit) capacity /= 2;
  if (capacity < LEAST_RECORDS) return false;
  if (!ring_file_open(&file, "jobs", file_size(capacity), first)) return false;
  header = file.memory;
  records = (void *)((char *)file.memory + JOB_RECORDS_OFFSET);
  lap_shift = (uint64_t)__builtin_ctzll(capacity);
  atomic_store_explicit(&claimed, first, memory_order_relaxed);
  header->layout = JOB_LAYOUT;
  header->record_size = sizeof(struct job_record);
  header->process = (uint32_t)getpid();
  header->start = file.start;
  header->capacity = capacity;
  char *objects = (char *)file.memory + JOB_HEADER_SIZE;
  header->objects_size = job_objects_write(objects, JOB_OBJECTS_SIZE);
  // Written last: until then this is no such file.
  __atomic_store_n(&header->magic, JOB_MAGIC, __ATOMIC_RELEASE);
  return true;
}

__attribute__((noinline)) static bool open_ring(void) {
  int expected = NONE;
  if (atomic_compare_exchange_strong(&state, &expected, OPENING)) {
    bool done = make_file();
    atomic_store_explicit(&state, done ? OPEN : FAILED, memory_order_release);
    return done;
  }
  for (int turn = 0; turn < PATIENCE; turn++) {
    if (atomic_load_explicit(&state, memory_order_acquire) != OPENING) break;
    sched_yield();
  }
  return atomic_load_explicit(&state, memory_order_acquire) == OPEN;
}

static bool is_open(void) {
  return __builtin_expect(atomic_load_explicit(&state, memory_order_acquire) == OPEN, 1)
    || open_ring();
}

// MARK: Lengthening it

// Twice as much; one thread does it, and long before the space is needed.
static void claim_more(uint64_t old) {
  if (atomic_flag_test_and_set_explicit(&claiming, memory_order_acquire)) return;
  uint64_t size = old * 2 < file.size ? old * 2 : file.size;
  if (atomic_load_explicit(&claimed, memory_order_relaxed) == old && !is_full) {
    if (ring_file_claim(&file, old, size))
      atomic_store_explicit(&claimed, size, memory_order_release);
    else
      is_full = true;
  }
  atomic_flag_clear_explicit(&claiming, memory_order_release);
}

// Whether a slot of the first time round may be written.
__attribute__((noinline)) static bool reach(uint64_t slot) {
  uint64_t end = file_size(slot + 1), size = atomic_load_explicit(&claimed, memory_order_acquire);
  if (end > size / 2 && size < file.size) claim_more(size);
  for (int turn = 0; turn < PATIENCE; turn++) {
    if (end <= atomic_load_explicit(&claimed, memory_order_acquire)) return true;
    if (is_full) return false;
    sched_yield();
  }
  return false;
}

// MARK: Writing

// A number of its own for the record; false when there is no room.
static bool take(uint64_t *number) {
  uint64_t head = atomic_load_explicit(&header->head, memory_order_relaxed);
  do {
    uint64_t tail = atomic_load_explicit(&header->tail, memory_order_acquire);
    // A tail beyond the head is no reader of ours.
    if (head - tail >= capacity) return false;
    if (head < capacity && !reach(head)) return false;
  } while (!atomic_compare_exchange_weak_explicit(
    &header->head, &head, head + 1, memory_order_relaxed, memory_order_relaxed));
  *number = head;
  return true;
}

// The budget is 0.3 us for what a step adds: given to an executor, begun, ended. Measured: 0.09 us
// for the three on a shared machine, a clock reading of 30 ns being the most of each; two to ten
// times that the first time round, where the pages are new. No lock, no system call but a
// thread's first and those that lengthen the file.
void job_ring_note(enum job_event event, uint64_t task, uint64_t value) {
  int error = errno;
  if (is_open()) {
    if (tid == 0) tid = (uint32_t)syscall(SYS_gettid);
    uint64_t number, time = ring_file_now();
    if (take(&number)) {
      struct job_record *record = &records[number & (capacity - 1)];
      record->time = time;
      record->task = task;
      record->value = value;
      record->thread = tid;
      uint32_t lap = (uint32_t)(number >> lap_shift) + 1;
      atomic_store_explicit(&record->stamp, (uint32_t)event | lap << 8, memory_order_release);
    } else {
      atomic_fetch_add_explicit(&header->dropped, 1, memory_order_relaxed);
    }
  }
  errno = error;
}

void job_ring_exit(void) {
  if (atomic_load_explicit(&state, memory_order_acquire) == OPEN)
    atomic_fetch_or_explicit(&header->flags, JOB_EXITED, memory_order_relaxed);
}

// Only the thread that forked lives on here.
void job_ring_leave(void) {
  ring_file_close(&file);
  header = NULL;
  atomic_flag_clear(&claiming);
  is_full = false;
  tid = 0;
  state = NONE;
}
