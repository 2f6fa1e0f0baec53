// Loaded by LD_PRELOAD into every dynamically linked program of a recording:
// tells who waits for the lock of a CPython, who takes it and who gives it up.
//
// CPython keeps the lock's state in `_PyRuntime`, which every build exports.
// Exactly two condition variables are initialised inside it: the first is
// signalled when the lock is given up, the second when it is taken (3.7 to
// 3.14, see take_gil and drop_gil in Python/ceval_gil.c). Nothing else of the
// interpreter is touched, and programs that are no CPython pay two comparisons.

#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "gil_ring.h"
#include "jobs.h"

#define EXPORTED __attribute__((visibility("default")))

// Only glibc has these, some lately. Named at run time they are no condition for
// loading: other C libraries end programs over a symbol that they do not have.
typedef void *dlvsym_function(void *, const char *, const char *);
typedef int dladdr1_function(const void *, Dl_info *, void **, int);
typedef int find_object_function(void *, void *);
typedef int atfork_function(void (*)(void), void (*)(void), void (*)(void), void *);
#define OPTIONAL(name) ((name##_function *)dlsym(RTLD_DEFAULT, #name))

typedef int init_function(pthread_cond_t *, const pthread_condattr_t *);
typedef int wait_function(pthread_cond_t *, pthread_mutex_t *);
typedef int timedwait_function(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
typedef int signal_function(pthread_cond_t *);

static _Atomic(init_function *) real_init;
static _Atomic(wait_function *) real_wait;
static _Atomic(timedwait_function *) real_timedwait;
static _Atomic(signal_function *) real_signal;

static find_object_function *find_object;
static dladdr1_function *find_symbol;

static uintptr_t runtime, runtime_end;
static pthread_cond_t *_Atomic given_up, *_Atomic taken;
// Where the interpreter initialises the first and the second of them.
static void *callers[2];
static atomic_uint further_inits;

static __thread bool waits __attribute__((tls_model("initial-exec")));

// The version with today's layout of a condition variable; x86-64 has an older one too.
static void *real(const char *name) {
#if defined(__x86_64__)
  const char *version = "GLIBC_2.3.2";
#else
  const char *version = "GLIBC_2.17";
#endif
  dlvsym_function *versioned = OPTIONAL(dlvsym);
  void *function = versioned ? versioned(RTLD_NEXT, name, version) : NULL;
  return function ? function : dlsym(RTLD_NEXT, name);
}

// Another library may call before our own constructor has run.
#define REAL(name) \
  ({ \
    __typeof__(atomic_load_explicit(&real_##name, memory_order_relaxed)) function = \
      atomic_load_explicit(&real_##name, memory_order_relaxed); \
    if (__builtin_expect(!function, 0)) { \
      function = real("pthread_cond_" #name); \
      atomic_store_explicit(&real_##name, function, memory_order_relaxed); \
    } \
    function; \
  })

#define IS(cond, known) \
  __builtin_expect((cond) == atomic_load_explicit(&known, memory_order_relaxed), 0)

// Whether the address lies in a `_PyRuntime`; remembers where that is.
//
// A library opened by dlopen may hold it, also out of the reach of dlsym: so
// the object around the address is asked. Heap and stack lie in no object.
static bool is_in_runtime(void *address) {
  uintptr_t place = (uintptr_t)address;
  if (runtime_end != 0) return place >= runtime && place < runtime_end;
  // What it fills in has 8 pointers and 7 words in reserve at most.
  uintptr_t object[16];
  if (find_object && find_object(address, object) != 0) return false;
  Dl_info info;
  const ElfW(Sym) *symbol = NULL;
  if (!find_symbol || find_symbol(address, &info, (void **)&symbol, RTLD_DL_SYMENT) == 0)
    return false;
  if (!symbol || !info.dli_sname || !info.dli_saddr) return false;
  const char *name = info.dli_sname, *wanted = "_PyRuntime";
  while (*name && *name == *wanted) name++, wanted++;
  if (*name != *wanted) return false;
  uintptr_t start = (uintptr_t)info.dli_saddr;
  if (place < start || place - start >= symbol->st_size) return false;
  runtime = start;
  runtime_end = start + symbol->st_size;
  return true;
}

// The interpreter initialises them before it starts a thread.
static void learn(pthread_cond_t *cond, void *caller) {
  pthread_cond_t *first = atomic_load_explicit(&given_up, memory_order_relaxed);
  pthread_cond_t *second = atomic_load_explicit(&taken, memory_order_relaxed);
  if (first && second) {
    // Those of another interpreter lie on the heap and come in pairs from the same place.
    if (caller != callers[0] || is_in_runtime(cond)) return;
    unsigned count = atomic_fetch_add(&further_inits, 1);
    if (callers[0] != callers[1] || count % 2 == 0) gil_ring_count_further();
    return;
  }
  if (!is_in_runtime(cond) || cond == first) return;
  callers[first ? 1 : 0] = caller;
  if (!first) {
    atomic_store_explicit(&given_up, cond, memory_order_relaxed);
  } else {
    // There in builds whose interpreters can do without the lock.
    bool is_free = dlsym(RTLD_DEFAULT, "_Py_DecRefShared") != NULL;
    dlerror();
    gil_ring_open(is_free ? GIL_FREE_THREADED : 0);
    atomic_store_explicit(&taken, cond, memory_order_release);
  }
}

EXPORTED int pthread_cond_init(pthread_cond_t *cond, const pthread_condattr_t *attributes) {
  int number = errno;
  learn(cond, __builtin_return_address(0));
  errno = number;
  return REAL(init)(cond, attributes);
}

EXPORTED int pthread_cond_timedwait(
  pthread_cond_t *cond, pthread_mutex_t *mutex, const struct timespec *time
) {
  // It wakes every few milliseconds and waits on: that is one wait.
  if (IS(cond, given_up) && !waits) {
    waits = true;
    gil_ring_note(GIL_WAIT);
  }
  return REAL(timedwait)(cond, mutex, time);
}

EXPORTED int pthread_cond_wait(pthread_cond_t *cond, pthread_mutex_t *mutex) {
  if (!IS(cond, taken)) return REAL(wait)(cond, mutex);
  // Made to give the lock up: waits until another thread has it.
  gil_ring_note(GIL_WAIT);
  int result = REAL(wait)(cond, mutex);
  gil_ring_note(GIL_SWITCHED);
  return result;
}

EXPORTED int pthread_cond_signal(pthread_cond_t *cond) {
  // The lock's state has changed just now, under a mutex that is still held.
  if (IS(cond, taken)) {
    waits = false;
    gil_ring_note(GIL_ACQUIRE);
  } else if (IS(cond, given_up)) {
    gil_ring_note(GIL_RELEASE);
  }
  return REAL(signal)(cond);
}

static void in_child(void) {
  waits = false;
  gil_ring_leave();
  jobs_leave();
}

__attribute__((constructor)) static void start(void) {
  // Now, so that no first call has to search.
  (void)REAL(init), (void)REAL(wait), (void)REAL(timedwait), (void)REAL(signal);
  find_object = (find_object_function *)dlsym(RTLD_DEFAULT, "_dl_find_object");
  find_symbol = OPTIONAL(dladdr1);
  // What pthread_atfork calls in glibc; elsewhere that takes three of the arguments.
  atfork_function *atfork = (atfork_function *)dlsym(RTLD_DEFAULT, "__register_atfork");
  if (!atfork) atfork = (atfork_function *)dlsym(RTLD_DEFAULT, "pthread_atfork");
  if (atfork) atfork(NULL, NULL, in_child, NULL);
  jobs_start();
  // What was not found is no error of the program's.
  dlerror();
}
