"""Four sums in a pool as wide as the machine."""

import multiprocessing

from counting import NUMBERS, count

if __name__ == "__main__":
    pool = multiprocessing.Pool()
    print(pool.map(count, NUMBERS))
    pool.close()
    pool.join()
