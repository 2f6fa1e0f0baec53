"""Ways to leave without a last word: the one of the command line, in the middle of a task."""

import multiprocessing
import os
import signal
import sys
import threading
import time


# Forked processes have both ends.
readable, writable = os.pipe()


def nap():
    os.write(writable, b"x")
    time.sleep(60)


def leaves(how):
    if how == "exit":
        os._exit(3)
    if how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "exec":
        os.execv(sys.executable, [sys.executable, "-B", "-c", "import time; time.sleep(0.001)"])
    if how == "fork":
        child = os.fork()
        if child == 0:
            time.sleep(0.002)
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    if sys.argv[1] == "terminate":
        pool = multiprocessing.get_context("fork").Pool(2)
        pool.apply_async(nap)
        ready = pool.apply_async(abs, (-1,))
        print(ready.get())
        os.read(readable, 1)
        pool.terminate()
        pool.join()
    else:
        thread = threading.Thread(target=leaves, args=(sys.argv[1],))
        thread.start()
        thread.join()
    print("left in order")
