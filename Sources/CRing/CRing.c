#include "CRing.h"

#include <sys/mman.h>
#include <unistd.h>

static uint64_t rounded_up(uint64_t value, uint64_t unit) {
  return (value + unit - 1) / unit * unit;
}

stretto_ring *_Nullable stretto_ring_map(uint32_t capacity, uint32_t name_capacity) {
  uint64_t names_offset = sizeof(stretto_ring);
  uint64_t records_offset = rounded_up(names_offset + (uint64_t)name_capacity * 8, 64);
  uint64_t size = rounded_up(
    records_offset + (uint64_t)capacity * sizeof(stretto_record),
    (uint64_t)sysconf(_SC_PAGESIZE));
  void *memory =
    mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return NULL;
  stretto_ring *ring = memory;
  ring->magic = STRETTO_RING_MAGIC;
  ring->version = STRETTO_RING_VERSION;
  ring->record_size = sizeof(stretto_record);
  ring->size = size;
  ring->capacity = capacity;
  ring->name_capacity = name_capacity;
  ring->records_offset = (uint32_t)records_offset;
  ring->names_offset = (uint32_t)names_offset;
  atomic_store(&ring->references, 1);
  return ring;
}

void stretto_ring_adopt(stretto_ring *ring, int64_t process, int64_t thread) {
  ring->process = process;
  ring->thread = thread;
  memset(stretto_ring_names(ring), 0, (uint64_t)ring->name_capacity * 8);
  atomic_store_explicit(&ring->closed, 0, memory_order_release);
}

void stretto_ring_retain(stretto_ring *ring) {
  atomic_fetch_add_explicit(&ring->references, 1, memory_order_relaxed);
}

void stretto_ring_release(stretto_ring *ring) {
  if (atomic_fetch_sub_explicit(&ring->references, 1, memory_order_acq_rel) != 1) return;
  munmap(ring, ring->size);
}

void stretto_ring_orphan(stretto_ring *ring) {
  uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
  uint64_t first = rounded_up(ring->records_offset, page);
  if (first < ring->size) madvise((char *)ring + first, ring->size - first, MADV_DONTNEED);
  atomic_store_explicit(&ring->orphaned, 1, memory_order_release);
  stretto_ring_release(ring);
}

/// The least recently replaced of the key's two slots.
static uint32_t slot_to_replace(stretto_ring *ring, uint64_t key) {
  const uint64_t *names = stretto_ring_names(ring);
  uint32_t slot = stretto_ring_name_slot(ring, key);
  if (names[slot] == 0) return slot;
  if (names[slot ^ 1] == 0) return slot ^ 1;
  ring->replaced_way ^= 1;
  return slot ^ (ring->replaced_way & 1);
}

uint32_t stretto_ring_define_name(
  stretto_ring *ring, uint64_t key, const uint8_t *_Nullable text, uint64_t count
) {
  uint64_t lines = (count + sizeof(stretto_record) - 1) / sizeof(stretto_record);
  uint64_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
  if (!stretto_ring_has_room(ring, head, 1 + lines)) return STRETTO_NO_NAME;
  uint32_t slot = slot_to_replace(ring, key);
  stretto_ring_names(ring)[slot] = key;
  stretto_record *records = stretto_ring_records(ring);
  uint64_t mask = ring->capacity - 1;
  records[head & mask] = (stretto_record){.kind = STRETTO_NAME, .name = slot, .end = count};
  for (uint64_t line = 0; line < lines; line++) {
    uint64_t done = line * sizeof(stretto_record);
    uint64_t part = count - done < sizeof(stretto_record) ? count - done : sizeof(stretto_record);
    memcpy(&records[(head + 1 + line) & mask], text + done, part);
  }
  atomic_store_explicit(&ring->head, head + 1 + lines, memory_order_release);
  return slot;
}
