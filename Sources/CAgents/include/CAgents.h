#ifndef CAgents_h
#define CAgents_h

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// A file of the folder `Sources/Agents/Python`, as it was when the program was compiled.
typedef struct {
  /// Its path below the folder, NUL-terminated UTF-8; at most one folder deep.
  const char *path;
  const uint8_t *bytes;
  size_t length;
} cagents_file;

/// How many files the program carries.
size_t cagents_file_count(void);

/// The file of that number; a number beyond the last gives the first.
cagents_file cagents_file_at(size_t index);

#pragma clang assume_nonnull end

#endif
