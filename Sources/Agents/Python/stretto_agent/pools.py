"""`multiprocessing.pool`: Pool and ThreadPool; a task per item, also inside chunks."""

from collections import deque

from . import blocking
from . import callables as C
from . import layout as L
from . import ring as R
from . import workers as W
from .identities import member
from .wrapping import wraps

# id(inqueue) to the identity of a pool of threads.
_bases = {}
# Results that nobody has asked for yet, per pool, at most.
PENDING = 100000


class _Submitting(R._local):
    lazily = False


_submitting = _Submitting()


def _base(queue):
    return _bases.get(id(queue)) or W.queue_identity(queue)


@R.quietly
def _base_of(pool):
    """What the ids of a pool's tasks are made from."""
    if pool._stretto_base is None:
        pool._stretto_base = W.queue_identity(pool._inqueue)
    return pool._stretto_base


@R.quietly
def _announce(pool, model):
    ring = R.ring
    name, slots = ring.name(type(pool).__name__), min(len(pool._pool), L.MAXIMUM)
    ring.write(R.now(), 0, 0, ring.tid(), name, slots, 0, model, L.EXECUTOR)


def _seen(task):
    ring = R.ring
    ring.write(R.now(), task, 0, ring.tid(), 0, 0, 0, L.RESULT, L.FLOW_END)


def hook(module):
    _hook_setup(module)
    _hook_worker(module)
    _hook_submission(module)
    _hook_results(module)
    _hook_end(module)


def _hook_setup(module):
    Pool, ThreadPool = module.Pool, module.ThreadPool
    init, populate, thread_queues = Pool.__init__, Pool._repopulate_pool, ThreadPool._setup_queues

    @wraps(init)
    def traced_init(self, *args, **kwargs):
        self._stretto_pending, self._stretto_base = {}, None
        try:
            init(self, *args, **kwargs)
        except BaseException as error:
            blocking.strip(error)
            raise
        _announce(self, L.THREADS if isinstance(self, ThreadPool) else L.PROCESSES)

    @wraps(populate)
    def traced_populate(self):
        # A subclass may make its queues by itself, as joblib's does; forked workers inherit them.
        _base_of(self)
        return populate(self)

    @wraps(thread_queues)
    def traced_thread_queues(self):
        thread_queues(self)
        self._stretto_base = _bases[id(self._inqueue)] = R.ring.task()

    Pool.__init__, Pool._repopulate_pool = traced_init, traced_populate
    ThreadPool._setup_queues = traced_thread_queues


def _hook_worker(module):
    worker, stars = module.worker, (module.mapstar, module.starmapstar)

    @wraps(worker)
    def traced_worker(inqueue, outqueue, *args, **kwargs):
        queues = _proxies(inqueue, outqueue, stars) or (inqueue, outqueue)
        return worker(*queues, *args, **kwargs)

    module.worker = traced_worker


@R.quietly
def _proxies(inqueue, outqueue, stars):
    lane, base = W.Worker(), _base(inqueue)

    @R.quietly
    def picked_up(message, begun):
        job, index, function, arguments, keywords = message
        task = member(base, job, index)
        if function in stars:
            inner, batch = arguments[0]
            lane.pick_up(W.came(begun), task, len(batch))
            arguments = ((inner, lane.items(batch, C.describe(inner))),)
            return job, index, function, arguments, keywords
        calls = C.batch_of_joblib(function)
        if calls is not None:
            lane.pick_up(W.came(begun), task, len(calls.items))
            calls.items = lane.items(calls.items, C.describe(function))
            return message
        lane.pick_up(W.came(begun), task, 1)
        lane.run(C.describe(function))
        return message

    def get():
        begun = R.now()
        lane.ready()
        message = inqueue.get()
        return None if message is None else picked_up(message, begun) or message

    def put(message):
        lane.finish()
        outqueue.put(message)
        lane.sent()

    return W.QueueProxy(inqueue, get=get), W.QueueProxy(outqueue, put=put)


def _hook_submission(module):
    Pool, stars = module.Pool, (module.mapstar, module.starmapstar)
    generation, apply_async = Pool._guarded_task_generation, Pool.apply_async
    map_async, imap, unordered = Pool._map_async, Pool.imap, Pool.imap_unordered

    def submitted(ring, tid, base, when, tasks):
        for message in tasks:
            job, index, function, arguments, _ = message
            count = len(arguments[0][1]) if function in stars else 1
            drawn = when is None
            ring.write(
                R.now() if drawn else when, member(base, job, index), 0,
                ring.tid() if drawn else tid, 0, count, 0, L.SUBMIT, L.FLOW_START,
            )
            yield message

    @wraps(generation)
    def traced_generation(self, *args):
        # What `map` hands over is submitted now; what `imap` draws, when it is drawn.
        when = None if _submitting.lazily else R.now()
        ring, base = R.ring, _base_of(self)
        tasks = generation(self, *args)
        return tasks if base is None else submitted(ring, ring.tid(), base, when, tasks)

    def drawing(original):
        @wraps(original)
        def traced(self, *args, **kwargs):
            _submitting.lazily = True
            try:
                return original(self, *args, **kwargs)
            except BaseException as error:
                blocking.strip(error)
                raise
            finally:
                _submitting.lazily = False

        return traced

    @wraps(apply_async)
    def traced_apply(self, *args, **kwargs):
        ring, when, count = R.ring, R.now(), _count(args, kwargs)
        try:
            result = apply_async(self, *args, **kwargs)
        except BaseException as error:
            blocking.strip(error)
            raise
        _applied(ring, when, self, result, count)
        return result

    @wraps(map_async)
    def traced_map(self, func, iterable, *args, **kwargs):
        try:
            result = map_async(self, func, iterable, *args, **kwargs)
        except BaseException as error:
            blocking.strip(error)
            raise
        _mapped(self, result, iterable)
        return result

    Pool._guarded_task_generation, Pool.apply_async = traced_generation, traced_apply
    Pool._map_async, Pool.imap, Pool.imap_unordered = traced_map, drawing(imap), drawing(unordered)


