"""`asyncio`: tasks, their steps, how long they were ready before, and why they wait.

A step is one record: it is written when the step begins, and its end and the
reason of the wait that follows are filled in afterwards.
"""

import sys
from types import BuiltinMethodType, MethodType

from . import awaiting
from . import blocking
from . import callables as C
from . import layout as L
from . import ring as R
from . import sites
from .wrapping import wraps

# From here on, ns, a step keeps its loop: asyncio's own measure.
LONG = 100_000_000

# id(task) to [its id, the slot of its record, since when it is ready], until it is done; then the
# list is emptied, for the extension keeps some of them.
_tasks = {}
_LIBRARIES = ("/asyncio/", "/aiohttp/", "/httpcore/", "/anyio/_core/", "uvloop/loop.pyx")
_METHODS = (BuiltinMethodType, MethodType)
# Loops that have been announced, by id.
_loops = set()
R.after_fork.append(_tasks.clear)
R.after_fork.append(_loops.clear)



def _register(task, when, coro, name=None):
    ring = R.ring
    number = ring.task()
    if type(name) is not str:
        name = str(getattr(coro, "__qualname__", None) or type(coro).__qualname__)
    # What asyncio and clients start themselves (closing, connecting) is no task of the program.
    code = getattr(coro, "cr_code", None)
    is_own = name.startswith("anyio.") or code is not None and any(
        part in code.co_filename for part in _LIBRARIES
    )
    category = L.PROGRAM if is_own else L.TASK
    slot = ring.write(when, number, 0, ring.tid(), ring.name(name), 0, 0, category, L.ASYNC)
    _forget(task)  # one that was never done, and had the same address
    state = _tasks[id(task)] = [number, slot, when]
    return state


def _forget(task):
    state = _tasks.pop(id(task), None)
    if state is not None:
        state.clear()


def current():
    """The number of the task that runs in this thread's loop; 0 for none."""
    module = sys.modules.get("asyncio.tasks")
    try:
        state = _tasks.get(id(module.current_task())) if module is not None else None
    except RuntimeError:
        state = None
    return state[0] if state is not None else 0


@R.quietly
def _announce(loop):
    if id(loop) not in _loops:
        _loops.add(id(loop))
        ring = R.ring
        name = ring.name(type(loop).__name__)
        ring.write(R.now(), 0, 0, ring.tid(), name, 0, 0, L.ASYNCIO, L.EXECUTOR)


def hook_events(events):
    run = events.Handle._run
    tasks = _tasks

    @wraps(run)
    def traced_run(self):
        callback = self._callback
        task = getattr(callback, "__self__", None)
        if task is None:
            return run(self)
        state = tasks.get(id(task)) or find(task)
        if state is None or not is_step(callback):
            return run(self)
        ring, ready = R.ring, state[2]
        slot = ring.step(state[0], ready)
        try:
            run(self)
        finally:
            end_step(ring, slot, task, state, ready)

    events.Handle._run = _native_run(events.Handle, traced_run, run) or traced_run
    sites.loops.append(lambda: events._get_running_loop() is not None)


def _native_run(Handle, slow, run):
    """`Handle._run` in C, where it can be had; see `steps.c`."""

    def ended(slot, task, state, ready, when):
        _follow(R.ring, slot, task, state, ready, when)

    def failed(handle, error):
        # The original deals with it, as if the callback had raised in it.
        handle._context = _Raising(handle, error)
        return run(handle)

    return R.ring.native_step(Handle, _tasks, slow, ended, failed, *_METHODS, LONG)


class _Raising:
    """Stands once for a handle's context, in which the callback has raised."""

    def __init__(self, handle, error):
        self._handle, self._context, self._error = handle, handle._context, error

    def run(self, *_):
        self._handle._context = self._context
        raise self._error


def end_step(ring, slot, task, state, ready):
    """Fills in what is known of a step when it is over."""
    state[2] = ended = R.now()
    ring.set_end(slot, ended)
    _follow(ring, slot, task, state, ready, ended)


def _follow(ring, slot, task, state, ready, ended):
    if ended - ready > LONG:
        _was_long(ring, slot, task, ended)
    if task.done():
        ring.set_end(state[1], ended)
        _forget(task)
    elif task._fut_waiter is not None:
        _suspended(ring, slot, task)


@R.quietly
def _created(task, when, coro, name=None):
    return _register(task, when, coro, name)


