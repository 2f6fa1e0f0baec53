"""`multiprocessing.Process`: a task per process that runs the program's own code."""

from . import blocking
from . import callables as C
from . import layout as L
from . import ring as R
from . import workers as W
from .identities import identity, member
from .wrapping import wraps


def _ids(process):
    """The fork's and the task's id, the same in the parent and in the child."""
    fork = identity("%s:%s" % (process._parent_pid, process._identity))
    return fork, member(fork, 1)


def _method(process):
    """How it was started: fork, spawn or forkserver."""
    method = getattr(process, "_start_method", None)
    if method is None:
        from multiprocessing import get_start_method

        method = get_start_method(allow_none=True)
    return str(method or "process")


def _function(process, base):
    return getattr(process, "_target", None) if type(process).run is base.run else type(process)


@R.quietly
def _is_task(process, base):
    function = _function(process, base)
    return function is not None and not C.is_machinery(function)


@R.quietly
def _started(ring, when, process, is_task):
    fork, task = _ids(process)
    tid = ring.tid()
    ring.write(when, fork, 0, tid, 0, 1, 0, L.FORK, L.FLOW_START)
    if is_task:
        process._stretto_task = task
        ring.write(when, task, 0, tid, 0, 1, 0, L.SUBMIT, L.FLOW_START)


@R.quietly
def _joined(process):
    task = process.__dict__.get("_stretto_task")
    if task and process.exitcode is not None:
        process._stretto_task = 0
        ring = R.ring
        ring.write(R.now(), task, 0, ring.tid(), 0, 0, 0, L.RESULT, L.FLOW_END)


@R.quietly
def _body(process, base):
    return _Body(process, _function(process, base))


def hook(module):
    Process = module.BaseProcess
    start, bootstrap, join = Process.start, Process._bootstrap, Process.join

    @wraps(start)
    def traced_start(self):
        ring = R.ring
        slot = ring.begin(L.STARTUP, ring.name("start"))
        # The library forgets the target when it has started.
        when, is_task = R.now(), _is_task(self, Process)
        try:
            start(self)
        except BaseException as error:
            blocking.strip(error)
            raise
        finally:
            ring.end(slot)
        _started(ring, when, self, is_task)

    @wraps(bootstrap)
    def traced_bootstrap(self, *args, **kwargs):
        body = _body(self, Process)
        try:
            return bootstrap(self, *args, **kwargs)
        finally:
            if body is not None:
                body.end()
            R.ring.close()

    traced_join = blocking.joining(join, _joined)

    Process.start, Process._bootstrap, Process.join = traced_start, traced_bootstrap, traced_join


class _Body:
    """The life of a child process: startup from the fork, then its task or its worker's loop.

    The library says "child process calling self.run()" to its log right before the
    program's code and calls one of two functions right after it: they are replaced
    until then, so that the program's tracebacks stay its own.
    """

    def __init__(self, process, function):
        import threading
        from multiprocessing import util

        ring = self.ring = R.ring
        fork, self.task = _ids(process)
        self.tid, self.slot, self.name = ring.tid(), None, ring.name(C.describe(function))
        ring.write(R.now(), fork, 0, self.tid, 0, 0, 0, L.FORK, L.FLOW_END)
        name = ring.name(str(process._name))
        ring.write(R.now(), 0, 0, self.tid, name, 0, 0, 0, L.PROCESS)
        startup = ring.name(_method(process))
        self.startup = ring.write(
            ring.start, 0, 0, self.tid, startup, 0, 0, L.STARTUP, L.SPAN
        )
        if function is None or C.is_machinery(function):
            W.Worker.startup = self.startup
            return
        self._replace(util, "info", self._info)
        self._replace(util, "_exit_function", self._after)
        self._replace(threading, "_shutdown", self._after)

    def _replace(self, module, name, action):
        original = getattr(module, name)

        def once(*args, **kwargs):
            setattr(module, name, original)
            action()
            return original(*args, **kwargs)

        setattr(module, name, once)

    @R.quietly
    def _info(self):
        ring, begun = self.ring, R.now()
        ring.set_end(self.startup, begun)
        ring.write(begun, self.task, 0, self.tid, 0, 1, 0, L.SUBMIT, L.FLOW_END)
        self.slot = ring.write(begun, self.task, 0, self.tid, self.name, 0, 0, L.TASK, L.SPAN)

    @R.quietly
    def _after(self):
        slot, self.slot = self.slot, None
        if slot is not None:
            self.ring.end(slot)
            self.ring.write(R.now(), self.task, 0, self.tid, 0, 1, 0, L.RESULT, L.FLOW_START)

    def end(self):
        self._after()
