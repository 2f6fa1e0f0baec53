"""The two executors of concurrent.futures."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed


def double(number):
    return 2 * number


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=2, thread_name_prefix="cook") as executor:
        print(list(executor.map(double, range(5))))
        futures = [executor.submit(double, number) for number in range(3)]
        print(sorted(future.result() for future in as_completed(futures)))
    with ProcessPoolExecutor(max_workers=2) as executor:
        print(list(executor.map(double, range(7), chunksize=3)))
        print(executor.submit(double, 4).result())
