// `asyncio.Handle._run` as a C method: a step of a task is written without a
// Python frame of ours around it.
//
// What happens less often is done in Python: `slow` stands for the whole method where
// the callback is no known task's, `ended` does what follows a step that was long, was
// the last, or waits for something, and `failed` deals with what a callback raised.
#include "events.h"

static struct {
  PyObject *callback, *self, *context, *arguments, *name;
} names;

static PyObject *tasks, *slow, *ended, *failed;
static uint64_t longest;
// A type whose instances are always steps: no method of a task.
static PyObject *step_type;
static PyObject *method_types[2];

// What is known of the tasks met lately, so that they need not be looked up by a number
// made for it: that takes 50 ns, twice a step. A state that is over is empty, in a child
// after a fork all are others.
static struct {
  PyObject *task, *state;
  unsigned generation;
} met[256];

// What is known of a task, borrowed: its number, its record, and since when it is ready; NULL
// where nothing is.
static PyObject *state_of(PyObject *task, PyObject *states) {
  uintptr_t address = (uintptr_t)task;
  size_t place = (address >> 4 ^ address >> 12) % (sizeof met / sizeof *met);
  PyObject *last = met[place].state;
  if (last && met[place].task == task && met[place].generation == event_generation() &&
      PyList_Size(last) == 3)
    return last;
  PyObject *key = PyLong_FromVoidPtr(task);
  PyObject *state = key ? PyDict_GetItem(states, key) : NULL;
  if (key) Py_DecRef(key);
  else PyErr_Clear();
  if (!state || PyList_Size(state) != 3) return NULL;
  Py_IncRef(state);
  met[place].task = task;
  met[place].state = state;
  met[place].generation = event_generation();
  if (last) Py_DecRef(last);
  return state;
}

// Whether the callback runs the task: `cancel` is called back too.
static int is_step(PyObject *callback) {
  if (callback->type == step_type) return 1;
  if (callback->type != method_types[0] && callback->type != method_types[1]) {
    Py_IncRef(callback->type);
    if (step_type) Py_DecRef(step_type);
    step_type = callback->type;
    return 1;
  }
  PyObject *name = PyObject_GetAttr(callback, names.name);
  int is = name && PyUnicode_CompareWithASCIIString(name, "cancel") != 0;
  if (!name) PyErr_Clear();
  if (name) Py_DecRef(name);
  return is;
}

// What `Handle._run` does first: None, or NULL with what the callback raised.
static PyObject *call(PyObject *handle, PyObject *callback) {
  PyObject *context = PyObject_GetAttr(handle, names.context);
  PyObject *arguments = context ? PyObject_GetAttr(handle, names.arguments) : NULL;
  PyObject *result = NULL;
  if (arguments && PyContext_Enter(context) == 0) {
    result = PyObject_CallObject(callback, arguments);
    PyObject *kind, *value, *traceback;
    PyErr_Fetch(&kind, &value, &traceback);
    if (PyContext_Exit(context) != 0) PyErr_Clear();
    PyErr_Restore(kind, value, traceback);
  }
  if (context) Py_DecRef(context);
  if (arguments) Py_DecRef(arguments);
  return result;
}

// And then: anything but these two is the loop's affair, and said by it.
static PyObject *hand_over(PyObject *handle) {
  if (PyErr_ExceptionMatches(PyExc_SystemExit) || PyErr_ExceptionMatches(PyExc_KeyboardInterrupt))
    return NULL;
  PyObject *kind, *value, *traceback;
  PyErr_Fetch(&kind, &value, &traceback);
  PyErr_NormalizeException(&kind, &value, &traceback);
  if (traceback) PyException_SetTraceback(value, traceback);
  PyObject *result = PyObject_CallFunctionObjArgs(failed, handle, value, NULL);
  Py_DecRef(kind);
  Py_DecRef(value);
  if (traceback) Py_DecRef(traceback);
  return result;
}

// Writes the end; keeps the exception that is set.
//
// A task that was scheduled meanwhile is neither done nor does it wait: `soon` has put
// another time into its state.
static void end(
  uint64_t slot, PyObject *task, PyObject *state, PyObject *since, uint64_t ready
) {
  if (PyList_Size(state) != 3) return;
  int goes_on = PyList_GetItem(state, 2) != since;
  PyObject *kind, *value, *traceback;
  PyErr_Fetch(&kind, &value, &traceback);
  uint64_t time = event_now();
  event_set_end(slot, time);
  PyObject *when = PyLong_FromUnsignedLongLong(time);
  if (when) {
    // The list keeps one of the two.
    Py_IncRef(when);
    if (PyList_SetItem(state, 2, when) != 0) PyErr_Clear();
  }
  if (when && (time - ready > longest || !goes_on)) {
    PyObject *place = PyLong_FromUnsignedLongLong(slot);
    PyObject *result = place
      ? PyObject_CallFunctionObjArgs(ended, place, task, state, since, when, NULL) : NULL;
    if (result) Py_DecRef(result);
    if (place) Py_DecRef(place);
  }
  if (when) Py_DecRef(when);
  PyErr_Clear();
  PyErr_Restore(kind, value, traceback);
}

