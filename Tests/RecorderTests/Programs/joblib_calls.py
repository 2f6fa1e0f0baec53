"""joblib's calls, with the backend of the command line: one by one, and in batches."""

import sys

from joblib import Parallel, delayed


def double(number):
    return 2 * number


if __name__ == "__main__":
    calls = [delayed(double)(number) for number in range(6)]
    print(Parallel(n_jobs=2, backend=sys.argv[1], batch_size=1)(calls))
    print(Parallel(n_jobs=2, backend=sys.argv[1], batch_size=3)(calls))
