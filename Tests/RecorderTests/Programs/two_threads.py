"""Two threads of different functions; one is a subclass with a name of its own."""

import threading
import time


def first():
    time.sleep(0.01)


class Second(threading.Thread):
    def run(self):
        time.sleep(0.02)


one, two = threading.Thread(target=first), Second(name="the second")
one.start()
two.start()
one.join()
two.join()
print("both are back")
