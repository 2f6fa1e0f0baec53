// What becomes of the async tasks of Swift in one process, in a file of its own.
//
//   header   4096 bytes, below
//   objects  a text: a line for each piece of a program or library that was mapped when the file
//            was made: start, end and offset in the file (hexadecimal), build id or "-", path;
//            code before data
//   records  32 bytes each, `capacity` of them, written round and round
//
// Record number n lies in slot n % capacity, and is whole when its stamp says
// so: any thread may write, and none waits for another. The process counts up
// `head`, the recorder `tail`. The file is mapped and shared, so that what is
// written survives any end of the process.
#pragma once

#include <stdatomic.h>
#include <stdint.h>

#define JOB_MAGIC 0x3153424f4a525453ull  // "STRJOBS1"
#define JOB_LAYOUT 1
#define JOB_HEADER_SIZE 4096
#define JOB_OBJECTS_SIZE (15 * 4096)
#define JOB_RECORDS_OFFSET (JOB_HEADER_SIZE + JOB_OBJECTS_SIZE)

// The process ended by `exit`: what was still running then ran until there.
#define JOB_EXITED 1u

enum job_event {
  // The task was given to an executor; `value` is what its function captured first, before its
  // first step, else 0.
  JOB_READY = 1,
  // A step begins; `value` is the task's function in its first one, else 0.
  JOB_START = 2,
  // The step ends, the task goes on later; `value` is where the runtime said so.
  JOB_SUSPEND = 3,
  // The step ends, and the task with it.
  JOB_END = 4,
  // The task whose step this is asked to be woken when a time has come; `value` is the
  // task that the runtime made for that, or 0.
  JOB_DELAY = 5,
};

struct job_record {
  // CLOCK_MONOTONIC, ns; those of one thread never go back.
  uint64_t time;
  // The runtime's own number, unique in the process.
  uint64_t task;
  uint64_t value;
  uint32_t thread;
  // The event, and above its 8 bits which time round this is, from 1; written last.
  _Atomic uint32_t stamp;
};

struct job_header {
  uint64_t magic;
  uint32_t layout;
  uint32_t record_size;
  uint32_t process;
  _Atomic uint32_t flags;
  uint64_t start;
  // A power of two.
  uint64_t capacity;
  uint64_t objects_size;
  _Atomic uint64_t dropped;
  uint64_t reserved0;
  // On cache lines of their own.
  _Atomic uint64_t head;
  uint64_t reserved1[7];
  _Atomic uint64_t tail;
};

_Static_assert(sizeof(struct job_record) == 32, "the recorder reads it so");
_Static_assert(__builtin_offsetof(struct job_header, head) == 64, "the recorder reads it so");
_Static_assert(__builtin_offsetof(struct job_header, tail) == 128, "the recorder reads it so");

// Writes a record for the calling thread, with the time of the call.
void job_ring_note(enum job_event event, uint64_t task, uint64_t value);
// The process ends by itself.
void job_ring_exit(void);
// In the child of a fork: the next record goes to a file of its own.
void job_ring_leave(void);
