// The ring of `stretto_agent/ring.py`, its records as in `layout.py`.
#pragma once

#include <stdint.h>

#include "interpreter.h"

uint64_t event_now(void);
// Writes a step that begins; gives its slot, or 0 with an exception set.
uint64_t event_step(uint64_t task, uint64_t ready);
void event_set_end(uint64_t slot, uint64_t when);

extern FastFunction event_arm, event_limit, event_begin, event_end, event_begin_step, event_write;
extern FastFunction event_set, event_reason, event_name, event_begun;
extern FastFunction event_submitted, event_picked_up, event_finished;
extern PyCFunction event_disarm, event_take, event_tid, event_task;
// steps.c
extern FastFunction step_hook, soon_hook;
