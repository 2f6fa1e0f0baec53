#include "gil_ring.h"

#include <errno.h>
#include <sched.h>
#include <stdbool.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ring_file.h"

// 262144 records: what one thread that does nothing else writes in a tenth of a
// second, after which the recorder has come by.
#define LARGEST (GIL_HEADER_SIZE + (4u << 20))
#define FIRST_CLAIM (4u * GIL_HEADER_SIZE)

static struct ring_file file;
static struct gil_header *header;
static struct gil_record *records;
// All below, and what the file holds, belong to the holder of `busy`. The
// interpreter calls nearly always under a mutex of its own: it is never fought for.
static atomic_flag busy = ATOMIC_FLAG_INIT;
static bool failed;
static uint64_t claimed, lost;

static __thread uint32_t tid __attribute__((tls_model("initial-exec")));

static void take(void) {
  for (unsigned spins = 0; atomic_flag_test_and_set_explicit(&busy, memory_order_acquire);)
    if (++spins % 64 == 0) sched_yield();
}

static void give(void) { atomic_flag_clear_explicit(&busy, memory_order_release); }

static bool open_file(void) {
  uint64_t limit = ring_file_limit();
  uint64_t size = limit < LARGEST ? limit / GIL_HEADER_SIZE * GIL_HEADER_SIZE : LARGEST;
  if (size < FIRST_CLAIM || !ring_file_open(&file, "gil", size, FIRST_CLAIM)) return false;
  claimed = FIRST_CLAIM;
  header = file.memory;
  records = (void *)((char *)file.memory + GIL_HEADER_SIZE);
  header->layout = GIL_LAYOUT;
  header->record_size = sizeof(struct gil_record);
  header->process = (uint32_t)getpid();
  header->start = file.start;
  atomic_init(&header->capacity, (size - GIL_HEADER_SIZE) / sizeof(struct gil_record));
  // Written last: until then this is no such file.
  __atomic_store_n(&header->magic, GIL_MAGIC, __ATOMIC_RELEASE);
  return true;
}

static bool is_open(void) {
  if (!header && !failed) failed = !open_file();
  return header != NULL;
}

// Whether the slot may be written: claims more of the file where it must.
static bool reach(uint64_t slot, uint64_t *capacity) {
  uint64_t end = GIL_HEADER_SIZE + (slot + 1) * sizeof(struct gil_record);
  if (end <= claimed) return true;
  uint64_t size = claimed * 2 < file.size ? claimed * 2 : file.size;
  if (ring_file_claim(&file, claimed, size)) {
    claimed = size;
    return true;
  }
  // All there are lie below: the records go round from here on.
  *capacity = (claimed - GIL_HEADER_SIZE) / sizeof(struct gil_record);
  atomic_store_explicit(&header->capacity, *capacity, memory_order_relaxed);
  return false;
}

static bool put(enum gil_event event, uint32_t thread, uint64_t time) {
  uint64_t tail = atomic_load_explicit(&header->tail, memory_order_acquire);
  uint64_t head = atomic_load_explicit(&header->head, memory_order_relaxed);
  uint64_t origin = atomic_load_explicit(&header->origin, memory_order_relaxed);
  uint64_t capacity = atomic_load_explicit(&header->capacity, memory_order_relaxed);
  if (tail == head && origin != head) {
    origin = head;
    atomic_store_explicit(&header->origin, origin, memory_order_relaxed);
  }
  // A tail beyond the head is no reader of ours.
  if (head - tail >= capacity) return false;
  uint64_t slot = (head - origin) % capacity;
  if (!reach(slot, &capacity)) {
    if (head - tail >= capacity) return false;
    slot = (head - origin) % capacity;
  }
  records[slot] = (struct gil_record){.time = time, .thread = thread, .event = event};
  atomic_store_explicit(&header->head, head + 1, memory_order_release);
  return true;
}

// The budget is 0.3 us for a release and an acquire: two clock readings of 30 ns
// each are the most of it, then two uncontended atomic exchanges; no system call
// but a thread's first.
void gil_ring_note(enum gil_event event) {
  int number = errno;
  if (tid == 0) tid = (uint32_t)syscall(SYS_gettid);
  take();
  if (is_open()) {
    uint64_t time = ring_file_now();
    if (lost > 0 && put(GIL_LOST, lost > UINT32_MAX ? UINT32_MAX : (uint32_t)lost, time)) lost = 0;
    if (lost > 0 || !put(event, tid, time)) {
      lost += 1;
      atomic_fetch_add_explicit(&header->dropped, 1, memory_order_relaxed);
    }
  }
  give();
  errno = number;
}

void gil_ring_open(uint32_t flags) {
  int number = errno;
  take();
  if (is_open()) atomic_store_explicit(&header->flags, flags, memory_order_relaxed);
  give();
  errno = number;
}

void gil_ring_count_further(void) {
  take();
  if (header) atomic_fetch_add_explicit(&header->further, 1, memory_order_relaxed);
  give();
}

void gil_ring_leave(void) {
  ring_file_close(&file);
  header = NULL;
  failed = false;
  lost = 0;
  tid = 0;
  give();
}
