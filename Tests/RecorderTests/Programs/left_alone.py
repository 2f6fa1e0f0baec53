"""What a program may look at: it must see the same with and without the agent."""

import asyncio
import inspect
import multiprocessing
import pickle
import sys
import threading
import time


class Clock:
    sleep = time.sleep


Clock().sleep(0)
print(pickle.loads(pickle.dumps(time.sleep)) is time.sleep, time.sleep.__name__, repr(time.sleep))
print([entry for entry in sys.path if "stretto" in entry])
print(inspect.signature(threading.Thread.start), inspect.signature(asyncio.ensure_future))
print(threading.Thread.start.__qualname__, asyncio.events.Handle._run.__name__)
print(inspect.getsourcefile(threading), type(threading.__loader__).__name__)
print(multiprocessing.Process.__name__, threading.active_count(), threading.current_thread().name)
try:
    time.sleep(-1)
except ValueError as error:
    print(error)
