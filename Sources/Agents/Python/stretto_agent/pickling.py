"""What multiprocessing pickles and unpickles: time and bytes."""

from . import blocking
from . import layout as L
from . import ring as R
from .wrapping import wraps


class _Flags(R._local):
    received = 0


_flags = _Flags()


def flags():
    return _flags


def _renew():
    global _flags
    _flags = _Flags()


R.after_fork.append(_renew)


@R.quietly
def _wrote(begun, name, size):
    ring = R.ring
    size = min(size, L.MAXIMUM)
    ring.write(begun, 0, R.now(), ring.tid(), ring.name(name), size, 0, L.SERIALIZE, L.SPAN)


def hook(reduction):
    pickler = reduction.ForkingPickler
    dumps, loads, dump = pickler.dumps.__func__, pickler.loads, reduction.dump

    @wraps(dumps)
    def traced_dumps(cls, obj, protocol=None):
        begun = R.now()
        try:
            data = dumps(cls, obj, protocol)
        except BaseException as error:
            blocking.strip(error)
            raise
        _wrote(begun, "pickle", data.nbytes)
        return data

    def traced_loads(data, *args, **kwargs):
        begun = _flags.received = R.now()
        try:
            value = loads(data, *args, **kwargs)
        except BaseException as error:
            blocking.strip(error)
            raise
        _wrote(begun, "unpickle", getattr(data, "nbytes", 0) or len(data))
        return value

    @wraps(dump)
    def traced_dump(obj, file, protocol=None):
        begun, before = R.now(), _position(file)
        try:
            dump(obj, file, protocol)
        except BaseException as error:
            blocking.strip(error)
            raise
        _wrote(begun, "pickle", max(0, _position(file) - before))

    pickler.dumps = classmethod(traced_dumps)
    pickler.loads = staticmethod(traced_loads)
    reduction.dump = traced_dump


def hook_loky(reduction):
    """loky has a pickler of its own, and unpickles as multiprocessing does."""
    dumps = reduction.dumps

    @wraps(dumps)
    def traced_dumps(*args, **kwargs):
        begun = R.now()
        try:
            data = dumps(*args, **kwargs)
        except BaseException as error:
            blocking.strip(error)
            raise
        _wrote(begun, "pickle", getattr(data, "nbytes", 0) or len(data))
        return data

    reduction.dumps = traced_dumps


def _position(file):
    try:
        return file.tell()
    except Exception:
        return 0
