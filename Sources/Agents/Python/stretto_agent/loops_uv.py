"""`uvloop`: its handles are compiled, so that steps are seen where they are scheduled."""

from . import blocking
from . import loops
from . import ring as R
from .wrapping import wraps


class _Expected(R._local):
    """Whether the next task of the calling thread is what its loop is run for."""

    main = False


_expected = _Expected()


def _renew():
    global _expected
    _expected = _Expected()


R.after_fork.append(_renew)


@R.quietly
def _state_of(callback):
    """The task that a callback is a step of, and what is known of it."""
    task = getattr(callback, "__self__", None)
    if task is None or not loops.is_step(callback):
        return None
    state = loops.find(task)
    return None if state is None else (task, state)


def _step(callback, task, state):
    def step(*args):
        ring, ready = R.ring, state[2]
        slot = ring.step(state[0], ready)
        try:
            callback(*args)
        finally:
            loops.end_step(ring, slot, task, state, ready)

    return step


def hook(module):
    Loop = module.Loop
    call_soon, create_task, run = Loop.call_soon, Loop.create_task, Loop.run_until_complete

    @wraps(call_soon)
    def traced_call_soon(self, callback, *args, **kwargs):
        found = _state_of(callback)
        if found is not None:
            task, state = found
            state[2] = R.now()
            callback = _step(callback, task, state)
        return call_soon(self, callback, *args, **kwargs)

    @wraps(create_task)
    def traced_create_task(self, coro, **kwargs):
        when, main, _expected.main = R.now(), _expected.main, False
        try:
            task = create_task(self, coro, **kwargs)
        except BaseException as error:
            blocking.strip(error)
            raise
        loops.created(self, task, when, coro, kwargs.get("name"), main)
        return task

    @wraps(run)
    def traced_run(self, future):
        _expected.main = not loops.run_for(future)
        try:
            return run(self, future)
        except BaseException as error:
            blocking.strip(error)
            raise
        finally:
            _expected.main = False

    Loop.call_soon, Loop.create_task, Loop.run_until_complete = (
        traced_call_soon, traced_create_task, traced_run,
    )
