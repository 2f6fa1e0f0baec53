#include "CThreadState.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

_Thread_local stretto_thread_state stretto_thread;

static pthread_key_t end_of_thread;
static bool has_key = false;

/// Runs when a thread ends: its rings may be drained for good and used again.
static void detach_all(void *first) {
  stretto_attachment *attachment = first;
  stretto_thread.owner = 0;
  stretto_thread.ring = NULL;
  stretto_thread.attachments = NULL;
  while (attachment != NULL) {
    stretto_attachment *next = attachment->next;
    stretto_ring_close(attachment->ring);
    stretto_ring_release(attachment->ring);
    free(attachment);
    attachment = next;
  }
}

static void make_key(void) { has_key = pthread_key_create(&end_of_thread, detach_all) == 0; }

static bool prepared(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, make_key);
  return has_key;
}

stretto_ring *_Nullable stretto_thread_select(uint64_t owner) {
  stretto_ring *found = NULL;
  stretto_attachment **link = &stretto_thread.attachments;
  while (*link != NULL) {
    stretto_attachment *attachment = *link;
    if (attachment->owner == owner) found = attachment->ring;
    if (attachment->owner != owner && stretto_ring_is_orphaned(attachment->ring)) {
      *link = attachment->next;
      if (stretto_thread.ring == attachment->ring) {
        stretto_thread.owner = 0;
        stretto_thread.ring = NULL;
      }
      stretto_ring_release(attachment->ring);
      free(attachment);
    } else {
      link = &attachment->next;
    }
  }
  if (prepared()) pthread_setspecific(end_of_thread, stretto_thread.attachments);
  if (found != NULL) {
    stretto_thread.owner = owner;
    stretto_thread.ring = found;
  }
  return found;
}

bool stretto_thread_attach(uint64_t owner, stretto_ring *ring) {
  if (!prepared()) return false;
  stretto_attachment *attachment = malloc(sizeof *attachment);
  if (attachment == NULL) return false;
  *attachment = (stretto_attachment){stretto_thread.attachments, owner, ring};
  if (pthread_setspecific(end_of_thread, attachment) != 0) {
    free(attachment);
    return false;
  }
  stretto_ring_retain(ring);
  stretto_thread.attachments = attachment;
  stretto_thread.owner = owner;
  stretto_thread.ring = ring;
  return true;
}

int64_t stretto_thread_number(void) { return (int64_t)syscall(SYS_gettid); }

uint32_t stretto_thread_cpu_count(void) {
  // Room for 8 192 CPUs: the kernel refuses a mask smaller than its own.
  uint64_t words[128] = {0};
  uint32_t count = 0;
  if (sched_getaffinity(0, sizeof words, (cpu_set_t *)words) == 0) {
    for (int index = 0; index < 128; index++) count += (uint32_t)__builtin_popcountll(words[index]);
  } else {
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    count = online > 0 ? (uint32_t)online : 0;
  }
  return count > 0 ? count : 1;
}
