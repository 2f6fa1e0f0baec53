"""`gevent`: greenlets are tasks, and what runs between two switches is a step.

A thread's hub is its loop: while it runs, the loop is idle. Greenlets that take turns on a
thread do not nest, so that the waits and calls of such a program are not written one by one.
"""

import sys

from . import blocking
from . import callables as C
from . import layout as L
from . import ring as R
from .wrapping import wraps

# Frames looked at for the reason of a wait.
DEPTH = 12
_REASONS = (
    ("gevent/_socket3.py", L.IO),
    ("gevent/_socketcommon.py", L.IO),
    ("gevent/ssl.py", L.IO),
    ("gevent/subprocess.py", L.JOIN),
    ("gevent/threadpool.py", L.JOIN),
)


class _Turns:
    """The greenlets of one thread, as greenlet's trace function tells of them."""

    def __init__(self, kind, hub, before):
        self._kind, self._hub, self._before = kind, hub, before
        # id(greenlet) to (its number, the slot of its record).
        self._tasks = {}
        self._step = self._idle = None
        ring = R.ring
        name = ring.name("gevent")
        ring.write(R.now(), 0, 0, ring.tid(), name, 0, 0, L.ASYNCIO, L.EXECUTOR)

    def __call__(self, event, switch):
        self._switched(*switch)
        if self._before is not None:
            self._before(event, switch)

    @R.quietly
    def _switched(self, origin, target):
        when = R.now()
        if self._step is not None:
            self._end(origin, when)
        if self._idle is not None:
            (ring, slot), self._idle = self._idle, None
            ring.set_end(slot, when)
        if isinstance(target, self._hub):
            self._idle = R.ring, R.ring.begin(L.WAIT, R.ring.name("io"))
        elif isinstance(target, self._kind):
            state = self._tasks.get(id(target)) or self._met(target, when)
            # When it became ready nobody tells: it counts as waiting until it runs.
            self._step = R.ring, R.ring.step(state[0], when), state

    def _met(self, greenlet, when):
        ring = R.ring
        number, function = ring.task(), getattr(greenlet, "_run", None)
        name = ring.name(C.describe(function) if callable(function) else greenlet.name)
        is_own = callable(function) and C.module_of(function).startswith("gevent.")
        category = L.PROGRAM if is_own else L.TASK
        slot = ring.write(when, number, 0, ring.tid(), name, 0, 0, category, L.ASYNC)
        state = self._tasks[id(greenlet)] = number, slot
        return state

    def _end(self, greenlet, when):
        (ring, slot, state), self._step = self._step, None
        ring.set_end(slot, when)
        if greenlet.dead or greenlet.ready():
            ring.set_end(state[1], when)
            self._tasks.pop(id(greenlet), None)
        else:
            ring.set_reason(slot, _reason(greenlet.gr_frame))


def _reason(frame):
    for _ in range(DEPTH):
        if frame is None:
            break
        file = frame.f_code.co_filename
        if file.endswith("gevent/hub.py") and frame.f_code.co_name == "sleep":
            return L.SLEEP
        for suffix, reason in _REASONS:
            if file.endswith(suffix):
                return reason
        frame = frame.f_back
    return L.UNKNOWN


def hook(module):
    Hub = module.Hub
    init = Hub.__init__

    @wraps(init)
    def traced_init(self, *args, **kwargs):
        init(self, *args, **kwargs)
        _watch(Hub)

    Hub.__init__ = traced_init


@R.quietly
def _watch(hub):
    """A hub belongs to the thread that makes it, and so does the trace function."""
    import greenlet

    kind = getattr(sys.modules.get("gevent.greenlet"), "Greenlet", None)
    if kind is None:
        from gevent.greenlet import Greenlet as kind
    before = greenlet.gettrace()
    if not isinstance(before, _Turns):
        greenlet.settrace(_Turns(kind, hub, before))
    blocking.shared_threads = True
