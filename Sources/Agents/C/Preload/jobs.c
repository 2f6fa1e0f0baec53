// Tells what becomes of the async tasks of Swift programs.
//
// The runtime, libswift_Concurrency, calls four functions of other libraries at
// the places that matter, so that one of the same name here comes before them:
//
//   dispatch_async_f, dispatch_after_f   a job is handed to an executor of libdispatch, now or
//                                        later: the work is the runtime's job runner
//   swift_task_enterThreadLocalContext   a step of a task begins on this thread, whoever runs
//                                        it: the pool, an actor, a custom executor
//   swift_task_exitThreadLocalContext    it ends, since the task is suspended; a task that has
//                                        ended does not come by here, but its job returns
//
// All of them go on to the real function with what they were given, but for the
// job runner: one that calls it and sees it return takes its place. Looked at
// was 6.3; a runtime that does otherwise tells less, and is not disturbed.

#include "jobs.h"

#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "job_ring.h"
#include "real.h"

#define EXPORTED __attribute__((visibility("default")))
#define SWIFT __attribute__((swiftcall))
#define SMALLEST_PAGE 4096
#define RELAXED(place) atomic_load_explicit(&(place), memory_order_relaxed)

typedef void work_function(void *);
typedef void async_function(void *, void *, work_function *);
typedef void after_function(uint64_t, void *, void *, work_function *);
typedef void handler_function(void *, work_function *);
typedef void context_function(char *);
typedef int iterate_function(int (*)(struct dl_phdr_info *, size_t, void *), void *);
SWIFT typedef void run_function(void *, void *, void *);
SWIFT typedef void run_on_function(void *, void *, void *);
SWIFT typedef void run_on_both_function(void *, void *, void *, void *, void *);
SWIFT typedef void *current_function(void);
SWIFT typedef uint64_t number_function(void *);
SWIFT typedef uint32_t flags_function(void *);

// The first words of the runtime's task, that debuggers rely on too.
struct task {
  void *head[7];
  void *resume;
  void **context;
};

// What the runtime exports; nothing is noted unless all three are there.
static _Atomic(current_function *) current_task;
static _Atomic(number_function *) task_number;
static _Atomic(flags_function *) job_flags;
// Where a task resumes that has not begun: its function stands before its context then.
static void *adapters[2];

static _Atomic(work_function *) runner, timer_runner;

// The task whose step runs on this thread, 0 where none does.
static __thread uint64_t running __attribute__((tls_model("initial-exec")));

