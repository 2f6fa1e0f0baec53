// The ring of `stretto_agent/ring.py`, its records as in `layout.py`.
#pragma once

#include <stdint.h>

#include "interpreter.h"

uint64_t event_now(void);
// Writes a step that begins; gives its slot, or 0 with an exception set.
uint64_t event_step(uint64_t task, uint64_t ready);
void event_set_end(uint64_t slot, uint64_t when);
// Another number in the child of a fork: slots are those of one ring.
unsigned event_generation(void);
// An id that no other task of the recording has.
uint64_t event_new_task(void);
// The numbers of the names that are in the ring, borrowed; NULL where nothing is written.
PyObject *event_names(void);
// The arrow to the lane that will run the task begins.
void event_submit(uint64_t when, uint64_t task);
// The arrow ends and the task begins; gives the slot of its span.
uint64_t event_pick_up(uint64_t task, uint32_t name);
// A span of what is no task; gives its slot.
uint64_t event_begin_program(uint32_t name);
// Ends either, a task with the arrow to whoever wants its result.
void event_finish(uint64_t slot);
// That arrow ends.
void event_see(uint64_t task);

extern FastFunction event_arm, event_limit, event_begin, event_end, event_begin_step, event_write;
extern FastFunction event_set, event_reason, event_name, event_begun;
extern PyCFunction event_disarm, event_take, event_tid, event_task;
// futures.c
extern FastFunction future_submitted, future_picked_up, future_finished, future_seen, futures;
extern FastFunction item_hook;
// steps.c
extern FastFunction step_hook, soon_hook;
