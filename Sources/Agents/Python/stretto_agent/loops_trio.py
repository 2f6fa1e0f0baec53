"""`trio`: its own instruments tell of tasks, steps and the loop's idling."""

from . import awaiting
from . import layout as L
from . import ring as R
from . import sites
from .wrapping import wraps

# Code of the loop's own tasks.
_OWN = "/trio/"
LONG = 100_000_000


class _Instrument:
    """One run of one loop. trio drops an instrument that raises."""

    def __init__(self, runner_of):
        self._runner_of = runner_of
        # id(task) to [its number, the slot of its record, since when it is ready, its step].
        self._tasks = {}
        self._idle = None
        ring = R.ring
        name = ring.name("trio")
        ring.write(R.now(), 0, 0, ring.tid(), name, 0, 0, L.ASYNCIO, L.EXECUTOR)

    @R.quietly
    def task_spawned(self, task):
        ring, when = R.ring, R.now()
        number = ring.task()
        code = getattr(task.coro, "cr_code", None)
        name = str(getattr(task.coro, "__qualname__", None) or task.name)
        is_own = code is not None and _OWN in code.co_filename
        category = L.PROGRAM if is_own else L.TASK
        slot = ring.write(when, number, 0, ring.tid(), ring.name(name), 0, 0, category, L.ASYNC)
        self._tasks[id(task)] = [number, slot, when, None]

    @R.quietly
    def task_scheduled(self, task):
        state = self._tasks.get(id(task))
        if state is not None:
            state[2] = R.now()

    @R.quietly
    def before_task_step(self, task):
        state = self._tasks.get(id(task))
        if state is not None:
            if getattr(self._runner_of(), "main_task", None) is task:
                R.ring.set_reason(state[1], 1)
            state[3] = R.ring, R.ring.step(state[0], state[2])

    @R.quietly
    def task_exited(self, task):
        state = self._tasks.get(id(task))
        if state is not None:
            R.ring.set_end(state[1], R.now())
            state[2] = 0

    @R.quietly
    def after_task_step(self, task):
        state = self._tasks.get(id(task))
        if state is None or state[3] is None:
            return
        (ring, slot), state[3], ended = state[3], None, R.now()
        ring.set_end(slot, ended)
        if ended - ring.begun(slot) > LONG:
            place = sites.of_coroutine(task.coro)
            if place:
                ring.set_name(slot, ring.name(place))
        if not state[2]:
            del self._tasks[id(task)]
            return
        # A task that only let others go first was scheduled in its own step.
        if state[2] < ring.begun(slot):
            ring.set_reason(slot, awaiting.reason_of(task.coro) or L.UNKNOWN)
        else:
            state[2] = ended

    @R.quietly
    def before_io_wait(self, timeout):
        if timeout > 0:
            self._idle = R.ring, R.ring.begin(L.WAIT, R.ring.name("io"))

    @R.quietly
    def after_io_wait(self, timeout):
        if self._idle is not None:
            (ring, slot), self._idle = self._idle, None
            ring.end(slot)


def hook(module):
    def runner():
        return getattr(module.GLOBAL_RUN_CONTEXT, "runner", None)

    def instrumented(run):
        @wraps(run)
        def traced(*args, **kwargs):
            added = _made(runner, kwargs.get("instruments", ()))
            if added is not None:
                kwargs["instruments"] = added
            return run(*args, **kwargs)

        return traced

    sites.loops.append(lambda: runner() is not None)
    module.run = instrumented(module.run)
    if hasattr(module, "start_guest_run"):
        module.start_guest_run = instrumented(module.start_guest_run)


@R.quietly
def _made(runner, instruments):
    return [*instruments, _Instrument(runner)]
