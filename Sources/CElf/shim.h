#ifndef STRETTO_CELF_SHIM_H
#define STRETTO_CELF_SHIM_H

#include <gelf.h>
#include <libelf.h>

// Weak: Swift's runtime brings libstdc++ with it, linked either way; where it is not there, names of C++ stay as they
// are in the file.
extern char *_Nullable __cxa_demangle(
    const char *_Nonnull name, char *_Nullable buffer, size_t *_Nullable length,
    int *_Nullable status) __attribute__((weak));

// Exported by Swift's runtime, and declared in no header of it.
extern char *_Nullable swift_demangle(
    const char *_Nonnull name, size_t length, char *_Nullable buffer,
    size_t *_Nullable size, uint32_t flags);

/// The name as C++ writes it, to be freed; null where it is not one of C++.
static inline char *_Nullable stretto_demangle_cxx(const char *_Nonnull name) {
  int status = -1;
  if (!__cxa_demangle) return 0;
  return __cxa_demangle(name, 0, 0, &status);
}

/// The name as Swift writes it, to be freed; null where it is not one of Swift.
static inline char *_Nullable stretto_demangle_swift(
    const char *_Nonnull name, size_t length) {
  return swift_demangle(name, length, 0, 0, 0);
}

#endif
