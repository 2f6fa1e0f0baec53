#include "CViewer.h"

// #embed belongs to C23; clang knows it in every dialect and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

#include "Contents.h"
#include "Table.h"

size_t cviewer_file_count(void) { return sizeof files / sizeof *files; }

cviewer_file cviewer_file_at(size_t index) {
  return files[index < cviewer_file_count() ? index : 0];
}
