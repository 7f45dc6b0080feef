"""``python shuffle.py CASE COUNT SEED``: close one example in so many random orders of its input.

Prints the digests that came out, how often each, and what this process was started with.
"""

import json
import locale
import os
import sys
import time
from collections import Counter
from random import Random

from close.small_examples import close_example, take_example


def main(case: str, count: int, seed: int) -> None:
    # Whatever depends on the locale is to have its chance.
    took = locale.setlocale(locale.LC_ALL, "") if os.environ.get("SET_LOCALE") else "unset"
    taken = take_example(case)
    dice = Random(seed)
    digests: Counter[str] = Counter()
    results: Counter[str] = Counter()
    for _ in range(count):
        closed = close_example(taken, dice)
        digests[closed.digest()] += 1
        results[",".join(str(state.results) for _, state in sorted(closed.states.items()))] += 1
    told = {
        "digests": digests,
        "results": results,
        "hash": hash("Sông Công"),
        "zone": time.strftime("%z", time.localtime(0)),
        "encoding": locale.getpreferredencoding(do_setlocale=False),
        "locale": took,
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
