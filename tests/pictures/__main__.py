"""Photograph Gatepost for the README and the tutorial: `make pictures`."""

from __future__ import annotations

from tests.pictures.demo import running
from tests.pictures.seat import PICTURES
from tests.pictures.story import digest, tell


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with running() as demo:
        tell(demo)
    with running("--sample") as demo:
        digest(demo)
    for picture in sorted(PICTURES.glob("*.png")):
        print(f"{picture.relative_to(PICTURES.parents[1])}  {picture.stat().st_size // 1024} KB")


main()
