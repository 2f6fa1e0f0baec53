// Writes events as the closures of `Ring._arm` do, in 31 to 90 ns each, of which
// the clock takes 29: no allocation but the slot's number, no lock (the GIL is
// one), and a call into Python only where the file must grow.
#include "events.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { HEADER_SIZE = 128, SPAN = 1, STEP = 2, FLOW_START = 4, FLOW_END = 5 };
// Categories: of spans, and of flows.
enum { TASK = 1, PROGRAM = 7, SUBMIT = 1, RESULT = 2 };

struct record {
  uint64_t time, task, end;
  uint32_t thread, name, extra;
  uint16_t sub;
  uint8_t category;
  // Written last: what has none was never finished.
  uint8_t kind;
};

_Static_assert(sizeof(struct record) == 40, "RECORD_SIZE of layout.py");

// The one ring of this process; a child of a fork arms it anew.
static struct {
  char *memory;
  uint64_t size, next, soft;
  uint64_t base, tasks;
  PyObject *room, *names;
  pid_t process;
  unsigned generation;
} ring;

static __thread uint32_t tid __attribute__((tls_model("initial-exec")));

uint64_t event_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static uint32_t thread(void) {
  if (tid == 0) tid = (uint32_t)syscall(SYS_gettid);
  return tid;
}

// Whether all arguments are there and are numbers.
static int read_numbers(PyObject *const *arguments, Py_ssize_t count, uint64_t *values,
                        Py_ssize_t least, Py_ssize_t most) {
  if (count < least || count > most) {
    PyErr_SetString(PyExc_TypeError, "stretto: a wrong number of arguments");
    return 0;
  }
  for (Py_ssize_t index = 0; index < count; index++) {
    values[index] = PyLong_AsUnsignedLongLongMask(arguments[index]);
    if (values[index] == UINT64_MAX && PyErr_Occurred()) return 0;
  }
  return 1;
}

// Asks `Ring._room` for a place in a file that is nearly full.
static uint64_t make_room(uint64_t slot) {
  PyObject *number = PyLong_FromUnsignedLongLong(slot);
  PyObject *answer = number ? PyObject_CallFunctionObjArgs(ring.room, number, NULL) : NULL;
  slot = answer ? PyLong_AsUnsignedLongLongMask(answer) : HEADER_SIZE;
  if (PyErr_Occurred()) {
    // Ctrl-C came in the middle of it: it is the program's.
    if (PyErr_ExceptionMatches(PyExc_KeyboardInterrupt)) PyErr_SetInterrupt();
    PyErr_Clear();
    slot = HEADER_SIZE;
  }
  if (number) Py_DecRef(number);
  if (answer) Py_DecRef(answer);
  return slot;
}

// A slot that may be written: the scratch place where there is no other.
static uint64_t take(void) {
  if (!ring.memory) return HEADER_SIZE;
  uint64_t slot = ring.next;
  ring.next += sizeof(struct record);
  if (slot > ring.soft) slot = make_room(slot);
  return slot <= ring.size - sizeof(struct record) ? slot : HEADER_SIZE;
}

// Nothing where no record can be.
static struct record *at(uint64_t slot) {
  if (!ring.memory || slot < HEADER_SIZE || slot > ring.size - sizeof(struct record)) return NULL;
  return (struct record *)(ring.memory + slot);
}

static void finish(struct record *record, uint8_t kind) {
  __atomic_store_n(&record->kind, kind, __ATOMIC_RELEASE);
}

static uint64_t put(struct record fields, uint8_t kind) {
  uint64_t slot = take();
  struct record *record = at(slot);
  if (!record) return HEADER_SIZE;
  fields.kind = 0;
  memcpy(record, &fields, sizeof fields);
  finish(record, kind);
  return slot;
}

uint64_t event_step(uint64_t task, uint64_t ready) {
  uint64_t time = event_now();
  uint64_t lag = time > ready ? time - ready : 0;
  return put(
    (struct record){
      .time = time, .task = task, .thread = thread(),
      .extra = lag < UINT32_MAX ? (uint32_t)lag : UINT32_MAX},
    STEP);
}

void event_set_end(uint64_t slot, uint64_t when) {
  struct record *record = at(slot);
  if (record) record->end = when;
}

// arm(descriptor, size, soft, base, room, names): maps the file, of which everything up to a
// record behind `soft` is claimed on disk. `names` has the numbers of names that are in it.
PyObject *event_arm(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  (void)self;
  uint64_t values[4];
  if (!read_numbers(arguments, count < 6 ? 0 : count - 2, values, 4, 4)) return NULL;
  if (ring.memory && ring.process == getpid()) {
    PyErr_SetString(PyExc_RuntimeError, "another interpreter of this process has a ring");
    return NULL;
  }
  void *memory =
    mmap(NULL, values[1], PROT_READ | PROT_WRITE, MAP_SHARED, (int)values[0], 0);
  if (memory == MAP_FAILED) return PyErr_SetFromErrno(PyExc_OSError);
  // Of the process that forked this one.
  if (ring.memory) munmap(ring.memory, ring.size);
  for (int index = 4; index < 6; index++) Py_IncRef(arguments[index]);
  if (ring.room) Py_DecRef(ring.room);
  if (ring.names) Py_DecRef(ring.names);
  ring.memory = memory;
  ring.size = values[1];
  ring.next = HEADER_SIZE + sizeof(struct record);
  ring.soft = values[2];
  ring.base = values[3];
  ring.tasks = 0;
  ring.room = arguments[4];
  ring.names = arguments[5];
  ring.process = getpid();
  ring.generation++;
  tid = 0;
  return none();
}

