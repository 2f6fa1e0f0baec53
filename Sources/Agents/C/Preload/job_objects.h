// Which program and libraries lie where in this process, as text.
#pragma once

#include <stddef.h>

// Writes a line for each piece, those of code first: start, end, offset in its file, build id, path.
// What does not fit is left out. Gives the text's length.
size_t job_objects_write(char *text, size_t size);
