"""This process's file, mapped and shared: what is written survives any end of the process.

Slots are handed out by one counter whose `next` is atomic under the GIL; there
are no locks on the way. Space on disk is claimed ahead in blocks, so that a full
disk costs events and never a bus error.
"""

import itertools
import os
import sys
import time
from _thread import _local, allocate_lock, get_native_id
from mmap import mmap

from . import callables
from . import layout as L
from . import native
from .futures import Futures
from .identities import MASK
from .null_ring import NullRing
from .quiet import failed, quietly, warn  # the hooks ask this module for them

# A process's file never grows beyond this many bytes.
LIMIT = 64 << 20
FIRST_BLOCK = 64 << 10
BLOCK = 512 << 10
MARGIN = 16 << 10
# Seconds.
PATIENCE = 0.2
NAME_LIMIT = 50000
NAME_BYTES = 480
COMMAND_BYTES = 2000
# Methods that the extension has too.
NATIVE = ("begin", "end", "step", "write", "set_end", "set_reason", "set_name", "begun", "take")
NATIVE += ("tid", "task", "submitted", "picked_up", "finished", "seen")

now = time.monotonic_ns

# The ring of this process. A hook keeps the one that it began a span with:
# after a fork the child has another.
ring = None

# Called in the child after a fork.
after_fork = []

# Mappings are never dropped: dropping one closes a descriptor whose number
# the program may by then use for something else.
_kept = []


