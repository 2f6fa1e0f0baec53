"""Three pages, a process for each out of a pool."""

import multiprocessing

from pages import PATHS, fetch


def main():
    pool = multiprocessing.Pool(processes=len(PATHS))
    pool.map(fetch, PATHS)
    pool.close()
    pool.join()


if __name__ == "__main__":
    main()
