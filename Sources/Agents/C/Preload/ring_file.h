// The file that a ring of records lies in, one of each kind in a process.
//
// Space on disk is claimed ahead, so that a full disk costs records and never a
// bus error. The recorder reads the file while it is written, and removes it.
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct ring_file {
  char path[4096];
  // CLOCK_MONOTONIC, ns: when it was made.
  uint64_t start;
  // How far it may be written.
  uint64_t size;
  // Its bytes while it is open, else null.
  void *memory;
};

// CLOCK_MONOTONIC, ns.
uint64_t ring_file_now(void);
// What a file of this process may be at most: to write beyond that is a signal.
uint64_t ring_file_limit(void);
// Makes and maps the process's file of `size` bytes, the first `claimed` of them on disk, all of
// them 0. None is left behind where that fails.
bool ring_file_open(struct ring_file *file, const char *ending, uint64_t size, uint64_t claimed);
// Claims what lies between; false when the disk is full.
bool ring_file_claim(const struct ring_file *file, uint64_t from, uint64_t to);
// Unmaps it, if it is open.
void ring_file_close(struct ring_file *file);
