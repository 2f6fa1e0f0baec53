"""Three pages by httpx on one event loop."""

import asyncio

import httpx

from pages import PATHS, address


async def download(path):
    async with httpx.AsyncClient(trust_env=False, timeout=None) as client:
        response = await client.get("http://" + address() + path)
    print(path, response.status_code)


async def main():
    await asyncio.gather(*(download(path) for path in PATHS))


if __name__ == "__main__":
    asyncio.run(main())
