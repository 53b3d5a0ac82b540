"""Measure an engine of the search index on a synthetic archive.

python -m scripts.benchmarks.index [ENGINE ...] [--items N]
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice
from pathlib import Path

import jieba

from archive.config import Engine
from archive.index import open_index
from archive.index.analyzer import Analyzer
from archive.index.port import Facet, Filters, IndexDocument, IndexQuery, SearchIndex, Sort

ITEMS_PER_ISSUE = 25
ISSUES_PER_BATCH = 100
"""As the pipeline commits."""

WORDS = 30_000
CLAUSES = 20_000
HEADINGS = 4_000
DEPARTMENTS = 400
OFFICIALS = 2_000
TOPICS = 60
BULLETINS = 8
FIRST_DAY = dt.date(2004, 1, 5)


@dataclass(frozen=True, slots=True)
class Zipf:
    """Values drawn as words are in texts: the n-th most frequent with weight 1/n."""

    values: Sequence[str]
    weights: Sequence[float]

    @classmethod
    def of(cls, values: Sequence[str]) -> Zipf:
        return cls(values, list(accumulate(1 / (rank + 2) for rank in range(len(values)))))

    def draw(self, dice: random.Random, count: int) -> list[str]:
        return dice.choices(self.values, cum_weights=self.weights, k=count)


def dictionary(count: int) -> list[str]:
    """The most frequent Chinese words of jieba's dictionary."""
    with jieba.get_dict_file() as lines:
        entries = [line.decode().split() for line in lines]
    entries.sort(key=lambda entry: -int(entry[1]))
    words = (entry[0] for entry in entries if "\u4e00" <= entry[0][0] <= "\u9fff")
    return list(islice(words, count))


