"""Who imports this first waits, at its end, for the processes that multiprocessing starts beside
those it is asked for."""

import atexit
import os


@atexit.register
def _end():
    from multiprocessing import forkserver, parent_process, resource_tracker

    if parent_process() is not None:
        return
    server = forkserver._forkserver
    if server._forkserver_pid is not None:
        os.close(server._forkserver_alive_fd)
        os.waitpid(server._forkserver_pid, 0)
    # The tracker ends when the server has.
    resource_tracker._resource_tracker._stop()


# What is registered first runs last: by then it has freed all that they look after.
import multiprocessing.util  # noqa: E402, F401