// disarm(): nothing is written any more, as in a child of a fork that has no file yet.
PyObject *event_disarm(PyObject *self, PyObject *nothing) {
  (void)self, (void)nothing;
  if (ring.memory) munmap(ring.memory, ring.size);
  ring.memory = NULL;
  return none();
}

// limit(soft): slots up to that one may be written.
PyObject *event_limit(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  (void)self;
  uint64_t soft;
  if (!read_numbers(arguments, count, &soft, 1, 1)) return NULL;
  ring.soft = soft;
  return none();
}

// begin(category, name, task=0, extra=0)
PyObject *event_begin(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  (void)self;
  uint64_t values[4] = {0};
  if (!read_numbers(arguments, count, values, 2, 4)) return NULL;
  struct record fields = {
    .task = values[2], .thread = thread(), .name = (uint32_t)values[1],
    .extra = (uint32_t)values[3], .category = (uint8_t)values[0]};
  fields.time = event_now();
  return PyLong_FromUnsignedLongLong(put(fields, SPAN));
}

PyObject *event_end(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  (void)self;
  uint64_t slot;
  if (!read_numbers(arguments, count, &slot, 1, 1)) return NULL;
  event_set_end(slot, event_now());
  return none();
}

// step(task, ready)
PyObject *event_begin_step(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  (void)self;
  uint64_t values[2];
  if (!read_numbers(arguments, count, values, 2, 2)) return NULL;
  return PyLong_FromUnsignedLongLong(event_step(values[0], values[1]));
}

void event_submit(uint64_t when, uint64_t task) {
  put(
    (struct record){
      .time = when, .task = task, .thread = thread(), .extra = 1, .category = SUBMIT},
    FLOW_START);
}

uint64_t event_pick_up(uint64_t task, uint32_t name) {
  struct record fields = {
    .time = event_now(), .task = task, .thread = thread(), .extra = 1, .category = SUBMIT};
  put(fields, FLOW_END);
  fields.name = name;
  fields.extra = 0;
  fields.category = TASK;
  return put(fields, SPAN);
}

uint64_t event_begin_program(uint32_t name) {
  return put(
    (struct record){
      .time = event_now(), .thread = thread(), .name = name, .category = PROGRAM},
    SPAN);
}

void event_finish(uint64_t slot) {
  uint64_t time = event_now();
  event_set_end(slot, time);
  struct record *record = at(slot);
  // The scratch place may have been anybody's.
  if (!record || slot == HEADER_SIZE || record->task == 0) return;
  put(
    (struct record){
      .time = time, .task = record->task, .thread = thread(), .extra = 1, .category = RESULT},
    FLOW_START);
}

void event_see(uint64_t task) {
  put(
    (struct record){
      .time = event_now(), .task = task, .thread = thread(), .category = RESULT},
    FLOW_END);
}

// write(when, task, end, tid, name, extra, sub, category, kind)
PyObject *event_write(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  (void)self;
  uint64_t values[9];
  if (!read_numbers(arguments, count, values, 9, 9)) return NULL;
  struct record fields = {
    .time = values[0], .task = values[1], .end = values[2], .thread = (uint32_t)values[3],
    .name = (uint32_t)values[4], .extra = (uint32_t)values[5], .sub = (uint16_t)values[6],
    .category = (uint8_t)values[7]};
  return PyLong_FromUnsignedLongLong(put(fields, (uint8_t)values[8]));
}

// set_end(slot, when)
PyObject *event_set(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  (void)self;
  uint64_t values[2];
  if (!read_numbers(arguments, count, values, 2, 2)) return NULL;
  event_set_end(values[0], values[1]);
  return none();
}

// set_reason(slot, reason)
PyObject *event_reason(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  (void)self;
  uint64_t values[2];
  if (!read_numbers(arguments, count, values, 2, 2)) return NULL;
  struct record *record = at(values[0]);
  if (record) record->sub = (uint16_t)values[1];
  return none();
}

// set_name(slot, name)
PyObject *event_name(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  (void)self;
  uint64_t values[2];
  if (!read_numbers(arguments, count, values, 2, 2)) return NULL;
  struct record *record = at(values[0]);
  if (record) record->name = (uint32_t)values[1];
  return none();
}

// begun(slot)
PyObject *event_begun(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  (void)self;
  uint64_t slot;
  if (!read_numbers(arguments, count, &slot, 1, 1)) return NULL;
  struct record *record = at(slot);
  return PyLong_FromUnsignedLongLong(record ? record->time : 0);
}

// take(): a slot, however far the file is claimed.
PyObject *event_take(PyObject *self, PyObject *nothing) {
  (void)self, (void)nothing;
  uint64_t slot = ring.next;
  ring.next += sizeof(struct record);
  return PyLong_FromUnsignedLongLong(slot);
}

PyObject *event_tid(PyObject *self, PyObject *nothing) {
  (void)self, (void)nothing;
  return PyLong_FromUnsignedLongLong(thread());
}

unsigned event_generation(void) { return ring.generation; }

uint64_t event_new_task(void) { return ring.base + ++ring.tasks; }

PyObject *event_names(void) { return ring.memory ? ring.names : NULL; }

// task(): an id that no other task of the recording has.
PyObject *event_task(PyObject *self, PyObject *nothing) {
  (void)self, (void)nothing;
  return PyLong_FromUnsignedLongLong(event_new_task());
}
