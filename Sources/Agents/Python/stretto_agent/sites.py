"""Where the program's own code called what blocks the loop of its thread."""

import os
import sys

from . import ring as R

# Frames looked at, from the innermost on.
DEPTH = 60

# (code, line) to the number of its text, for the ring that it belongs to.
_known = {}
R.after_fork.append(_known.clear)

_HERE = __file__.rpartition("/")[0] + "/"
_STANDARD = os.__file__.rpartition("/")[0] + "/"
_INSTALLED = ("/site-packages/", "/dist-packages/")


def is_own(file):
    """Whether a file is the program's own, and no library's."""
    if file.startswith("<"):
        return not file.startswith("<frozen")
    if file.startswith(_HERE) or any(part in file for part in _INSTALLED):
        return False
    return not file.startswith(_STANDARD)


# Each tells whether a loop of its kind runs in the calling thread.
loops = []


def in_loop(called):
    """The number of the text that names the call site; 0 where no loop runs in this thread."""
    try:
        for is_running in loops:
            if is_running():
                return _site(sys._getframe(2), called)
    except Exception:
        pass
    return 0


def _site(frame, called):
    """The innermost frame of the program's own, and what it called."""
    below = None
    for _ in range(DEPTH):
        if frame is None:
            return 0
        file = frame.f_code.co_filename
        if is_own(file):
            break
        if not file.startswith(_HERE):
            below = frame
        frame = frame.f_back
    else:
        return 0
    key = frame.f_code, frame.f_lineno
    number = _known.get(key)
    if number is None:
        number = _known[key] = R.ring.name(_text(frame, below, called))
    return number


def _text(frame, below, called):
    if below is not None:
        module = below.f_globals.get("__name__", "")
        name = "%s.%s" % (module, name_of(below.f_code)) if module else name_of(below.f_code)
    else:
        module = getattr(called, "__module__", None)
        own = getattr(called, "__qualname__", getattr(called, "__name__", "?"))
        name = "%s.%s" % (module, own) if module else own
    return "%s at %s in %s" % (name, place(frame.f_code, frame.f_lineno), name_of(frame.f_code))


def name_of(code):
    return getattr(code, "co_qualname", code.co_name)


def place(code, line):
    """The file with the last folder of its path, and the line."""
    parts = code.co_filename.rsplit("/", 2)
    return "%s:%d" % ("/".join(parts[-2:]) if len(parts) > 2 else code.co_filename, line)


def of_coroutine(coro):
    """Where its last step was: before the line at which it waits now, else in all of it."""
    code = getattr(coro, "cr_code", None) or getattr(coro, "gi_code", None)
    if code is None:
        return None
    frame = getattr(coro, "cr_frame", None) or getattr(coro, "gi_frame", None)
    if frame is None:
        return "%s at %s" % (name_of(code), place(code, code.co_firstlineno))
    return "%s before %s" % (name_of(code), place(code, frame.f_lineno))
