"""A pool of threads with the interface of a pool of processes."""

from multiprocessing.pool import ThreadPool


def double(number):
    return 2 * number


pool = ThreadPool(2)
print(pool.map(double, range(6), chunksize=3), pool.apply(double, (4,)))
pool.close()
pool.join()