// The real function, as whoever lies at `user` sees it.
#define REAL(symbol, type, user) \
  ({ \
    static struct real real = {.name = #symbol}; \
    (type *)real_find(&real, user); \
  })

// Who called the function that this stands in. Read at its begin: compilers move parts of a
// function that are rarely run to one of its own, where the answer is another.
#define CALLER() \
  ({ \
    void *caller = __builtin_return_address(0); \
    __asm__ volatile("" : "+r"(caller)); \
    caller; \
  })

// MARK: The runtime

// Where the runtime's code lies.
static uintptr_t code, code_end;

static int find_code(struct dl_phdr_info *info, size_t size, void *context) {
  (void)size;
  uintptr_t address = (uintptr_t)context;
  for (int index = 0; index < info->dlpi_phnum; index++) {
    const ElfW(Phdr) *segment = &info->dlpi_phdr[index];
    uintptr_t start = info->dlpi_addr + segment->p_vaddr;
    if (segment->p_type != PT_LOAD || address < start || address - start >= segment->p_memsz)
      continue;
    code = start;
    code_end = start + segment->p_memsz;
    return 1;
  }
  return 0;
}

static bool find_runtime(void) {
  if (RELAXED(task_number)) return true;
  void *current = dlsym(RTLD_DEFAULT, "swift_task_getCurrent");
  void *flags = dlsym(RTLD_DEFAULT, "swift_task_getJobFlags");
  void *number = dlsym(RTLD_DEFAULT, "swift_task_getJobTaskId");
  void **future = dlsym(RTLD_DEFAULT, "_swift_concurrency_debug_future_adapter");
  void **other = dlsym(RTLD_DEFAULT, "_swift_concurrency_debug_non_future_adapter");
  iterate_function *iterate = (iterate_function *)dlsym(RTLD_DEFAULT, "dl_iterate_phdr");
  dlerror();
  if (!current || !flags || !number || !iterate || !iterate(find_code, number)) return false;
  if (future && other) adapters[0] = *future, adapters[1] = *other;
  atomic_store_explicit(&current_task, (current_function *)current, memory_order_relaxed);
  atomic_store_explicit(&job_flags, (flags_function *)flags, memory_order_relaxed);
  atomic_store_explicit(&task_number, (number_function *)number, memory_order_release);
  return true;
}

static bool has_runtime(void) {
  // Told by those that it calls itself: searched for until it is there, but rarely.
  static atomic_uint asked;
  if (__builtin_expect(atomic_load_explicit(&task_number, memory_order_acquire) != NULL, 1))
    return true;
  unsigned count = atomic_fetch_add_explicit(&asked, 1, memory_order_relaxed);
  if ((count & (count - 1)) != 0) return false;
  int number = errno;
  bool found = find_runtime();
  errno = number;
  return found;
}

// Whether the work that libdispatch is given is the runtime's, by where it lies: of all its
// functions it hands over only one that runs a job, and one that runs the job of a timer.
static bool is_runner(_Atomic(work_function *) *known, work_function *work) {
  work_function *runs = RELAXED(*known);
  if (runs || !work || !has_runtime()) return runs == work && work;
  uintptr_t place = (uintptr_t)work;
  if (place < code || place >= code_end) return false;
  atomic_store_explicit(known, work, memory_order_relaxed);
  return true;
}

static bool is_task(void *job) { return (RELAXED(job_flags)(job) & 0xff) == 0; }

// The function of a task that has not begun, else 0.
static uint64_t function_of(struct task *task) {
  if (!task->resume || (task->resume != adapters[0] && task->resume != adapters[1])) return 0;
  return task->context ? (uint64_t)(uintptr_t)task->context[-3] : 0;
}

// Whether something is mapped there, for reading. The kernel reads a mask of signals from an
// address before it sees that it does not know what to do with it; every filter of system calls
// lets a program call this.
static bool is_readable(uintptr_t address) {
  int number = errno;
  long answer = syscall(SYS_rt_sigprocmask, ~0, address, NULL, sizeof(uint64_t));
  bool is = answer == -1 && errno == EINVAL;
  errno = number;
  return is;
}

// What the function of such a task captured first, if that can be seen: compilers put functions
// around functions, and there is the inner one. It lies behind the header of an object that may
// have no more: where that is not on the same page, the kernel is asked whether it is there.
static uint64_t captured_by(struct task *task) {
  if (function_of(task) == 0) return 0;
  uintptr_t object = (uintptr_t)task->context[-2];
  if (object == 0 || object % sizeof(void *) != 0) return 0;
  uintptr_t captured = object + 2 * sizeof(void *);
  if (object / SMALLEST_PAGE != captured / SMALLEST_PAGE && !is_readable(captured)) return 0;
  return *(uint64_t *)captured;
}

// MARK: Steps

static void end_step(void) {
  if (running == 0) return;
  job_ring_note(JOB_END, running, 0);
  running = 0;
}

// What a job runs is a step of its own: that around it, if any, goes on afterwards.
#define AS_STEP(call) \
  do { \
    uint64_t outer = running; \
    running = 0; \
    call; \
    end_step(); \
    running = outer; \
  } while (0)

static void run_job(void *job) { AS_STEP(RELAXED(runner)(job)); }
static void run_timer(void *timer) { AS_STEP(RELAXED(timer_runner)(timer)); }

EXPORTED void swift_task_enterThreadLocalContext(char *state) {
  void *caller = CALLER();
  if (has_runtime()) {
    // An actor runs one task after another: that before has ended.
    end_step();
    struct task *task = RELAXED(current_task)();
    if (task) {
      running = RELAXED(task_number)(task);
      job_ring_note(JOB_START, running, function_of(task));
    }
  }
  context_function *real = REAL(swift_task_enterThreadLocalContext, context_function, caller);
  if (real) real(state);
}

EXPORTED void swift_task_exitThreadLocalContext(char *state) {
  void *caller = CALLER();
  if (running != 0) {
    job_ring_note(JOB_SUSPEND, running, (uint64_t)(uintptr_t)caller);
    running = 0;
  }
  context_function *real = REAL(swift_task_exitThreadLocalContext, context_function, caller);
  if (real) real(state);
}

// MARK: Handing over

EXPORTED void dispatch_async_f(void *queue, void *context, work_function *work) {
  async_function *real = REAL(dispatch_async_f, async_function, (void *)work);
  if (is_runner(&runner, work)) {
    if (is_task(context))
      job_ring_note(JOB_READY, RELAXED(task_number)(context), captured_by(context));
    work = run_job;
  }
  if (real) real(queue, context, work);
}

EXPORTED void dispatch_after_f(uint64_t when, void *queue, void *context, work_function *work) {
  after_function *real = REAL(dispatch_after_f, after_function, (void *)work);
  if (is_runner(&runner, work)) {
    job_ring_note(JOB_DELAY, running, is_task(context) ? RELAXED(task_number)(context) : 0);
    work = run_job;
  }
  if (real) real(when, queue, context, work);
}

// A time that need not be exact is waited for in another way.
EXPORTED void dispatch_source_set_event_handler_f(void *source, work_function *work) {
  handler_function *real =
    REAL(dispatch_source_set_event_handler_f, handler_function, (void *)work);
  if (work && is_runner(&timer_runner, work)) {
    job_ring_note(JOB_DELAY, running, 0);
    work = run_timer;
  }
  if (real) real(source, work);
}

// Custom executors, and programs for their first task, call these.
EXPORTED SWIFT void swift_job_run(void *job, void *executor, void *witness) {
  run_function *real = REAL(swift_job_run, run_function, CALLER());
  if (real) AS_STEP(real(job, executor, witness));
}

EXPORTED SWIFT void swift_job_run_on_task_executor(void *job, void *executor, void *witness) {
  run_on_function *real = REAL(swift_job_run_on_task_executor, run_on_function, CALLER());
  if (real) AS_STEP(real(job, executor, witness));
}

EXPORTED SWIFT void swift_job_run_on_serial_and_task_executor(
  void *job, void *executor, void *witness, void *preferred, void *preferred_witness
) {
  run_on_both_function *real =
    REAL(swift_job_run_on_serial_and_task_executor, run_on_both_function, CALLER());
  if (real) AS_STEP(real(job, executor, witness, preferred, preferred_witness));
}

// MARK: The process

void jobs_start(void) { (void)find_runtime(); }

void jobs_leave(void) {
  running = 0;
  job_ring_leave();
}

__attribute__((destructor)) static void stop(void) {
  // `exit` was called in a step: there the step ends.
  end_step();
  job_ring_exit();
}
