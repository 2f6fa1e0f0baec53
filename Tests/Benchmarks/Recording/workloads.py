#!/usr/bin/env python3
"""The programs that recorders are measured on: workloads.py NAME. Standard library only.

Each prints one line that does not depend on time, so that a recorder that changes
what a program does is found out.
"""
import sys
import threading


def count(number):
    total = 0
    for value in range(number):
        total += value & 7
    return total


def run_threads(target, arguments):
    threads = [threading.Thread(target=target, args=each) for each in arguments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def counting_threads():
    """Four threads that compute: all of it under the interpreter's lock."""
    sums = []
    run_threads(lambda: sums.append(count(6000000)), [()] * 4)
    return sum(sums)


def process_pool():
    """A pool of two processes, eight chunks of computing."""
    import multiprocessing

    with multiprocessing.get_context("fork").Pool(2) as pool:
        sums = pool.map(count, [3000000] * 8, chunksize=1)
        pool.close()
        pool.join()
    return sum(sums)


def asyncio_tasks():
    """1000 tasks on one loop, twenty steps each."""
    import asyncio

    async def work(number):
        for _ in range(20):
            await asyncio.sleep(0)
        return number

    async def main():
        return await asyncio.gather(*[work(number) for number in range(1000)])

    return sum(asyncio.run(main()))


def http_threads():
    """300 requests to a server of this process, by eight threads."""
    import http.client
    import http.server
    import queue

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    wanted, lengths = queue.SimpleQueue(), []
    for _ in range(300):
        wanted.put(1)

    def fetch():
        while True:
            try:
                wanted.get_nowait()
            except queue.Empty:
                return
            connection = http.client.HTTPConnection(*server.server_address)
            connection.request("GET", "/")
            lengths.append(len(connection.getresponse().read()))
            connection.close()

    run_threads(fetch, [()] * 8)
    server.shutdown()
    serving.join()
    return sum(lengths)


def pool_tasks():
    """20 000 tasks that do nothing, on a pool of four threads."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(int, 1) for _ in range(20000)]
        return sum(future.result() for future in futures)


def short_threads():
    """3000 threads that do nothing, one after the other."""
    for _ in range(3000):
        run_threads(int, [()])
    return 3000


def ping_pong():
    """Two threads that hand a token to each other 5000 times, and switch each time."""
    ours, theirs = threading.Lock(), threading.Lock()
    theirs.acquire()
    turns = []

    def play(mine, other):
        for _ in range(5000):
            mine.acquire()
            turns.append(1)
            other.release()

    run_threads(play, [(ours, theirs), (theirs, ours)])
    return len(turns)


WORKLOADS = {
    each.__name__: each
    for each in (
        counting_threads,
        process_pool,
        asyncio_tasks,
        http_threads,
        pool_tasks,
        short_threads,
        ping_pong,
    )
}

if __name__ == "__main__":
    print(sys.argv[1], WORKLOADS[sys.argv[1]]())
