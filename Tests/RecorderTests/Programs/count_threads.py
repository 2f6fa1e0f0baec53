"""Four sums, a thread for each."""

import threading

from counting import NUMBERS, count

threads = [threading.Thread(target=count, args=(number,)) for number in NUMBERS]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("counted")
