"""Three pages, a process for each."""

import multiprocessing

from pages import PATHS, fetch

if __name__ == "__main__":
    processes = [multiprocessing.Process(target=fetch, args=(path,)) for path in PATHS]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
