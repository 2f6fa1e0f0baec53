#ifndef CViewer_h
#define CViewer_h

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// A file of the folder `viewer/`, as it was when the program was compiled.
typedef struct {
  /// Its path inside the folder, with slashes, NUL-terminated UTF-8.
  const char *name;
  const uint8_t *bytes;
  size_t length;
} cviewer_file;

/// How many files the program carries.
size_t cviewer_file_count(void);

/// The file of that number, in order of their names; a number beyond the last gives the first.
cviewer_file cviewer_file_at(size_t index);

#pragma clang assume_nonnull end

#endif
