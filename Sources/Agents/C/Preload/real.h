// The functions behind those of the same name here.
#pragma once

#include <stdatomic.h>

#define MOST_LOCAL 4

struct real {
  const char *name;
  // The one that every library sees.
  _Atomic(void *) global;
  // Those that only one library and what it brought along see, by where that begins.
  struct {
    _Atomic(void *) object, function;
  } local[MOST_LOCAL];
};

// The function as the library sees it that `user` lies in; NULL where there is none.
void *real_search(struct real *real, void *user);

// About 1 ns where every library sees the function.
static inline void *real_find(struct real *real, void *user) {
  void *function = atomic_load_explicit(&real->global, memory_order_relaxed);
  return __builtin_expect(function != (void *)0, 1) ? function : real_search(real, user);
}
