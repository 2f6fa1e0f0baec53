"""Three pages one after the other, then the same by a thread for each."""

import threading

import requests

from pages import PATHS, address


def download(path):
    session = requests.Session()
    session.trust_env = False
    print(path, session.get("http://" + address() + path + "?secret=1").status_code)


for path in PATHS:
    download(path)
threads = [threading.Thread(target=download, args=(path,)) for path in PATHS]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
