"""What the fetching programs share: three pages of the server named on the command line."""

import http.client
import sys

PATHS = ["/first", "/second", "/third"]


def address():
    return "127.0.0.1:" + sys.argv[1]


def fetch(path):
    connection = http.client.HTTPConnection(address())
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    print("{}: {} with {} bytes".format(path, response.status, len(body)), flush=True)
    return len(body)
