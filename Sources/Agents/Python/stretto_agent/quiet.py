"""The agent's own failures: said once in the tree of processes, and kept from the program."""

import os
import sys

from .wrapping import wraps


def quietly(function):
    """The agent's own part of a hook: its failure is said once and never reaches the program."""

    @wraps(function)
    def guarded(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except Exception as error:
            failed(function.__name__, error)
            return None

    return guarded


def failed(part, error):
    """Says that a part of the agent failed."""
    warn("%s: %s: %s" % (part, type(error).__name__, error))


def warn(error):
    """Says once in the tree of processes that something is not recorded."""
    if "STRETTO_AGENT_WARNED" in os.environ:
        return
    os.environ["STRETTO_AGENT_WARNED"] = "1"
    try:
        sys.stderr.write("stretto: a Python process is recorded in part: %s\n" % (error,))
    except Exception:
        pass
