// Tasks of pools of threads: what `Ring` has in Python for them, in one call each.
//
// A task may do next to nothing, so each call finds out what a plain function is without calling
// into Python: one whose module is known to be no machinery, and whose name has a number.
#include "events.h"

static struct {
  PyObject *module, *title, *inner, *task, *state, *future, *function;
} names;

// Of what has its name and module without running any code of the program.
enum { FUNCTION, BUILTIN, CLASS, METHOD, STRING, TYPES };
static PyObject *types[TYPES], *modules, *numbered;
static PyObject *run, *failed;

// What a dictionary has for an attribute's value, borrowed; NULL where there is none.
static PyObject *looked_up(PyObject *object, PyObject *attribute, PyObject *dictionary) {
  PyObject *key = PyObject_GetAttr(object, attribute);
  if (!key) PyErr_Clear();
  // Nothing else is hashed or compared: that might be code of the program.
  PyObject *value = key && key->type == types[STRING] ? PyDict_GetItem(dictionary, key) : NULL;
  if (key) Py_DecRef(key);
  return value;
}

// The same for what the function is called; NULL where Python has to look.
static PyObject *number_known(PyObject *function) {
  PyObject *texts = event_names();
  if (!texts) return NULL;
  if (function->type == types[FUNCTION] || function->type == types[CLASS]) {
    PyObject *is_machinery = looked_up(function, names.module, modules);
    if (!is_machinery || PyObject_IsTrue(is_machinery) != 0) return NULL;
  } else if (function->type != types[BUILTIN]) {
    return NULL;
  }
  return looked_up(function, names.title, texts);
}

// The number of what a task is called; negative for machinery, 0 with an exception set.
static long long number_of(PyObject *function) {
  PyObject *inner =
    function->type == types[METHOD] ? PyObject_GetAttr(function, names.inner) : NULL;
  PyObject *known = number_known(inner ? inner : function);
  if (inner) Py_DecRef(inner);
  if (known) return PyLong_AsLongLong(known);
  PyObject *answer = PyObject_CallFunctionObjArgs(numbered, function, NULL);
  long long number = answer ? PyLong_AsLongLong(answer) : 0;
  if (answer) Py_DecRef(answer);
  return PyErr_Occurred() ? 0 : number;
}

// What a future is marked with: its task, 0 where it is none yet, None when its result was seen.
// The class has 0, so that nothing is raised where an instance has nothing.
static PyObject *mark_of(PyObject *future) {
  PyObject *mark = PyObject_GetAttr(future, names.task);
  if (!mark) PyErr_Clear();
  return mark;
}

static uint64_t number_in(PyObject *mark) {
  if (!mark || mark == &_Py_NoneStruct) return 0;
  uint64_t task = PyLong_AsUnsignedLongLongMask(mark);
  if (task == UINT64_MAX && PyErr_Occurred()) {
    PyErr_Clear();
    return 0;
  }
  return task;
}

static void set_mark(PyObject *future, PyObject *mark) {
  if (!mark || PyObject_SetAttr(future, names.task, mark) != 0) PyErr_Clear();
}

// Who submits a task and who runs it come in any order: the first one names it. Nobody comes in
// between, since nothing here gives the GIL away, unless a program sets attributes of futures in
// its own way. 0 when its result was seen.
static uint64_t task_of(PyObject *future) {
  PyObject *mark = mark_of(future);
  uint64_t task = number_in(mark);
  int was_seen = mark == &_Py_NoneStruct;
  if (mark) Py_DecRef(mark);
  if (task != 0 || was_seen) return task;
  task = event_new_task();
  PyObject *number = PyLong_FromUnsignedLongLong(task);
  set_mark(future, number);
  if (number) Py_DecRef(number);
  return task;
}

// The slot of a span for what `number` says; 0 where that is nothing.
static uint64_t begin_span(PyObject *future, long long number) {
  if (number == 0) return 0;
  uint64_t task = number < 0 ? 0 : task_of(future);
  uint32_t name = (uint32_t)(number < 0 ? -number : number);
  return task == 0 ? event_begin_program(name) : event_pick_up(task, name);
}

static int has(Py_ssize_t count, Py_ssize_t wanted) {
  if (numbered && count == wanted) return 1;
  PyErr_SetString(PyExc_TypeError, "stretto: a wrong number of arguments");
  return 0;
}

// submitted(when, future, function): the arrow to the lane that will run the task begins here.
PyObject *future_submitted(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  (void)self;
  if (!has(count, 3)) return NULL;
  long long number = number_of(arguments[2]);
  if (number == 0 && PyErr_Occurred()) return NULL;
  uint64_t task = number < 0 ? 0 : task_of(arguments[1]);
  if (task != 0) event_submit(PyLong_AsUnsignedLongLongMask(arguments[0]), task);
  return none();
}

