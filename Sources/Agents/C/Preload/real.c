#include "real.h"

#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>

// The symbol as the library sees it in which an address lies: a library that was opened out of
// the reach of others has others of its own.
static void *find_local(const char *name, void *object) {
  Dl_info info;
  if (!object || !dladdr(object, &info) || !info.dli_fname) return NULL;
  void *library = dlopen(info.dli_fname, RTLD_LAZY | RTLD_NOLOAD);
  if (!library) return NULL;
  void *function = dlsym(library, name);
  // It is loaded anyhow: this was a count.
  dlclose(library);
  return function;
}

static void *base_of(void *address) {
  Dl_info info;
  return address && dladdr(address, &info) ? info.dli_fbase : NULL;
}

// Takes a place of its own for a library, and keeps what was found.
static void keep(struct real *real, void *object, void *function) {
  for (int index = 0; index < MOST_LOCAL; index++) {
    void *free = NULL;
    if (!atomic_compare_exchange_strong(&real->local[index].object, &free, object)) continue;
    atomic_store_explicit(&real->local[index].function, function, memory_order_release);
    return;
  }
}

static void *search(struct real *real, void *user) {
  void *function = dlsym(RTLD_NEXT, real->name);
  if (function) {
    atomic_store_explicit(&real->global, function, memory_order_relaxed);
    return function;
  }
  void *object = base_of(user);
  for (int index = 0; object && index < MOST_LOCAL; index++) {
    if (atomic_load_explicit(&real->local[index].object, memory_order_relaxed) != object) continue;
    function = atomic_load_explicit(&real->local[index].function, memory_order_acquire);
    if (function) return function;
  }
  function = find_local(real->name, user);
  // Never this library's own.
  if (function && base_of(function) == base_of((void *)real_search)) function = NULL;
  if (function && object) keep(real, object, function);
  return function;
}

__attribute__((noinline, cold)) void *real_search(struct real *real, void *user) {
  int number = errno;
  void *function = search(real, user);
  dlerror();
  errno = number;
  return function;
}
