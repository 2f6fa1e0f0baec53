"""`threading.Thread`: a task per thread that runs the program's own code."""

from . import blocking
from . import callables as C
from . import layout as L
from . import ring as R
from .wrapping import wraps

# id(thread) to the plan that `start` made for it.
_starting = {}
R.after_fork.append(_starting.clear)


class _Plan:
    """What is known of a thread before it runs."""

    __slots__ = ("when", "fork", "task", "tid", "name")


def _function(thread, base):
    """What the thread will run: its target, or its class's own `run`."""
    if type(thread).run is base.run:
        return getattr(thread, "_target", None)
    return type(thread)


@R.quietly
def _planned(thread, base):
    plan, ring = _Plan(), R.ring
    plan.when, plan.fork, plan.task = R.now(), ring.task(), 0
    function = _function(thread, base)
    if function is not None and not C.is_machinery(function):
        plan.task = ring.task()
    plan.tid, plan.name = ring.tid(), ring.name(C.describe(function))
    _starting[id(thread)] = plan
    return plan


@R.quietly
def _started(ring, plan, succeeded):
    when, tid = plan.when, plan.tid
    ring.write(when, 0, R.now(), tid, ring.name("start"), 0, 0, L.STARTUP, L.SPAN)
    if succeeded:
        ring.write(when, plan.fork, 0, tid, 0, 1, 0, L.FORK, L.FLOW_START)
        if plan.task:
            ring.write(when, plan.task, 0, tid, 0, 1, 0, L.SUBMIT, L.FLOW_START)


@R.quietly
def _begun(ring, plan, thread):
    """Called on the new thread; gives the slot of its task, if it is one."""
    tid, begun = ring.tid(), R.now()
    ring.write(plan.when, 0, begun, tid, ring.name("thread"), 0, 0, L.STARTUP, L.SPAN)
    ring.write(begun, plan.fork, 0, tid, 0, 1, 0, L.FORK, L.FLOW_END)
    ring.write(begun, 0, 0, tid, ring.name(str(thread._name)), 0, 0, 0, L.THREAD)
    if not plan.task:
        return None
    thread._stretto_task = plan.task
    ring.write(begun, plan.task, 0, tid, 0, 1, 0, L.SUBMIT, L.FLOW_END)
    return ring.write(begun, plan.task, 0, tid, plan.name, 0, 0, L.TASK, L.SPAN)


@R.quietly
def _joined(thread):
    task = thread.__dict__.get("_stretto_task")
    if task and not thread.is_alive():
        thread._stretto_task = 0
        ring = R.ring
        ring.write(R.now(), task, 0, ring.tid(), 0, 0, 0, L.RESULT, L.FLOW_END)


def hook(threading):
    Thread = threading.Thread
    start, bootstrap, join = Thread.start, Thread._bootstrap_inner, Thread.join

    @wraps(start)
    def traced_start(self):
        ring, plan = R.ring, _planned(self, Thread)
        flags, succeeded = blocking.thread_flags(), False
        was_waiting, flags.waiting = flags.waiting, True
        try:
            start(self)
            succeeded = True
        except BaseException as error:
            blocking.strip(error)
            raise
        finally:
            flags.waiting = was_waiting
            if not succeeded:
                _starting.pop(id(self), None)
            if plan is not None:
                _started(ring, plan, succeeded)

    @wraps(bootstrap)
    def traced_bootstrap(self):
        plan, ring = _starting.pop(id(self), None), R.ring
        slot = _begun(ring, plan, self) if plan is not None else None
        if slot is None:
            return bootstrap(self)
        try:
            bootstrap(self)
        finally:
            ring.end(slot)
            ring.write(R.now(), plan.task, 0, ring.tid(), 0, 1, 0, L.RESULT, L.FLOW_START)

    traced_join = blocking.joining(join, _joined)

    Thread.start, Thread._bootstrap_inner, Thread.join = traced_start, traced_bootstrap, traced_join
    blocking.hook_conditions(threading)