// picked_up(future, function): the arrow ends and the task begins; gives the slot of its span.
PyObject *future_picked_up(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  (void)self;
  if (!has(count, 2)) return NULL;
  long long number = number_of(arguments[1]);
  if (number == 0 && PyErr_Occurred()) return NULL;
  return PyLong_FromUnsignedLongLong(begin_span(arguments[0], number));
}

// finished(slot): the task ends, and the arrow to whoever wants its result begins.
PyObject *future_finished(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  (void)self;
  if (!has(count, 1)) return NULL;
  event_finish(PyLong_AsUnsignedLongLongMask(arguments[0]));
  return none();
}

// seen(future): somebody has its result; the first time, the arrow ends here.
PyObject *future_seen(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  (void)self;
  if (!has(count, 1)) return NULL;
  PyObject *mark = mark_of(arguments[0]);
  uint64_t task = number_in(mark);
  if (mark) Py_DecRef(mark);
  if (task == 0) return none();
  PyObject *state = PyObject_GetAttr(arguments[0], names.state);
  if (!state) PyErr_Clear();
  if (state && PyUnicode_CompareWithASCIIString(state, "FINISHED") == 0) {
    set_mark(arguments[0], &_Py_NoneStruct);
    event_see(task);
  }
  if (state) Py_DecRef(state);
  return none();
}

// futures(FunctionType, BuiltinFunctionType, type, MethodType, str, modules, numbered): what is
// machinery by module, and who names and judges what is none of these, or not known yet.
PyObject *futures(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  (void)self;
  if (count != TYPES + 2 || numbered) {
    PyErr_SetString(PyExc_TypeError, "stretto: futures are made known once, with 7 arguments");
    return NULL;
  }
  const char *texts[] = {"__module__", "__qualname__", "__func__", "_stretto_task", "_state",
                         "future", "fn"};
  PyObject **places[] = {&names.module, &names.title, &names.inner, &names.task, &names.state,
                         &names.future, &names.function};
  for (int index = 0; index < 7; index++)
    if (!(*places[index] = PyUnicode_InternFromString(texts[index]))) return NULL;
  for (int index = 0; index < TYPES + 2; index++) Py_IncRef(arguments[index]);
  for (int index = 0; index < TYPES; index++) types[index] = arguments[index];
  modules = arguments[TYPES];
  numbered = arguments[TYPES + 1];
  return none();
}

// MARK: A worker's item

static int is_pending(PyObject *future) {
  PyObject *state = PyObject_GetAttr(future, names.state);
  int is = state && PyUnicode_CompareWithASCIIString(state, "PENDING") == 0;
  if (state) Py_DecRef(state);
  return is;
}

// The slot of the item's span; 0 where it has none, with or without an exception set.
static uint64_t begin(PyObject *item) {
  if (!event_names()) return 0;
  PyObject *future = PyObject_GetAttr(item, names.future);
  PyObject *function = future ? PyObject_GetAttr(item, names.function) : NULL;
  uint64_t slot = 0;
  // A task that was cancelled in the queue never runs.
  if (function && is_pending(future)) slot = begin_span(future, number_of(function));
  if (future) Py_DecRef(future);
  if (function) Py_DecRef(function);
  return slot;
}

static void say_failure(void) {
  PyObject *kind, *value, *traceback;
  PyErr_Fetch(&kind, &value, &traceback);
  PyErr_NormalizeException(&kind, &value, &traceback);
  PyObject *answer = PyObject_CallFunctionObjArgs(failed, value, NULL);
  if (answer) Py_DecRef(answer);
  PyErr_Clear();
  Py_DecRef(kind);
  if (value) Py_DecRef(value);
  if (traceback) Py_DecRef(traceback);
}

// `_WorkItem.run`, which keeps what a task raises in its future.
static PyObject *run_item(PyObject *item, PyObject *nothing) {
  (void)nothing;
  uint64_t slot = begin(item);
  if (PyErr_Occurred()) {
    // Ctrl-C and its like are the program's.
    if (!PyErr_ExceptionMatches(PyExc_Exception)) return NULL;
    say_failure();
  }
  unsigned generation = event_generation();
  PyObject *result = PyObject_CallFunctionObjArgs(run, item, NULL);
  // A child that the task forked does not end it.
  if (slot == 0 || generation != event_generation()) return result;
  PyObject *kind, *value, *traceback;
  PyErr_Fetch(&kind, &value, &traceback);
  event_finish(slot);
  PyErr_Restore(kind, value, traceback);
  return result;
}

static PyMethodDef item_method = {"run", run_item, METH_NOARGS, NULL};

// item_hook(_WorkItem, original, failed): the method for the class.
PyObject *item_hook(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
  (void)self;
  if (count != 3 || run) {
    PyErr_SetString(PyExc_TypeError, "stretto: items are hooked once, with 3 arguments");
    return NULL;
  }
  PyObject *made = PyDescr_NewMethod(arguments[0], &item_method);
  if (!made) return NULL;
  for (int index = 1; index < 3; index++) Py_IncRef(arguments[index]);
  failed = arguments[2];
  run = arguments[1];
  return made;
}
