"""Three pages on one event loop."""

import asyncio
import sys

from pages import PATHS


async def fetch(path):
    reader, writer = await asyncio.open_connection("127.0.0.1", int(sys.argv[1]))
    writer.write("GET {} HTTP/1.0\r\n\r\n".format(path).encode())
    answer = await reader.read()
    writer.close()
    print(path, answer.split()[1].decode())


async def main():
    await asyncio.gather(*[fetch(path) for path in PATHS])


asyncio.run(main())
