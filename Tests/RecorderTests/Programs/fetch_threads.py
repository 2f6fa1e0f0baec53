"""Three pages, a thread for each."""

import threading

from pages import PATHS, fetch

threads = []
for path in PATHS:
    thread = threading.Thread(target=fetch, args=(path,))
    thread.start()
    threads.append(thread)
for thread in threads:
    thread.join()
