"""Waits of a thread: sleep, conditions, joins, sockets, subprocesses."""

import sys

from . import layout as L
from . import ring as R
from . import sites
from .wrapping import wraps

# Whether a thread may run several things in turns, as greenlets do: then its waits and calls do
# not nest, and are not written.
shared_threads = False

# 3.11 and later keep the traceback that a bare `raise` finds on the exception.
_STRIPS = sys.version_info >= (3, 11)


def strip(error):
    """Takes the caller's own frame out of a traceback that passes through it."""
    if _STRIPS and error.__traceback__ is not None:
        error.__traceback__ = error.__traceback__.tb_next


def waiting(original, name):
    """`original` with its time as a wait; waits inside a wait are part of it."""

    @wraps(original)
    def wrapper(*args, **kwargs):
        ring = R.ring
        flags = thread_flags()
        if flags.waiting or shared_threads:
            try:
                return original(*args, **kwargs)
            except BaseException as error:
                strip(error)
                raise
        flags.waiting = True
        slot = ring.begin(L.WAIT, ring.name(name), 0, sites.in_loop(original))
        try:
            return original(*args, **kwargs)
        except BaseException as error:
            strip(error)
            raise
        finally:
            ring.end(slot)
            flags.waiting = False

    return wrapper


def joining(original, joined):
    """A `join` with its time as a wait; `joined` is told once it has returned."""
    waited = waiting(original, "join")

    @wraps(original)
    def traced_join(self, timeout=None):
        try:
            waited(self, timeout)
        except BaseException as error:
            strip(error)
            raise
        joined(self)

    return traced_join


class _Flags(R._local):
    waiting = False
    calling = False


_flags = _Flags()


def thread_flags():
    """What the calling thread is in the middle of."""
    return _flags


def _renew():
    global _flags
    _flags = _Flags()


R.after_fork.append(_renew)


class _Sleep:
    """`time.sleep` as a callable that, like a builtin, does not bind to instances."""

    STRETTO_NAME = "sleep"

    def __init__(self, original):
        self._sleep = waiting(original, "sleep")
        self.__wrapped__ = original
        self.__name__ = self.__qualname__ = "sleep"
        self.__module__ = "time"
        self.__doc__ = original.__doc__

    def __call__(self, *args, **kwargs):
        try:
            return self._sleep(*args, **kwargs)
        except BaseException as error:
            strip(error)
            raise

    def __repr__(self):
        return repr(self.__wrapped__)

    def __reduce__(self):
        return "sleep"


def hook_time():
    """`time` is built in: it is there before us."""
    import time

    time.sleep = _Sleep(time.sleep)


def hook_conditions(threading):
    """The one place where the threads of pure Python block on each other."""
    original = threading.Condition.wait
    event_wait = threading.Event.wait.__code__

    @wraps(original)
    def wait(self, timeout=None):
        flags = thread_flags()
        if flags.waiting or shared_threads or (timeout is not None and timeout <= 0):
            return original(self, timeout)
        flags.waiting = True
        ring = R.ring
        name = ring.name(_reason(sys._getframe(1), event_wait))
        slot = ring.begin(L.WAIT, name, 0, sites.in_loop(original))
        try:
            return original(self, timeout)
        finally:
            ring.end(slot)
            flags.waiting = False

    threading.Condition.wait = wait


def _reason(frame, event_wait):
    """Why a condition is waited for, from the file that does it."""
    if frame.f_code is event_wait and frame.f_back is not None:
        frame = frame.f_back
    file = frame.f_code.co_filename
    if file.endswith(("concurrent/futures/_base.py", "multiprocessing/pool.py")):
        return "join"
    return "queue" if file.endswith(("/queue.py", "multiprocessing/queues.py")) else "lock"


def hook_socket(socket):
    socket.create_connection = waiting(socket.create_connection, "io")
    socket.SocketIO.readinto = waiting(socket.SocketIO.readinto, "io")


def hook_subprocess(subprocess):
    subprocess.Popen.wait = waiting(subprocess.Popen.wait, "join")
    subprocess.Popen.communicate = waiting(subprocess.Popen.communicate, "join")


def hook_urllib3(connection):
    connection.create_connection = waiting(connection.create_connection, "io")


def hook_httpcore(sync):
    sync.SyncStream.read = waiting(sync.SyncStream.read, "io")
    sync.SyncBackend.connect_tcp = waiting(sync.SyncBackend.connect_tcp, "io")
