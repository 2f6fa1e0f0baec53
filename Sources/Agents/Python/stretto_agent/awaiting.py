"""Why an async task waits, from the innermost code that it is suspended in."""

from . import layout as L

# What a code object waits for: learnt once per code object.
_reasons = {}

_STANDARD = (
    ("asyncio/tasks.py", {"sleep": L.SLEEP}, L.JOIN),
    ("asyncio/locks.py", {}, L.LOCK),
    ("asyncio/queues.py", {}, L.QUEUE),
    ("asyncio/streams.py", {}, L.IO),
    ("asyncio/selector_events.py", {}, L.IO),
    ("asyncio/base_events.py", {"run_in_executor": L.JOIN}, L.IO),
    ("asyncio/sslproto.py", {}, L.IO),
    ("asyncio/subprocess.py", {}, L.JOIN),
    ("asyncio/taskgroups.py", {}, L.JOIN),
    ("asyncio/threads.py", {}, L.JOIN),
    ("trio/_timeouts.py", {}, L.SLEEP),
    ("trio/_sync.py", {}, L.LOCK),
    ("trio/_channel.py", {}, L.QUEUE),
    ("trio/_threads.py", {}, L.JOIN),
    ("trio/_subprocess.py", {}, L.JOIN),
    ("trio/_core/_run.py", {"_nested_child_finished": L.JOIN}, L.READY),
    ("trio/_socket.py", {}, L.IO),
    ("trio/_ssl.py", {}, L.IO),
    ("trio/_file_io.py", {}, L.IO),
    ("trio/_unix_pipes.py", {}, L.IO),
    ("trio/_highlevel_socket.py", {}, L.IO),
)
# Code of these waits for the network, whatever it suspends in.
_NETWORK = ("/aiohttp/", "/httpcore/", "/anyio/_backends/", "/asyncpg/", "/websockets/")
DEPTH = 40


def _reason(code):
    known = _reasons.get(code)
    if known is None:
        known = _reasons[code] = _classify(code.co_filename, code.co_name)
    return known


def _classify(file, name):
    for suffix, names, other in _STANDARD:
        if file.endswith(suffix):
            return names.get(name, other)
    return L.IO if any(part in file for part in _NETWORK) else L.READY


def reason(task, future):
    """The reason of a task that has just been suspended on a future."""
    found = reason_of(task.get_coro())
    if hasattr(future, "get_coro") or type(future).__name__ == "_GatheringFuture":
        return L.JOIN
    return found or L.UNKNOWN


def reason_of(coro):
    """What the innermost known code of a suspended coroutine waits for; READY for none known."""
    inner, found = coro, L.READY
    for _ in range(DEPTH):
        code = getattr(inner, "cr_code", None)
        if code is not None:
            following = inner.cr_await
        else:
            code = getattr(inner, "gi_code", None) or getattr(inner, "ag_code", None)
            if code is None:
                break
            following = getattr(inner, "gi_yieldfrom", None) or getattr(inner, "ag_await", None)
        here = _reason(code)
        # A library's network code wins over the lock or queue that it is built from.
        if here == L.IO or here and found != L.IO:
            found = here
        if following is None:
            break
        inner = following
    return found
