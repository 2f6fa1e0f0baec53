"""The part of the agent that is written in C, where it can be loaded.

`ring.py` and `loops.py` do the same without it, a few times slower:

    arm(descriptor, size, soft, base, room, names)
        maps a ring's file; once in a process. Slots are handed out from record 1 on, and from
        behind `soft` by `room(slot)`; `names` has the numbers of names.
    disarm()
        writes nothing any more: in the child of a fork, until it has a file of its own.
    limit(soft)
        moves that border.
    take() begin() end() step() write() set_end() set_reason() set_name() begun() tid() task()
    submitted() picked_up() finished() seen()
        as `Ring`'s, arguments by position.
    futures(FunctionType, BuiltinFunctionType, type, MethodType, str, modules, numbered)
        comes before those: `modules` tells which are machinery, `numbered` is asked what a task
        is called where that is not known yet.
    item_hook(_WorkItem, original, failed)
        makes `_WorkItem.run`; see `futures.c`.
    step_hook(Handle, tasks, slow, ended, failed, *types, long)
        makes `Handle._run`; see `steps.c`.
    soon_hook(BaseEventLoop, tasks, original)
        makes `BaseEventLoop._call_soon`.

A Python that can do without a GIL lays out its objects otherwise: never there. Nor where
`STRETTO_AGENT_PURE` is set, which is for tests.
"""

import os
import sys
from types import BuiltinFunctionType, FunctionType, MethodType

_FILE = "native.extension"
# What a function may be without being looked into by `callables`, and its name.
_TYPES = (FunctionType, BuiltinFunctionType, type, MethodType, str)


def load(modules, numbered):
    """The extension, or None: then all is done in Python.

    `futures` is given `modules` and `numbered`.
    """
    if "STRETTO_AGENT_PURE" in os.environ or "t" in getattr(sys, "abiflags", ""):
        return None
    path = "%s/%s" % (__file__.rpartition("/")[0], _FILE)
    try:
        # By its path, under no name that the program could import; importlib itself is not loaded.
        bootstrap = sys.modules["_frozen_importlib"]
        loader = sys.modules["_frozen_importlib_external"].ExtensionFileLoader
        spec = bootstrap.ModuleSpec("stretto_native", loader("stretto_native", path), origin=path)
        module = spec.loader.create_module(spec)
        sys.modules.pop("stretto_native", None)
        module.futures(*_TYPES, modules, numbered)
        return module
    except Exception:
        return None