class SyntheticArchive:
    """Items of about 110 characters whose words, departments, officials and topics are
    distributed as in real texts; clauses and headings come again and again, as they do in
    bulletins. The same seed makes the same archive."""

    def __init__(self, items: int, seed: int = 1) -> None:
        dice = random.Random(seed)
        words = dictionary(WORDS)
        # Names are made of rarer words, two characters each.
        rare = [word for word in words[2000:] if len(word) == 2]
        places = dice.sample(rare, DEPARTMENTS)
        self.items = items
        self.departments = [f"{place}{dice.choice('厅局委办')}" for place in places]
        self._seed = seed
        self._words = Zipf.of(words)
        self._departments = Zipf.of(self.departments)
        names = (dice.choice("王李张刘陈杨赵黄周吴") + dice.choice(rare) for _ in range(OFFICIALS))
        self._officials = Zipf.of([f"{name}@{dice.choice(self.departments)}" for name in names])
        self._topics = Zipf.of(dice.sample(rare, TOPICS))
        self._clauses = ["".join(self._words.draw(dice, 9)) for _ in range(CLAUSES)]
        self._headings = ["".join(self._words.draw(dice, 3)) for _ in range(HEADINGS)]

    def issues(self) -> Iterator[tuple[str, list[IndexDocument]]]:
        """Issue by issue: the id and its items."""
        dice = random.Random(self._seed + 1)
        for number in range(-(-self.items // ITEMS_PER_ISSUE)):
            issue = f"b{number % BULLETINS}/{number}"
            day = FIRST_DAY + dt.timedelta(days=7 * (number // BULLETINS))
            size = min(ITEMS_PER_ISSUE, self.items - number * ITEMS_PER_ISSUE)
            yield issue, [self._document(dice, issue, day, place) for place in range(size)]

    def queries(self, count: int, seed: int = 2) -> dict[str, list[str]]:
        """Queries that find something, by kind."""
        dice = random.Random(seed)
        documents = [d for _, each in islice(self.issues(), 40) for d in each]
        frequent = [word for word in self._words.values[:300] if len(word) == 2]

        def substring() -> str:
            text = dice.choice(documents).text
            sentence = max(text.split("，"), key=len)
            start = dice.randrange(max(1, len(sentence) - 5))
            return sentence[start : start + 5]

        kinds: dict[str, Callable[[], str]] = {
            "frequent word": lambda: dice.choice(frequent),
            "any word": lambda: self._words.draw(dice, 1)[0],
            "two words": lambda: " ".join(self._words.draw(dice, 2)),
            "five characters": substring,
            "department": lambda: dice.choice(self.departments),
            "number": lambda: f"{dice.randrange(1, 9000)}件",
            "official": lambda: dice.choice(dice.choice(documents).officials).partition("@")[0],
        }
        return {kind: [make() for _ in range(count)] for kind, make in kinds.items()}

    def _document(self, dice: random.Random, issue: str, day: dt.date, place: int) -> IndexDocument:
        official = self._officials.draw(dice, 1)[0]
        name, _, department = official.partition("@")
        departments = [department, *self._departments.draw(dice, dice.randrange(3))]
        text = (
            f"{day.month}月{day.day}日，{'、'.join(departments)}，"
            f"{'，'.join(dice.choices(self._clauses, k=6))}，"
            f"受理{dice.randrange(1, 9000)}件，{department}负责人{name}参加。"
        )
        return IndexDocument(
            id=f"{issue}:{place}",
            issue=issue,
            bulletin=issue.partition("/")[0],
            date=day,
            text=text,
            heading=dice.choice(self._headings),
            names=(name, *departments),
            departments=tuple(departments),
            officials=(official,),
            topics=tuple(self._topics.draw(dice, dice.randrange(1, 3))),
        )


def run(engine: Engine, items: int = 60_000, queries: int = 40) -> None:
    """Index a synthetic archive, query it, and print rate, size and latencies."""
    archive = SyntheticArchive(items)
    analyzer = Analyzer(archive.departments)
    with tempfile.TemporaryDirectory() as folder:
        index = open_index(engine, Path(folder), analyzer)
        analysing, indexing = _fill(index, archive, analyzer)
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
        print(f"\n{engine}: {items} synthetic items")
        print(
            f"  indexed {items / indexing:.0f} items/s in {indexing:.1f} s "
            f"(analysis alone {items / analysing:.0f} items/s), {size / 1e6:.1f} MB"
        )
        start = time.perf_counter()
        with index.batch() as batch:
            issue, documents = next(archive.issues())
            batch.replace(issue, documents)
        index.search(IndexQuery(documents[0].text[:5]))
        print(f"  one issue replaced and found again in {time.perf_counter() - start:.2f} s")
        _print_latencies(index, archive, queries)
        index.close()


def _fill(index: SearchIndex, archive: SyntheticArchive, analyzer: Analyzer) -> tuple[float, float]:
    """Seconds for the analysis alone (from a sample) and for indexing everything."""
    indexing = 0.0
    issues = archive.issues()
    while chunk := list(islice(issues, ISSUES_PER_BATCH)):
        start = time.perf_counter()
        with index.batch() as batch:
            for issue, documents in chunk:
                batch.replace(issue, documents)
        indexing += time.perf_counter() - start
    sample = [d for _, each in islice(archive.issues(), 20) for d in each]
    start = time.perf_counter()
    for document in sample:
        for text in (document.text, document.heading, *document.names):
            analyzer.index_terms(text)
    return (time.perf_counter() - start) * archive.items / len(sample), indexing


def _print_latencies(index: SearchIndex, archive: SyntheticArchive, queries: int) -> None:
    variants: dict[str, Callable[[IndexQuery], IndexQuery]] = {
        "hits": lambda query: query,
        "with all facets": lambda query: replace(query, facets=tuple(Facet)),
        "filter and facets": lambda query: replace(
            query,
            facets=tuple(Facet),
            filters=Filters(departments=tuple(archive.departments[:2]), date_from=FIRST_DAY),
        ),
        "newest, facets": lambda query: replace(query, facets=tuple(Facet), sort=Sort.NEWEST),
    }
    index.search(IndexQuery("预热", facets=tuple(Facet)))
    print(f"  {'p50 / p95 in ms':<18}" + "".join(f"{name:>20}" for name in variants) + "   matches")
    for kind, texts in archive.queries(queries).items():
        cells = []
        for variant in variants.values():
            spent = sorted(_milliseconds(index, variant(IndexQuery(text))) for text in texts)
            p50, p95 = spent[len(spent) // 2], spent[int(0.95 * len(spent))]
            cells.append(f"{f'{p50:.1f} / {p95:.1f}':>20}")
        matches = sorted(index.search(IndexQuery(text)).total for text in texts)[len(texts) // 2]
        print(f"  {kind:<18}{''.join(cells)}{matches:>10}")


def _milliseconds(index: SearchIndex, query: IndexQuery) -> float:
    start = time.perf_counter()
    index.search(query)
    return 1000 * (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("engines", nargs="*", type=Engine, default=list(Engine))
    parser.add_argument("--items", type=int, default=60_000)
    arguments = parser.parse_args()
    for engine in arguments.engines:
        run(engine, arguments.items)


if __name__ == "__main__":
    main()