static PyObject *run_step(PyObject *handle, PyObject *callback, PyObject *task, PyObject *state) {
  uint64_t number = PyLong_AsUnsignedLongLongMask(PyList_GetItem(state, 0));
  PyObject *since = PyList_GetItem(state, 2);
  uint64_t ready = PyLong_AsUnsignedLongLongMask(since);
  // To make room others may get their turn, and change the state.
  Py_IncRef(state);
  Py_IncRef(since);
  Py_IncRef(task);
  uint64_t slot = event_step(number, ready);
  unsigned generation = event_generation();
  PyObject *result = call(handle, callback);
  // A child that the step forked does not end it.
  if (generation == event_generation()) end(slot, task, state, since, ready);
  Py_DecRef(state);
  Py_DecRef(since);
  Py_DecRef(task);
  if (!result) return hand_over(handle);
  Py_DecRef(result);
  return none();
}

static PyObject *run(PyObject *handle, PyObject *nothing) {
  (void)nothing;
  PyObject *callback = PyObject_GetAttr(handle, names.callback);
  if (!callback) return NULL;
  PyObject *task = PyObject_GetAttr(callback, names.self);
  PyObject *state = NULL;
  if (task) state = state_of(task, tasks);
  else PyErr_Clear();
  PyObject *result;
  if (state && is_step(callback))
    result = run_step(handle, callback, task, state);
  else
    result = PyObject_CallFunctionObjArgs(slow, handle, NULL);
  if (task) Py_DecRef(task);
  Py_DecRef(callback);
  return result;
}

static PyMethodDef method = {"_run", run, METH_NOARGS, NULL};

static PyObject *ready_tasks, *call_soon;

// `BaseEventLoop._call_soon(callback, args, context)`: a task's step is ready from now on.
static PyObject *soon(PyObject *loop, PyObject *const *arguments, Py_ssize_t count) {
  if (count != 3) {
    PyErr_SetString(PyExc_TypeError, "_call_soon() takes 3 arguments");
    return NULL;
  }
  PyObject *task = PyObject_GetAttr(arguments[0], names.self);
  if (!task) {
    PyErr_Clear();
  } else {
    PyObject *state = state_of(task, ready_tasks);
    PyObject *when = state ? PyLong_FromUnsignedLongLong(event_now()) : NULL;
    if (when && PyList_SetItem(state, 2, when) != 0) PyErr_Clear();
    Py_DecRef(task);
  }
  return PyObject_CallFunctionObjArgs(
    call_soon, loop, arguments[0], arguments[1], arguments[2], NULL);
}

static PyMethodDef soon_method = {
  "_call_soon", (PyCFunction *)(void (*)(void))soon, METH_FASTCALL, NULL};

// soon_hook(BaseEventLoop, tasks, original): the method for the class.
PyObject *soon_hook(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  (void)self;
  if (count != 3 || ready_tasks) {
    PyErr_SetString(PyExc_TypeError, "stretto: loops are hooked once, with 3 arguments");
    return NULL;
  }
  if (!names.self && !(names.self = PyUnicode_InternFromString("__self__"))) return NULL;
  for (int index = 0; index < 3; index++) Py_IncRef(arguments[index]);
  call_soon = arguments[2];
  PyObject *made = PyDescr_NewMethod(arguments[0], &soon_method);
  if (made) ready_tasks = arguments[1];
  return made;
}

// step_hook(Handle, tasks, slow, ended, failed, methods..., longest): the method for the class.
PyObject *step_hook(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  (void)self;
  if (count != 8 || tasks) {
    PyErr_SetString(PyExc_TypeError, "stretto: steps are hooked once, with 8 arguments");
    return NULL;
  }
  longest = PyLong_AsUnsignedLongLongMask(arguments[7]);
  if (PyErr_Occurred()) return NULL;
  const char *texts[] = {"_callback", "__self__", "_context", "_args", "__name__"};
  PyObject **places[] = {&names.callback, &names.self, &names.context, &names.arguments,
                         &names.name};
  for (int index = 0; index < 5; index++)
    if (!(*places[index] = PyUnicode_InternFromString(texts[index]))) return NULL;
  for (int index = 0; index < 7; index++) Py_IncRef(arguments[index]);
  slow = arguments[2];
  ended = arguments[3];
  failed = arguments[4];
  method_types[0] = arguments[5];
  method_types[1] = arguments[6];
  PyObject *made = PyDescr_NewMethod(arguments[0], &method);
  if (made) tasks = arguments[1];
  return made;
}
