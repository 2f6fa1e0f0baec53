// The part of CPython's stable ABI that is used here, declared by hand: the
// extension is built without Python and loads into 3.8 to 3.14.
//
// Layouts are those of builds with a GIL; see PyInit_stretto_native. What is not
// in the stable ABI is said: it has been exported, and the same, since 3.8.
#pragma once

#include <stddef.h>
#include <sys/types.h>

typedef ssize_t Py_ssize_t;

typedef struct _object {
  Py_ssize_t count;
  struct _object *type;
} PyObject;

typedef PyObject *PyCFunction(PyObject *self, PyObject *arguments);
// Called with METH_FASTCALL: public since 3.7, in the stable ABI since 3.10.
typedef PyObject *FastFunction(PyObject *self, PyObject *const *arguments, Py_ssize_t count);

typedef struct {
  const char *name;
  PyCFunction *function;
  int flags;
  const char *documentation;
} PyMethodDef;

enum { METH_NOARGS = 0x0004, METH_FASTCALL = 0x0080 };

typedef struct {
  PyObject base;
  PyObject *(*initialise)(void);
  Py_ssize_t index;
  PyObject *copy;
  const char *name;
  const char *documentation;
  Py_ssize_t size;
  PyMethodDef *methods;
  void *slots, *traverse, *clear, *free;
} PyModuleDef;

enum { PYTHON_API_VERSION = 1013, PYTHON_ABI_VERSION = 3 };

extern PyObject *PyModule_Create2(PyModuleDef *, int);
extern void Py_IncRef(PyObject *);
extern void Py_DecRef(PyObject *);
extern PyObject _Py_NoneStruct;
extern PyObject *PyExc_ImportError, *PyExc_RuntimeError, *PyExc_TypeError, *PyExc_OSError;
extern PyObject *PyExc_Exception, *PyExc_SystemExit, *PyExc_KeyboardInterrupt;
extern void PyErr_SetInterrupt(void);
extern void PyErr_SetString(PyObject *, const char *);
extern PyObject *PyErr_SetFromErrno(PyObject *);
extern PyObject *PyErr_Occurred(void);
extern void PyErr_Clear(void);
extern int PyErr_ExceptionMatches(PyObject *);
extern void PyErr_Fetch(PyObject **, PyObject **, PyObject **);
extern void PyErr_NormalizeException(PyObject **, PyObject **, PyObject **);
extern void PyErr_Restore(PyObject *, PyObject *, PyObject *);
extern int PyException_SetTraceback(PyObject *, PyObject *);

extern PyObject *PyLong_FromUnsignedLongLong(unsigned long long);
extern PyObject *PyLong_FromVoidPtr(void *);
extern unsigned long long PyLong_AsUnsignedLongLongMask(PyObject *);
extern long long PyLong_AsLongLong(PyObject *);

extern PyObject *PyUnicode_InternFromString(const char *);
extern int PyUnicode_CompareWithASCIIString(PyObject *, const char *);
extern PyObject *PyObject_GetAttr(PyObject *, PyObject *);
extern int PyObject_SetAttr(PyObject *, PyObject *, PyObject *);
extern int PyObject_IsTrue(PyObject *);
extern PyObject *PyObject_CallObject(PyObject *, PyObject *);
extern PyObject *PyObject_CallFunctionObjArgs(PyObject *, ...);
extern PyObject *PyDict_GetItem(PyObject *, PyObject *);
extern Py_ssize_t PyList_Size(PyObject *);
extern PyObject *PyList_GetItem(PyObject *, Py_ssize_t);
extern int PyList_SetItem(PyObject *, Py_ssize_t, PyObject *);
extern PyObject *PyDescr_NewMethod(PyObject *, PyMethodDef *);
// Not in the stable ABI.
extern int PyContext_Enter(PyObject *);
extern int PyContext_Exit(PyObject *);

static inline PyObject *none(void) {
  Py_IncRef(&_Py_NoneStruct);
  return &_Py_NoneStruct;
}