class Ring(Futures):
    """The methods are closures made in `_arm`: that halves what an event costs."""

    def __init__(self, folder, start):
        self.folder = folder
        self.start = start
        # Ids are this random number plus a count: unique in the recording.
        self.base = int.from_bytes(os.urandom(8), "little")
        self.path = "%s/%d-%d.ring" % (folder, os.getpid(), start)
        self._local = _local()
        self._names = {}
        self._name_ids = itertools.count(1)
        self._tasks = itertools.count(1)
        self._lost = 0
        self._growing = allocate_lock()
        self._size = _limit()
        self._open()
        self._arm()
        self.write(now(), 0, 0, self.tid(), self._long_name(_command_line()), 0, 0, 0, L.COMMAND)

    def _open(self):
        descriptor = os.open(
            self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600
        )
        try:
            first = min(FIRST_BLOCK, self._size)
            os.posix_fallocate(descriptor, 0, first)
            self._map(descriptor, first)
            self._core = self._native(descriptor, first)
        finally:
            os.close(descriptor)
        _kept.append(self.map)
        version = "%d.%d.%d" % sys.version_info[:3]
        L.HEAD.pack_into(
            self.map, 0, b"", L.LAYOUT, L.RECORD_SIZE, os.getpid(), self.start, 0, 0, sys.hexversion
        )
        text = version.encode()[: L.VERSION_SIZE]
        self.map[L.VERSION_OFFSET : L.VERSION_OFFSET + len(text)] = text
        self.map[0 : len(L.MAGIC)] = L.MAGIC
        self._claimed(first)

    def _map(self, descriptor, least):
        """Maps as much as limits on files and on memory allow, down to what is claimed."""
        while True:
            try:
                os.ftruncate(descriptor, self._size)
                self.map = _mapped(descriptor, self._size)
                return
            except (OSError, ValueError):
                if self._size <= least:
                    raise
                self._size = max(least, self._size // 8)

    def _native(self, descriptor, claimed):
        """The extension with this ring in its hands; None where it cannot have it."""
        core = _core()
        if core is not None:
            try:
                soft = claimed - L.RECORD_SIZE
                core.arm(descriptor, self._size, soft, self.base, self._room, self._names)
            except Exception:
                core = None
        return core

    def _claimed(self, size):
        """Slots up to `hard` may be written; past `soft` it is time to claim more."""
        self.hard = size - L.RECORD_SIZE
        self.soft = self.hard if size >= self._size else self.hard - MARGIN
        if self._core is not None:
            self._core.limit(self.soft)

    def _arm(self):
        if self._core is not None:
            for method in NATIVE:
                setattr(self, method, getattr(self._core, method))
            return
        memory, pack, pack_end = self.map, L.RECORD.pack_into, L.NUMBER.pack_into
        # Record 0 is scratch.
        scratch = L.HEADER_SIZE
        take = itertools.count(scratch + L.RECORD_SIZE, L.RECORD_SIZE).__next__
        if not getattr(sys, "_is_gil_enabled", lambda: True)():
            take = _locked(take)
        local, room = self._local, self._room

        def begin(category, name, task=0, extra=0):
            slot = take()
            if slot > self.soft:
                slot = room(slot)
            try:
                tid = local.tid
            except AttributeError:
                tid = local.tid = get_native_id()
            pack(memory, slot, now(), task, 0, tid, name, extra, 0, category, L_SPAN)
            return slot

        def end(slot):
            pack_end(memory, slot + END_OFFSET, now())

        def step(task, ready):
            slot = take()
            if slot > self.soft:
                slot = room(slot)
            try:
                tid = local.tid
            except AttributeError:
                tid = local.tid = get_native_id()
            begun = now()
            lag = begun - ready
            if lag > MAXIMUM:
                lag = MAXIMUM
            pack(memory, slot, begun, task, 0, tid, 0, lag, 0, 0, L_STEP)
            return slot

        def write(when, task, end, tid, name, extra, sub, category, kind):
            slot = take()
            if slot > self.soft:
                slot = room(slot)
            pack(memory, slot, when, task, end, tid, name, extra, sub, category, kind)
            return slot

        def set_end(slot, when):
            pack_end(memory, slot + END_OFFSET, when)

        L_SPAN, L_STEP, END_OFFSET, MAXIMUM = L.SPAN, L.STEP, L.END_OFFSET, L.MAXIMUM
        self.begin, self.end, self.step = begin, end, step
        self.write, self.set_end = write, set_end
        self.take = take
        base = self.base
        tasks = self._tasks.__next__
        self.task = lambda: (base + tasks()) & MASK

    def set_reason(self, slot, reason):
        """Fills in `sub`: why an async task waits after a step, or that the loop runs for it."""
        L.SUB.pack_into(self.map, slot + L.SUB_OFFSET, reason)

    def set_name(self, slot, name):
        """Fills in the name of what was begun without one."""
        L.NAME.pack_into(self.map, slot + L.NAME_OFFSET, name)

    def begun(self, slot):
        """When it began."""
        return L.NUMBER.unpack_from(self.map, slot + L.TIME_OFFSET)[0]

    def tid(self):
        """The kernel's id of the calling thread."""
        try:
            return self._local.tid
        except AttributeError:
            self._local.tid = get_native_id()
            return self._local.tid

    def native_step(self, *arguments):
        """The extension's `Handle._run`; None where there is none."""
        try:
            return self._core.step_hook(*arguments)
        except Exception:
            return None

    def native_item(self, *arguments):
        """The extension's `_WorkItem.run`; None where there is none."""
        try:
            return self._core.item_hook(*arguments)
        except Exception:
            return None

    def native_soon(self, *arguments):
        """The extension's `BaseEventLoop._call_soon`; None where there is none."""
        try:
            return self._core.soon_hook(*arguments)
        except Exception:
            return None

    def name(self, text):
        """The number of a name; its text is written the first time."""
        number = self._names.get(text)
        return number if number is not None else self._define(text, NAME_BYTES)

    def _long_name(self, text):
        return self._define(text, COMMAND_BYTES)

    def _define(self, text, limit):
        if len(self._names) >= NAME_LIMIT:
            text = "(further names)"
            if text in self._names:
                return self._names[text]
        number = next(self._name_ids)
        data = text.encode("utf-8", "replace")[:limit]
        parts = max(1, -(-len(data) // L.TEXT_BYTES))
        for part in range(parts):
            piece = data[part * L.TEXT_BYTES : (part + 1) * L.TEXT_BYTES]
            slot = self.take()
            if slot > self.soft:
                slot = self._room(slot)
            L.TEXT.pack_into(self.map, slot, number, part, parts, len(piece), piece, L.TEXT_KIND)
        self._names[text] = number
        return number

    def _room(self, slot):
        """Claims more of the file; gives the scratch slot when there is no more."""
        fits = slot + L.RECORD_SIZE <= self._size
        # Past what is claimed, one waits while another thread claims; before, nobody does. It is
        # not waited for ever: this may be a signal's handler inside that very claim.
        if fits and self._growing.acquire(slot > self.hard, PATIENCE if slot > self.hard else -1):
            try:
                self._grow(slot)
            except OSError:
                self._size = self.hard + L.RECORD_SIZE
                self.soft = self.hard
            finally:
                self._growing.release()
        if slot <= self.hard:
            return slot
        self._lost += 1
        L.LOST.pack_into(self.map, L.LOST_OFFSET, self._lost)
        return L.HEADER_SIZE

    def _grow(self, slot):
        claimed = self.hard + L.RECORD_SIZE
        if slot <= self.soft or claimed >= self._size:
            return
        size = min(max(claimed, slot) + BLOCK, self._size)
        descriptor = os.open(self.path, os.O_RDWR | os.O_CLOEXEC)
        try:
            os.posix_fallocate(descriptor, claimed, size - claimed)
        finally:
            os.close(descriptor)
        self._claimed(size)

    def close(self):
        """Says that the process came to its end."""
        L.CLOSED.pack_into(self.map, L.CLOSED_OFFSET, 1)

    def abandon(self):
        """In the child of a fork: hooks that began under this ring write nothing more."""
        null = NullRing()
        methods = ("begin", "end", "step", "write", "set_end", "set_reason", "set_name", "name")
        methods += ("submitted", "picked_up", "finished", "seen", "close")
        for method in methods:
            setattr(self, method, getattr(null, method))
        if self._core is not None:
            self._core.disarm()


_loaded = []


def _core():
    """The extension, looked for once."""
    if not _loaded:
        _loaded.append(native.load(callables.modules, lambda function: ring.numbered(function)))
    return _loaded[0]


def _mapped(descriptor, size):
    if sys.version_info >= (3, 13):
        return mmap(descriptor, size, trackfd=False)
    return mmap(descriptor, size)


def _locked(take):
    """Without a GIL `next` of a counter may give one number twice."""
    lock = allocate_lock()

    def locked():
        with lock:
            return take()

    return locked


def _limit():
    try:
        asked = int(os.environ.get("STRETTO_AGENT_LIMIT", LIMIT))
    except ValueError:
        asked = LIMIT
    return max(FIRST_BLOCK, min(asked, LIMIT)) & ~4095


def _command_line():
    try:
        with open("/proc/self/cmdline", "rb") as file:
            data = file.read(COMMAND_BYTES)
    except OSError:
        return ""
    return data.rstrip(b"\0").replace(b"\0", b" ").decode("utf-8", "replace")


def folder():
    """Where the files of all processes lie."""
    return os.environ.get("STRETTO_AGENT_RING", "")


def _open(folder, start):
    global ring
    try:
        ring = Ring(folder, start)
    except Exception as error:
        ring = NullRing()
        warn(error)
        return False
    return True


def _in_child(folder):
    start = now()
    if isinstance(ring, Ring):
        ring.abandon()
    _open(folder, start)
    for action in after_fork:
        action()


def open_for_this_process(folder):
    """Opens the file, and another in every child that is forked."""
    import atexit

    if not _open(folder, now()):
        return False
    os.register_at_fork(after_in_child=lambda: _in_child(folder))
    atexit.register(lambda: ring.close())
    return True
