"""Three pages by urllib, one after the other."""

from urllib.request import ProxyHandler, build_opener

from pages import PATHS, address

opener = build_opener(ProxyHandler({}))
for path in PATHS:
    with opener.open("http://" + address() + path) as response:
        print(path, response.status, len(response.read()))
