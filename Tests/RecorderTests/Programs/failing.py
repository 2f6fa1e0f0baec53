"""Fails in a thread, in a pool and in the end: every word of it is the program's own."""

import multiprocessing
import sys
import threading
import warnings


def fail(number):
    raise ValueError("no {}".format(number))


if __name__ == "__main__":
    warnings.warn("a warning")
    thread = threading.Thread(target=fail, args=(1,), name="failing")
    thread.start()
    thread.join()
    with multiprocessing.Pool(1) as pool:
        try:
            pool.map(fail, [2])
        except ValueError as error:
            print(error, error.__cause__, file=sys.stderr)
    process = multiprocessing.Process(target=fail, args=(3,), name="process")
    process.start()
    process.join()
    sys.exit(process.exitcode + 4)
