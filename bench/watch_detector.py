"""How many short texts the hostile model reads in a second, on one core.

The texts are the official replies of taidi2020c, cut to 140 characters, and the comments of COLD dev, over and over.
Time is the processor's, so that other work on the machine does not count.

    python -m bench.watch_detector
"""

import sys
import time

from answerable.core.watch.text.model import shipped_model
from bench.judge_watch import COLD, TAIDI, taidi
from tools.watch_examples import cold

TARGET, SHORT, TIMES, RUNS = 20_000, 140, 3, 3


def detector_speed() -> float:
    """Texts a second, the best of three runs; 0 where there is nothing to read."""
    if not (COLD.exists() and TAIDI.exists()):
        return 0.0
    texts = [each[:SHORT] for each in taidi()[1]] + [each.text for each in cold(COLD / "dev.csv")]
    texts *= TIMES
    model = shipped_model("hostile")
    model.score(texts[:1000])
    best = float("inf")
    for _ in range(RUNS):
        begun = time.process_time()
        model.score(texts)
        best = min(best, time.process_time() - begun)
    return len(texts) / best


def main() -> int:
    """0 if the target is met or there is nothing to read, else 1."""
    speed = detector_speed()
    print(f"  hostile model: {speed:,.0f} short texts a second; target ≥ {TARGET:,}")
    return 0 if speed == 0 or speed >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