def is_step(callback):
    """Whether a callback that belongs to a task is a step of it: its other methods are called
    back too."""
    return not (type(callback) in _METHODS and callback.__name__ == "cancel")


def find(task):
    """What is known of a task that is not done; None for what is no task."""
    state = _tasks.get(id(task))
    if state is None and _is_task(task):
        state = _created(task, R.now(), task.get_coro())
    return state


@R.quietly
def created(loop, task, when, coro, name, is_main):
    """A task of another loop than asyncio's own; it may have been scheduled already."""
    _announce(loop)
    state = _tasks.get(id(task))
    if state is None:
        state = _register(task, when, coro, name)
    elif type(name) is str:
        R.ring.set_name(state[1], R.ring.name(name))
    if is_main:
        R.ring.set_reason(state[1], 1)


@R.quietly
def run_for(future):
    """A loop is run for this: its task is the main one, where it is one already."""
    state = _tasks.get(id(future))
    if state is not None:
        R.ring.set_reason(state[1], 1)
    return state is not None


@R.quietly
def _was_long(ring, slot, task, ended):
    """A step that kept the loop says where it was."""
    if ended - ring.begun(slot) > LONG:
        place = sites.of_coroutine(task.get_coro())
        if place:
            ring.set_name(slot, ring.name(place))


@R.quietly
def _suspended(ring, slot, task):
    ring.set_reason(slot, awaiting.reason(task, task._fut_waiter))


@R.quietly
def _eager_step(ring, task, state, when):
    """An eager factory has run the first step inside `create_task`."""
    if not task.done() and task._fut_waiter is None:
        return
    ended = state[2] = R.now()
    slot = ring.write(when, state[0], ended, ring.tid(), 0, 0, 0, 0, L.STEP)
    if ended - when > LONG:
        _was_long(ring, slot, task, ended)
    if task.done():
        ring.set_end(state[1], ended)
        _forget(task)
    else:
        _suspended(ring, slot, task)


def _is_task(thing):
    """Whether an object is a task, without importing asyncio for it."""
    module = sys.modules.get("asyncio.tasks")
    kinds = getattr(module, "Task", ()), getattr(module, "_PyTask", ())
    return isinstance(thing, kinds)


def hook_base_events(module):
    Loop = module.BaseEventLoop
    call_soon, create_task = Loop._call_soon, Loop.create_task
    tasks, now = _tasks, R.now

    @wraps(call_soon)
    def traced_call_soon(self, callback, args, context):
        task = getattr(callback, "__self__", None)
        if task is not None:
            state = tasks.get(id(task))
            if state is not None:
                state[2] = now()
        return call_soon(self, callback, args, context)

    @wraps(create_task)
    def traced_create_task(self, coro, **kwargs):
        _announce(self)
        ring, when = R.ring, now()
        try:
            task = create_task(self, coro, **kwargs)
        except BaseException as error:
            blocking.strip(error)
            raise
        state = _created(task, when, coro, kwargs.get("name"))
        if self._task_factory is not None and state is not None:
            _eager_step(ring, task, state, when)
        return task

    Loop._call_soon = R.ring.native_soon(Loop, tasks, call_soon) or traced_call_soon
    Loop.create_task = traced_create_task


def hook_selector_events(module):
    """The loop is idle while its selector waits."""
    Loop = module.BaseSelectorEventLoop
    init = Loop.__init__

    @wraps(init)
    def traced_init(self, *args, **kwargs):
        init(self, *args, **kwargs)
        selector = self._selector
        select = selector.select

        def traced_select(timeout=None):
            if timeout is not None and timeout <= 0:
                return select(timeout)
            ring = R.ring
            slot = ring.begin(L.WAIT, ring.name("io"))
            try:
                return select(timeout)
            finally:
                ring.end(slot)

        try:
            selector.select = traced_select
        except AttributeError:
            pass

    Loop.__init__ = traced_init


def hook_tasks(module):
    """What a loop is run for is the program's coordinator, not one of its tasks."""
    ensure = module.ensure_future

    @wraps(ensure)
    def ensure_future(coro_or_future, **kwargs):
        caller = sys._getframe(1).f_code.co_name
        try:
            future = ensure(coro_or_future, **kwargs)
        except BaseException as error:
            blocking.strip(error)
            raise
        if caller == "run_until_complete":
            run_for(future)
        return future

    module.ensure_future = ensure_future
