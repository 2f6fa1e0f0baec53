"""What to call a callable, without running any code of the program."""

from _functools import partial  # the same one: a small program does not import functools
from types import BuiltinFunctionType, FunctionType, MethodType


def target_of(function):
    """The function inside partials and bound methods."""
    for _ in range(8):
        kind = type(function)
        if kind is FunctionType or kind is type or kind is BuiltinFunctionType:
            break
        if kind is MethodType:
            function = function.__func__
        elif kind is partial:
            function = _inside(function)
        elif batch_of_joblib(function) is not None:
            function = batch_of_joblib(function).items[0][0]
        else:
            break
    return function


def _inside(wrapped):
    """`Context.run` with a function, as `asyncio.to_thread` makes it, is that function."""
    if type(wrapped.func) is BuiltinFunctionType and wrapped.func.__name__ == "run" and wrapped.args:
        return wrapped.args[0]
    return wrapped.func


def batch_of_joblib(function):
    """joblib's list of calls in a callable of its own; None for what is none."""
    for _ in range(3):
        if not type(function).__module__.startswith("joblib."):
            return None
        held = vars(function)
        if type(held.get("items")) is list and held["items"]:
            return function
        function = held.get("func")
    return None


def describe(function):
    """Its qualified name, or its type's."""
    function = target_of(function)
    kind = type(function)
    if kind is FunctionType or kind is BuiltinFunctionType:
        return function.__qualname__
    if isinstance(function, type):
        return type.__getattribute__(function, "__qualname__")
    return vars(kind).get("STRETTO_NAME") or kind.__qualname__


def module_of(function):
    """The module it was written in, or ''."""
    function = target_of(function)
    try:
        if isinstance(function, FunctionType):
            return function.__module__ or ""
        kind = function if isinstance(function, type) else type(function)
        return type.__getattribute__(kind, "__module__") or ""
    except Exception:
        return ""


# Threads and processes that run what is written here are machinery, not tasks.
_SERVERS = ("socketserver", "wsgiref.simple_server", "http.server", "socket", "_socket")
_MACHINERY = ("multiprocessing.", "concurrent.futures.", "asyncio.", "logging.", "joblib.", "loky.")
# Whether modules met before are: strings of the program, at most so many.
modules = {}
_MODULES_LIMIT = 1000


def is_machinery(function):
    """Whether it is an executor's or a server's own loop."""
    module = module_of(function)
    known = modules.get(module)
    if known is None:
        known = module in _SERVERS or module.startswith(_MACHINERY)
        if len(modules) < _MODULES_LIMIT:
            modules[module] = known
    return known
