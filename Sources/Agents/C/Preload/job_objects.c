#include "job_objects.h"

#include <dlfcn.h>
#include <link.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LONGEST_ID 64

struct output {
  char *text;
  size_t size, count;
  bool is_code;
};

typedef int iterate_function(int (*)(struct dl_phdr_info *, size_t, void *), void *);

// The build id as digits; "-" where the linker wrote none.
static void read_id(const struct dl_phdr_info *info, char *digits) {
  strcpy(digits, "-");
  for (int index = 0; index < info->dlpi_phnum; index++) {
    const ElfW(Phdr) *segment = &info->dlpi_phdr[index];
    if (segment->p_type != PT_NOTE) continue;
    const char *at = (const char *)(info->dlpi_addr + segment->p_vaddr);
    const char *end = at + segment->p_filesz;
    while (end - at >= (ptrdiff_t)sizeof(ElfW(Nhdr))) {
      const ElfW(Nhdr) *note = (const void *)at;
      size_t name = (note->n_namesz + 3u) & ~3u, size = (note->n_descsz + 3u) & ~3u;
      const char *id = at + sizeof *note + name;
      if (name + size > (size_t)(end - at) - sizeof *note) break;
      if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4
          && memcmp(at + sizeof *note, "GNU", 4) == 0 && note->n_descsz <= LONGEST_ID) {
        for (unsigned byte = 0; byte < note->n_descsz; byte++)
          snprintf(digits + 2 * byte, 3, "%02x", (unsigned char)id[byte]);
        return;
      }
      at = id + size;
    }
  }
}

static int add(struct dl_phdr_info *info, size_t size, void *context) {
  (void)size;
  struct output *output = context;
  char own[4096], id[2 * LONGEST_ID + 1];
  const char *path = info->dlpi_name;
  if (!path || !*path) {
    // The program itself.
    ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
    if (length <= 0) return 0;
    own[length] = 0;
    path = own;
  }
  // The kernel's own page has no file; a path with a line's end cannot be told.
  if (*path != '/' || strchr(path, '\n')) return 0;
  read_id(info, id);
  for (int index = 0; index < info->dlpi_phnum; index++) {
    const ElfW(Phdr) *segment = &info->dlpi_phdr[index];
    if (segment->p_type != PT_LOAD || !(segment->p_flags & PF_X) == output->is_code) continue;
    uint64_t start = info->dlpi_addr + segment->p_vaddr;
    size_t room = output->size - output->count;
    int length = snprintf(
      output->text + output->count, room, "%llx %llx %llx %s %s\n", (unsigned long long)start,
      (unsigned long long)(start + segment->p_filesz), (unsigned long long)segment->p_offset, id,
      path);
    if (length < 0 || (size_t)length >= room) return 0;
    output->count += (size_t)length;
  }
  return 0;
}

size_t job_objects_write(char *text, size_t size) {
  struct output output = {text, size, 0, true};
  iterate_function *iterate = (iterate_function *)dlsym(RTLD_DEFAULT, "dl_iterate_phdr");
  if (!iterate) {
    dlerror();
    return 0;
  }
  iterate(add, &output);
  output.is_code = false;
  iterate(add, &output);
  return output.count;
}
