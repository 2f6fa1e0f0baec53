"""A pool's ways to call, with the start method of the command line."""

import bystanders  # noqa: F401

import multiprocessing
import sys


def nothing():
    return None


def add(left, right):
    return left + right


def double(number):
    return 2 * number


if __name__ == "__main__":
    with multiprocessing.get_context(sys.argv[1]).Pool(2) as pool:
        pool.apply_async(nothing)
        pool.apply_async(nothing)
        print(pool.starmap(add, [(1, 2), (3, 4), (5, 6)]))
        print(pool.map(double, range(10), chunksize=4))
        print(list(pool.imap(double, range(3))))
        print(sorted(pool.imap_unordered(double, range(5), chunksize=2)))
        print(pool.apply_async(add, (7, 8)).get())
        pool.close()
        pool.join()
