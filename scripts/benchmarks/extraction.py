#!/usr/bin/env python3
"""Print what extraction costs against segmenting the same text, and that it stays linear.

    scripts/benchmarks/extraction.py [--profile]

The text is that of the annotated development bulletins, their items joined into longer ones:
1×, 10× and 100× as long, so that nothing but the length of items changes. The baseline is
``rjieba.cut`` of the same items in the same process. Hostile texts of 1 MB follow, each to end
within five seconds or to be refused by name.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import rjieba

from archive.config import Limits
from archive.extraction.extract import LONGEST_ITEM, extract
from archive.extraction.record import make_record
from archive.model import Issue, Item, ItemKind
from archive.parser import parse
from archive.vocabulary import Vocabulary, load_vocabulary

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from scripts.evaluations.annotated import read_set  # noqa: E402

MEGABYTE = 1_000_000
ROUNDS = 3


def issues() -> list[Issue]:
    """The development bulletins as the parser reads them."""
    read = []
    with tempfile.TemporaryDirectory() as scratch:
        for annotated in read_set(ROOT / "corpus" / "annotated" / "dev"):
            path = Path(scratch) / f"{annotated.name}.txt"
            path.write_text(annotated.text, encoding="utf-8")
            read.append(parse(path, Limits()))
    return read


def lengthened(issue: Issue, times: int) -> Issue:
    """The issue with its paragraphs repeated to items ``times`` as long."""
    items = tuple(
        replace(item, text="\n".join([item.text] * times), runs=(), bold=())
        for item in issue.items
        if item.kind is ItemKind.PARAGRAPH
    )
    return replace(issue, items=items)


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of processor time of the fastest of some rounds: others' work does not count."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def hostile() -> Iterator[tuple[str, str]]:
    """Texts of about 1 MB (UTF-8) that could make rules slow, by name."""
    for name, piece in (
        ("digits", "1"),
        ("numerals", "一"),
        ("units", "1个"),
        ("commas", "1,000,000,"),
        ("dates", "1月1日至"),
        ("open titles", "《"),
        ("open brackets", "（"),
        ("organs", "局"),
        ("names", "张三、李四、"),
        ("percent", "同比增长1%"),
        ("changes", "由1件调整为1件"),
        ("chains", "其中1件。"),
        ("respectively", "分别1件、"),
        ("completed", "完成完成完成1件"),
        ("no stops", "受理事项"),
        ("spaces", " "),
        ("posts", "局长"),
        ("list", "省发改委、"),
    ):
        yield name, piece * (MEGABYTE // len((piece).encode()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--profile", action="store_true", help="show where the time goes")
    arguments = parser.parse_args()
    vocabulary: Vocabulary = load_vocabulary(None)
    read = issues()
    for issue in read:
        extract(issue, vocabulary)  # build what is built once
    if arguments.profile:
        profile = cProfile.Profile()
        longer = [lengthened(issue, 10) for issue in read]
        profile.runcall(lambda: [extract(issue, vocabulary) for issue in longer])
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)
        return 0
    print("| items | characters | rjieba cut, ms | extraction, ms | ratio |")
    print("|---|---|---|---|---|")
    for times in (1, 10, 100):
        longer = [lengthened(issue, times) for issue in read]
        texts = [item.text for issue in longer for item in issue.items]
        rounds = ROUNDS if times < 100 else 1
        cut = best(lambda texts=texts: [rjieba.cut(text) for text in texts])
        cost = best(lambda longer=longer: [extract(issue, vocabulary) for issue in longer], rounds)
        size = sum(map(len, texts))
        print(f"| {times}× | {size:,} | {cut * 1e3:.0f} | {cost * 1e3:.0f} | {cost / cut:.1f} |")
    print("\n| hostile text of 1 MB | items | seconds | |\n|---|---|---|---|")
    slow = False
    for name, text in hostile():
        # One item of 1 MB is refused; items just short enough are read.
        for size in (len(text), LONGEST_ITEM):
            parts = [text[i : i + size] for i in range(0, len(text), size)]
            items = tuple(Item(f"0-{n}", "", "", part, ()) for n, part in enumerate(parts, 1))
            issue = replace(read[0], items=items, sections=())
            start = time.perf_counter()
            record = make_record(issue, vocabulary)
            spent = time.perf_counter() - start
            slow |= spent > 5
            codes = "，".join(problem.code for problem in record.findings.problems) or "read"
            print(f"| {name} | {len(parts)} | {spent:.2f} | {codes} |", flush=True)
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
