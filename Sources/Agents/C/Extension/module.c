#include "events.h"

// In builds that can do without a GIL alone: objects look different there.
extern void _Py_DecRefShared(PyObject *) __attribute__((weak));

#define FAST(name, function) {name, (PyCFunction *)(void (*)(void))function, METH_FASTCALL, NULL}

static PyMethodDef methods[] = {
  FAST("arm", event_arm),
  {"disarm", event_disarm, METH_NOARGS, NULL},
  FAST("limit", event_limit),
  FAST("begin", event_begin),
  FAST("end", event_end),
  FAST("step", event_begin_step),
  FAST("write", event_write),
  FAST("set_end", event_set),
  FAST("set_reason", event_reason),
  FAST("set_name", event_name),
  FAST("begun", event_begun),
  FAST("submitted", future_submitted),
  FAST("picked_up", future_picked_up),
  FAST("finished", future_finished),
  FAST("seen", future_seen),
  FAST("futures", futures),
  FAST("item_hook", item_hook),
  {"take", event_take, METH_NOARGS, NULL},
  {"tid", event_tid, METH_NOARGS, NULL},
  {"task", event_task, METH_NOARGS, NULL},
  FAST("step_hook", step_hook),
  FAST("soon_hook", soon_hook),
  {NULL, NULL, 0, NULL},
};

static PyModuleDef definition = {
  .base = {.count = 1}, .name = "stretto_native", .size = -1, .methods = methods};

// Single-phase: an interpreter with a GIL of its own refuses such a module, and
// takes the ring in Python.
__attribute__((visibility("default"))) PyObject *PyInit_stretto_native(void) {
  if (_Py_DecRefShared) {
    PyErr_SetString(PyExc_ImportError, "this Python is built to run without a GIL");
    return NULL;
  }
  return PyModule_Create2(&definition, PYTHON_ABI_VERSION);
}
