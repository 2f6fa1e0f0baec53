"""`concurrent.futures`: executors of threads and of processes."""

from functools import partial

from . import blocking
from . import callables as C
from . import layout as L
from . import ring as R
from . import workers as W
from .identities import member
from .wrapping import wraps


@R.quietly
def _announce(executor, model):
    ring = R.ring
    name = getattr(executor, "_thread_name_prefix", "") or type(executor).__name__
    slots = min(int(getattr(executor, "_max_workers", 0) or 0), L.MAXIMUM)
    ring.write(R.now(), 0, 0, ring.tid(), ring.name(str(name)), slots, 0, model, L.EXECUTOR)


def _announcing(init, announce):
    @wraps(init)
    def traced_init(self, *args, **kwargs):
        try:
            init(self, *args, **kwargs)
        except BaseException as error:
            blocking.strip(error)
            raise
        announce(self)

    return traced_init


def hook_base(base):
    """The consumer has a result when `Future.result` returns it for the first time."""
    original = base.Future.result

    @wraps(original)
    def result(self, timeout=None):
        try:
            return original(self, timeout)
        except BaseException as error:
            blocking.strip(error)
            raise
        finally:
            try:
                R.ring.seen(self)
            except Exception as error:
                R.failed("result", error)

    # The task of a future; None when its result was seen.
    base.Future._stretto_task = 0
    base.Future.result = result


def _submitting(submit, submitted):
    """`submitted` writes the arrow: (executor, future, when, args, kwargs)."""

    @wraps(submit)
    def traced_submit(self, *args, **kwargs):
        when = R.now()
        try:
            future = submit(self, *args, **kwargs)
        except BaseException as error:
            blocking.strip(error)
            raise
        # Not `quietly`: one call less where a task may do next to nothing.
        try:
            submitted(self, future, when, args, kwargs)
        except Exception as error:
            R.failed("submit", error)
        return future

    return traced_submit


def _submitted_to_threads(executor, future, when, args, kwargs):
    R.ring.submitted(when, future, args[0] if args else kwargs.get("fn"))


def _picked_up(ring, item):
    """Gives the slot of the item's span."""
    try:
        function = item.fn
    except AttributeError:
        # 3.14
        function = item.task[0]
    return ring.picked_up(item.future, function)


def hook_threads(module):
    executor, item = module.ThreadPoolExecutor, module._WorkItem
    run = item.run

    @wraps(run)
    def traced_run(self, *args):
        ring, slot = R.ring, None
        # A task that was cancelled in the queue never runs.
        if self.future._state == "PENDING":
            try:
                slot = _picked_up(ring, self)
            except Exception as error:
                R.failed("run", error)
        if slot is None:
            return run(self, *args)
        try:
            run(self, *args)
        finally:
            ring.finished(slot)

    native = None
    # From 3.14 on it takes an argument, and has another field for its function.
    if getattr(getattr(run, "__code__", None), "co_argcount", 0) == 1:
        native = R.ring.native_item(item, run, partial(R.failed, "run"))
    item.run = native or traced_run
    executor.__init__ = _announcing(executor.__init__, lambda made: _announce(made, L.THREADS))
    executor.submit = _submitting(executor.submit, _submitted_to_threads)
    executor.shutdown = blocking.waiting(executor.shutdown, "join")


class _Numbered(R._local):
    """The number that a process executor gave the calling thread's last submission."""

    number = None


_numbered = _Numbered()


@R.quietly
def _made_for_processes(executor):
    """The executor's queue of numbers is told each one while the executor is locked."""
    _announce(executor, L.PROCESSES)
    executor._stretto_base = W.queue_identity(executor._call_queue)
    put = executor._work_ids.put

    def traced_put(number, *args, **kwargs):
        _numbered.number = number
        return put(number, *args, **kwargs)

    executor._work_ids.put = traced_put


def _batch(function, args, chunk_function):
    """The calls that are submitted as one, as a list, and the function called; None for one call.

    `map` makes chunks of the arguments, joblib of whole calls.
    """
    if type(function) is partial and function.func is chunk_function:
        return args[0], function.args[0]
    batch = C.batch_of_joblib(function)
    return (batch.items, batch.items[0][0]) if batch is not None else None


def hook_processes(module):
    """loky's executor, which joblib brings along, is made like the standard one."""
    executor, worker = module.ProcessPoolExecutor, module._process_worker
    chunk_function = module._process_chunk

    def submitted(executor, future, when, args, kwargs):
        number, _numbered.number = _numbered.number, None
        base = executor.__dict__.get("_stretto_base")
        if number is None or base is None:
            return
        ring, function = R.ring, args[0] if args else kwargs.get("fn")
        batch = _batch(function, args[1:], chunk_function)
        count = len(batch[0]) if batch else 1
        task = future._stretto_task = member(base, number)
        ring.write(when, task, 0, ring.tid(), 0, count, 0, L.SUBMIT, L.FLOW_START)

    @wraps(worker)
    def traced_worker(call_queue, result_queue, *args, **kwargs):
        queues = _proxies(call_queue, result_queue, chunk_function) or (call_queue, result_queue)
        return worker(*queues, *args, **kwargs)

    module._process_worker = traced_worker
    executor.__init__ = _announcing(executor.__init__, _made_for_processes)
    executor.submit = _submitting(executor.submit, submitted)
    executor.shutdown = blocking.waiting(executor.shutdown, "join")


@R.quietly
def _proxies(call_queue, result_queue, chunk_function):
    base, lane = W.queue_identity(call_queue), W.Worker()

    @R.quietly
    def picked_up(item, begun):
        task, function = member(base, item.work_id), item.fn
        batch = _batch(function, item.args, chunk_function)
        if batch:
            lane.pick_up(W.came(begun), task, len(batch[0]))
            items = lane.items(batch[0], C.describe(batch[1]))
            if type(function) is partial:
                item.args = (items, *item.args[1:])
            else:
                C.batch_of_joblib(function).items = items
        else:
            lane.pick_up(W.came(begun), task, 1)
            lane.run(C.describe(function))

    def get(*args, **kwargs):
        begun = R.now()
        lane.ready()
        item = call_queue.get(*args, **kwargs)
        if item is not None:
            picked_up(item, begun)
        return item

    def put(*args, **kwargs):
        lane.finish()
        result_queue.put(*args, **kwargs)
        lane.sent()

    return W.QueueProxy(call_queue, get=get), W.QueueProxy(result_queue, put=put)
