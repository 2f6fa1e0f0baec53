"""Dies in the middle of a task, without a last word."""

import os
import signal
import threading
import time


def short():
    time.sleep(0.001)


def dies():
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)


thread = threading.Thread(target=short)
thread.start()
thread.join()
threading.Thread(target=dies).start()
time.sleep(60)
