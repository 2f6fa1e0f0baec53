"""Loads the agent into a Python that `stretto record` started, then the user's own sitecustomize."""

import sys


def _load_agent(folder):
    """Installs the hooks; the program runs without them when that fails."""
    try:
        import stretto_agent

        stretto_agent.install()
    except Exception as error:
        try:
            sys.stderr.write("stretto: this Python is not recorded: %s\n" % (error,))
        except Exception:
            pass
    finally:
        sys.path[:] = [entry for entry in sys.path if entry != folder]
        sys.path_importer_cache.pop(folder, None)


def _load_next():
    """Runs the sitecustomize that would have run without us; its failure is reported as ever."""
    ours = sys.modules.pop(__name__, None)
    try:
        import sitecustomize
    except ImportError as error:
        if error.name != "sitecustomize":
            raise
    finally:
        if ours is not None:
            sys.modules.setdefault(__name__, ours)


_load_agent(__file__.rpartition("/")[0])
_load_next()
