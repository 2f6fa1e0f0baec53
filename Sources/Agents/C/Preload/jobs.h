#pragma once

// Finds what is there of Swift's runtime already.
void jobs_start(void);
// In the child of a fork.
void jobs_leave(void);