@R.quietly
def _count(args, kwargs):
    """How many calls are handed over as one; a worker of this process may draw from them."""
    batch = C.batch_of_joblib(args[0] if args else kwargs.get("func"))
    return 1 if batch is None else len(batch.items)


@R.quietly
def _applied(ring, when, pool, result, count):
    base = _base_of(pool)
    if base is not None:
        task = member(base, result._job)
        ring.write(when, task, 0, ring.tid(), 0, count or 1, 0, L.SUBMIT, L.FLOW_START)
        _expect(pool, result, 1)


@R.quietly
def _mapped(pool, result, iterable):
    if _base_of(pool) is not None and result._chunksize > 0:
        length = len(iterable if hasattr(iterable, "__len__") else result._value)
        _expect(pool, result, -(-length // result._chunksize))


def _expect(pool, result, chunks):
    """Somebody may ask for this result, else `join` tells that it has come."""
    if len(pool._stretto_pending) < PENDING:
        pool._stretto_pending[result._job] = chunks
        result._stretto_pool = pool._stretto_base, pool._stretto_pending
        _called_back(result)


def _called_back(result):
    """A result that a callback takes is seen when it has run."""
    base, pending = result.__dict__.get("_stretto_pool", (0, None))
    if pending is None or not result._event.is_set():
        return
    if result._callback is not None or result._error_callback is not None:
        _take(base, pending, result._job)


@R.quietly
def _take(base, pending, job):
    chunks = pending.pop(job, 0)
    for chunk in range(chunks):
        _seen(member(base, job, chunk))


def _hook_results(module):
    Result, Ordered = module.ApplyResult, module.IMapIterator
    Unordered = module.IMapUnorderedIterator
    get, draw, init, arrive = Result.get, Ordered.next, Ordered.__init__, Unordered._set

    @wraps(get)
    def traced_get(self, *args, **kwargs):
        try:
            return get(self, *args, **kwargs)
        except BaseException as error:
            blocking.strip(error)
            raise
        finally:
            base, pending = self.__dict__.get("_stretto_pool", (0, None))
            if pending is not None and self._event.is_set():
                _take(base, pending, self._job)

    @wraps(init)
    def traced_init(self, pool, *args):
        init(self, pool, *args)
        self._stretto_base, self._stretto_drawn = _base_of(pool), 0
        self._stretto_order = deque() if isinstance(self, Unordered) else None

    @wraps(arrive)
    def traced_arrive(self, i, obj):
        self._stretto_order.append(i)
        arrive(self, i, obj)

    @wraps(draw)
    def traced_draw(self, *args, **kwargs):
        came = True
        try:
            return draw(self, *args, **kwargs)
        except BaseException as error:
            came = not isinstance(error, (StopIteration, module.TimeoutError))
            blocking.strip(error)
            raise
        finally:
            if came:
                _drawn(self)

    for kind in (Result, module.MapResult):
        kind._set = _telling(kind._set)
    Result.get, Ordered.__init__, Unordered._set = traced_get, traced_init, traced_arrive
    Ordered.next = Ordered.__next__ = traced_draw


def _telling(store):
    @wraps(store)
    def traced_set(self, i, outcome):
        store(self, i, outcome)
        _called_back(self)

    return traced_set


@R.quietly
def _drawn(iterator):
    order, drawn = iterator._stretto_order, iterator._stretto_drawn
    iterator._stretto_drawn += 1
    index = drawn if order is None else order.popleft() if order else None
    if index is not None and iterator._stretto_base is not None:
        _seen(member(iterator._stretto_base, iterator._job, index))


def _hook_end(module):
    Pool = module.Pool
    join, terminate = blocking.waiting(Pool.join, "join"), Pool.terminate

    @wraps(join)
    def traced_join(self):
        try:
            join(self)
        except BaseException as error:
            blocking.strip(error)
            raise
        for job in list(self._stretto_pending):
            _take(self._stretto_base, self._stretto_pending, job)

    @wraps(terminate)
    def traced_terminate(self):
        ring = R.ring
        slot = ring.begin(L.TEARDOWN, ring.name("terminate"))
        try:
            terminate(self)
        finally:
            ring.end(slot)

    Pool.join, Pool.terminate = traced_join, traced_terminate
