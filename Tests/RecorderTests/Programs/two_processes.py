"""Two processes, with the start method of the command line."""

import bystanders  # noqa: F401

import multiprocessing
import sys
import time


def first():
    time.sleep(0.01)


def second(seconds):
    time.sleep(seconds)
    sys.exit(3)


if __name__ == "__main__":
    context = multiprocessing.get_context(sys.argv[1])
    one = context.Process(target=first)
    two = context.Process(target=second, args=(0.02,), name="the second")
    one.start()
    two.start()
    one.join()
    two.join()
    print(one.exitcode, two.exitcode)
