#include "CPerfProbe.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { PAGES = 16, ATTEMPTS = 100, MOST_RINGS = 4096 };

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int open_event(struct perf_event_attr *attributes, pid_t process, int cpu) {
  attributes->size = sizeof *attributes;
  attributes->exclude_hv = 1;
  long descriptor = syscall(
      SYS_perf_event_open, attributes, process, cpu, -1, PERF_FLAG_FD_CLOEXEC);
  return descriptor < 0 ? -errno : (int)descriptor;
}

static int open_probe(int kind) {
  struct perf_event_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.type = PERF_TYPE_SOFTWARE;
  attributes.sample_type = PERF_SAMPLE_TID | PERF_SAMPLE_TIME;
  attributes.exclude_kernel =
      kind != STRETTO_PROBE_KERNEL_SAMPLES && kind != STRETTO_PROBE_BLOCKING;
  switch (kind) {
  case STRETTO_PROBE_SWITCHES:
  case STRETTO_PROBE_EVERYONE:
    attributes.config = PERF_COUNT_SW_DUMMY;
    attributes.context_switch = 1;
    attributes.sample_id_all = 1;
    break;
  case STRETTO_PROBE_BLOCKING:
    attributes.config = PERF_COUNT_SW_CONTEXT_SWITCHES;
    attributes.sample_period = 1;
    attributes.sample_type |= PERF_SAMPLE_CALLCHAIN;
    break;
  default:
    attributes.config = PERF_COUNT_SW_CPU_CLOCK;
    attributes.freq = 1;
    attributes.sample_freq = 997;
  }
  if (kind == STRETTO_PROBE_EVERYONE) return open_event(&attributes, -1, 0);
  return open_event(&attributes, 0, -1);
}

// Records of that type between the ring's two positions.
static int count_records(const struct perf_event_mmap_page *page, size_t size, uint32_t type) {
  uint64_t head = __atomic_load_n(&page->data_head, __ATOMIC_ACQUIRE);
  const char *data = (const char *)page + page->data_offset;
  int count = 0;
  // Nothing is taken out: a ring that is full keeps its oldest records.
  for (uint64_t at = 0; at + sizeof(struct perf_event_header) <= head;) {
    struct perf_event_header header;
    memcpy(&header, data + at % size, sizeof header);
    if (header.size < sizeof header) break;
    if (header.type == type) count++;
    at += header.size;
  }
  return count;
}

// Blocks for a moment, or computes for one.
static void make_happen(int kind) {
  if (kind == STRETTO_PROBE_SAMPLES || kind == STRETTO_PROBE_KERNEL_SAMPLES) {
    int64_t end = now() + 10000000;
    while (now() < end) {
    }
    return;
  }
  struct timespec moment = {0, 100000};
  nanosleep(&moment, NULL);
}

int stretto_probe(int kind) {
  int descriptor = open_probe(kind);
  if (descriptor < 0) return descriptor;
  size_t page_size = (size_t)sysconf(_SC_PAGESIZE), size = PAGES * page_size;
  struct perf_event_mmap_page *page =
      mmap(NULL, page_size + size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  int count = -errno;
  if (page != MAP_FAILED) {
    uint32_t type = kind == STRETTO_PROBE_SWITCHES || kind == STRETTO_PROBE_EVERYONE
        ? PERF_RECORD_SWITCH_CPU_WIDE : PERF_RECORD_SAMPLE;
    if (kind == STRETTO_PROBE_SWITCHES) type = PERF_RECORD_SWITCH;
    count = 0;
    for (int attempt = 0; attempt < ATTEMPTS && count == 0; attempt++) {
      make_happen(kind);
      count = count_records(page, size, type);
    }
    munmap(page, page_size + size);
  }
  close(descriptor);
  return count;
}

int stretto_probe_rings(int cpus, int pages) {
  size_t page_size = (size_t)sysconf(_SC_PAGESIZE);
  size_t size = ((size_t)pages + 1) * page_size;
  int descriptors[MOST_RINGS], mapped = 0, opened = 0, reason = 0;
  void *rings[MOST_RINGS];
  if (cpus > MOST_RINGS) cpus = MOST_RINGS;
  for (int cpu = 0; cpu < cpus; cpu++) {
    struct perf_event_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.type = PERF_TYPE_SOFTWARE;
    attributes.config = PERF_COUNT_SW_DUMMY;
    attributes.exclude_kernel = 1;
    attributes.inherit = 1;
    int descriptor = open_event(&attributes, 0, cpu);
    if (descriptor < 0) {
      reason = descriptor;
      continue;
    }
    descriptors[opened++] = descriptor;
    void *ring = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (ring == MAP_FAILED) {
      reason = -errno;
      break;
    }
    rings[mapped++] = ring;
  }
  for (int index = 0; index < mapped; index++) munmap(rings[index], size);
  for (int index = 0; index < opened; index++) close(descriptors[index]);
  return mapped > 0 ? mapped : reason;
}
