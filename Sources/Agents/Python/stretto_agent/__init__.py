"""The agent: hooks that write what a Python program's tasks do into a file of its own.

It uses the standard library alone, imports none of the modules it hooks, and
never raises into the program.
"""

import os
import sys


def install():
    """Opens this process's file and arms the hooks; does nothing without a folder to write to."""
    folder = os.environ.get("STRETTO_AGENT_RING")
    if not folder or sys.implementation.name != "cpython" or sys.version_info < (3, 8):
        return
    from . import loading

    loading.prepare(__path__[0])
    from . import ring

    if not ring.open_for_this_process(folder):
        return
    from . import blocking, imports

    blocking.hook_time()
    imports.arm()
