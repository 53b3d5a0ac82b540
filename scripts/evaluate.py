#!/usr/bin/env python3
"""Compare what the archive reads out of the corpus with what its maker knows stands there.

Every file goes through the whole way (file → Issue → IssueRecord); its expected result stands
beside it as JSON (``docs/annotation.md``). Items are aligned by their text, findings within
aligned items; a finding counts as right only with the same place and the same content.
``page_breaks`` are the words that a page break cuts: right are those whole again in an item.

    scripts/evaluate.py [--corpus DIR] [--split dev|test] [--layout NAME] [--every N]
                        [--errors FIELD] [--floors FILE] [--markdown FILE]

``--errors`` lists what a field missed or made up, for files of the dev split only: the test
split is only ever run, never looked at. ``--floors`` fails if a field falls below its floor.
``--series`` judges the series and the audit over all issues instead.
``--annotated`` holds the archive to the bulletins annotated by hand instead; for their dev set
it also counts the errors by the rule that made them. ``--agreement`` holds the two people who
annotated the test set, each without the other, to each other and to what was settled.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from evaluations.against_annotated import FIELDS as ANNOTATED_FIELDS
from evaluations.against_annotated import confusion, evaluate_agreement, evaluate_set
from evaluations.against_annotated import table as annotated_table
from evaluations.page_breaks import joined_words
from evaluations.scores import Score, compare
from evaluations.series import DRIFT, evaluate_series, reached
from evaluations.series import table as series_table

from archive.config import Limits
from archive.errors import ArchiveError
from archive.extraction.record import make_record
from archive.model import IssueRecord, ItemKind
from archive.parser import SUFFIXES, read, structure
from archive.serial import to_builtins
from archive.vocabulary import Vocabulary, load_vocabulary

ROOT = Path(__file__).resolve().parent.parent
MASTHEAD = ("title", "publishers", "year", "number", "number_last", "serial", "period", "date")
FIELDS = (
    *(f"masthead.{name}" for name in MASTHEAD),
    "sections",
    "items",
    "page_breaks",
    "table_cells",
    "colophon",
    "departments",
    "officials",
    "officials.titles",
    "officials.full",
    "figures",
    "figures.metric",
    "figures.period_type",
    "figures.change",
    "figures.subject",
    "figures.full",
)


@dataclass
class FileResult:
    name: str
    layout: str
    producer: str
    split: str
    scores: dict[str, Score]
    characters: int = 0
    edits: int = 0
    failure: str | None = None


@cache
def vocabulary() -> Vocabulary:
    return load_vocabulary(None)


def align(expected: list[str], found: list[str]) -> list[tuple[int | None, int | None]]:
    """Pair texts in order: equal ones first, the rest by likeness; None where alone."""
    pairs: list[tuple[int | None, int | None]] = []
    matcher = SequenceMatcher(None, expected, found, autojunk=False)
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag == "equal":
            pairs += zip(range(a0, a1), range(b0, b1), strict=True)
            continue
        left = list(range(b0, b1))
        for a in range(a0, a1):
            best = max(left, key=lambda b: _likeness(expected[a], found[b]), default=None)
            if best is not None and _likeness(expected[a], found[best]) > 0.5:
                left.remove(best)
                pairs.append((a, best))
            else:
                pairs.append((a, None))
        pairs += [(None, b) for b in left]
    return pairs


def _likeness(a: str, b: str) -> float:
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > 0.5 else 0.0


def edit_distance(a: str, b: str) -> int:
    """Characters to replace, insert or delete, from the opcodes of a longest match."""
    if a == b:
        return 0
    opcodes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return sum(max(a1 - a0, b1 - b0) for tag, a0, a1, b0, b1 in opcodes if tag != "equal")


def figure_keys(figure: dict[str, Any], place: Any) -> Iterator[tuple[str, Any]]:
    """The keys under which a figure is compared, one for each field of the evaluation.

    Every key holds place, value and unit: a metric is right only at the right number."""
    number = (place, figure["value"], figure["value_high"], figure["unit"])
    comparison = figure["comparison"]
    change = (
        figure["change_from"],
        comparison and (comparison["kind"], comparison["sign"]),
        figure["qualifier"],
    )
    yield "figures", number
    yield "figures.metric", (*number, figure["metric"])
    yield "figures.period_type", (*number, figure["period_type"])
    yield "figures.change", (*number, *change)
    yield "figures.subject", (*number, figure["subject"])
    full = (figure["metric"], figure["period_type"], figure["subject"], *change)
    yield "figures.full", (*number, *full)


def official_keys(official: dict[str, Any], place: Any) -> Iterator[tuple[str, Any]]:
    name = (place, official["name"])
    yield "officials", name
    yield "officials.titles", (*name, tuple(official["titles"]))
    yield "officials.full", (*name, tuple(official["titles"]), official["department"])


def keys_of(
    items: list[dict[str, Any]], places: dict[int, int | None], exact: set[int]
) -> dict[str, list[Any]]:
    """Comparison keys by field. ``places`` numbers each item as its partner is numbered; the
    offset counts only where both texts are the same (``exact``)."""
    keys: dict[str, list[Any]] = defaultdict(list)
    for index, item in enumerate(items):
        for department in item["departments"]:
            place = (places[index], department["start"] if index in exact else None)
            keys["departments"].append((place, department["name"]))
        for official in item["officials"]:
            place = (places[index], official["start"] if index in exact else None)
            for name, key in official_keys(official, place):
                keys[name].append(key)
        for figure in item["figures"]:
            place = (places[index], figure["start"] if index in exact else None)
            for name, key in figure_keys(figure, place):
                keys[name].append(key)
    return keys


def found_items(record: IssueRecord) -> list[dict[str, Any]]:
    """The record's items in the shape of the expected result."""
    findings = record.findings
    by_key: dict[str, dict[str, Any]] = {
        item.key: {
            "section": item.section,
            "number": item.number,
            "text": item.text,
            "kind": item.kind,
            "departments": [],
            "officials": [],
            "figures": [],
        }
        for item in record.issue.items
        # The signatures of documents are not annotated.
        if item.kind is not ItemKind.SIGNATURE
    }
    for mention in findings.department_mentions:
        if mention.item not in by_key:
            continue
        by_key[mention.item]["departments"].append(
            {"start": mention.span.start, "name": mention.department or mention.surface}
        )
    for official in findings.official_mentions:
        by_key[official.item]["officials"].append(
            {
                "start": official.span.start,
                "name": official.name,
                "titles": official.titles,
                "department": official.department,
            }
        )
    for figure in findings.figures:
        row = to_builtins(figure)
        row["start"] = figure.span.start
        # As numbers: 3.50 and 3.5 are the same value.
        row["value"] = figure.value
        row["value_high"] = figure.value_high
        row["change_from"] = figure.change_from
        by_key[figure.item]["figures"].append(row)
    return list(by_key.values())


def expected_items(expected: dict[str, Any]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = expected["items"]
    for item in items:
        for figure in item["figures"]:
            for name in ("value", "value_high", "change_from"):
                if figure[name] is not None:
                    figure[name] = Decimal(figure[name])
    return items


def evaluate(path: Path) -> FileResult:
    """Run one file through the archive's reading and extraction and score it."""
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    name = f"{path.parent.name}/{path.name}"
    result = FileResult(name, expected["layout"], expected["producer"], expected["split"], {})
    try:
        document = read(path, Limits())
        record = make_record(structure(document), vocabulary())
    except ArchiveError as error:
        result.failure = f"{error.code}: {error.message}"
        return result
    issue = record.issue
    masthead = to_builtins(issue.masthead)
    if masthead["period"]:
        masthead["period"] = [masthead["period"]["start"], masthead["period"]["end"]]
    for key in MASTHEAD:
        want, got = expected["masthead"][key], masthead[key]
        result.scores[f"masthead.{key}"] = compare(
            [] if want in (None, []) else [json.dumps(want, ensure_ascii=False)],
            [] if got in (None, []) else [json.dumps(got, ensure_ascii=False)],
        )
    result.scores["sections"] = compare(
        ((s["level"], s["number"], s["heading"]) for s in expected["sections"]),
        ((s.level, s.number, s.heading) for s in issue.sections),
    )
    wanted, found = expected_items(expected), found_items(record)
    result.scores["items"] = compare(
        ((i["section"], i["number"], i["text"]) for i in wanted),
        ((i["section"], i["number"], i["text"]) for i in found),
    )
    pairs = align([i["text"] for i in wanted], [i["text"] for i in found])
    for a, b in pairs:
        result.characters += len(wanted[a]["text"]) if a is not None else 0
        result.edits += edit_distance(
            wanted[a]["text"] if a is not None else "", found[b]["text"] if b is not None else ""
        )
    result.scores["page_breaks"] = joined_words(
        document, [i["text"] for i in wanted], [i["text"] for i in found]
    )
    result.scores["table_cells"] = compare(_cells(wanted), _cells(found))
    result.scores["colophon"] = compare(
        [(e["label"], e["text"]) for e in expected["colophon"]["entries"]]
        + [("copies", expected["colophon"]["copies"])],
        [(e.label, e.text) for e in issue.colophon.entries] + [("copies", issue.colophon.copies)],
    )
    same = {(a, b) for a, b in pairs if a is not None and b is not None}
    exact = {(a, b) for a, b in same if wanted[a]["text"] == found[b]["text"]}
    want_keys = keys_of(wanted, {a: a for a in range(len(wanted))}, {a for a, _ in exact})
    partner: dict[int, int | None] = dict.fromkeys(range(len(found)))
    partner.update({b: a for a, b in same})
    got_keys = keys_of(found, partner, {b for _, b in exact})
    for key in FIELDS:
        if key not in result.scores:
            result.scores[key] = compare(want_keys[key], got_keys[key])
    return result


def _cells(items: list[dict[str, Any]]) -> Iterator[tuple[int, int, int, str]]:
    tables = [item for item in items if item["kind"] == "table"]
    for number, table in enumerate(tables):
        for row, line in enumerate(table["text"].split("\n")):
            for column, text in enumerate(line.split("\t")):
                yield number, row, column, text


def report(results: list[FileResult], group: str) -> dict[str, Score]:
    """Print a table of scores and return them by field."""
    scores: dict[str, Score] = {name: Score() for name in FIELDS}
    for result in results:
        for name, score in result.scores.items():
            scores[name].add(score)
    characters, edits = sum(r.characters for r in results), sum(r.edits for r in results)
    accuracy = 1 - edits / characters if characters else 1.0
    print(f"\n{group}: {len(results)} files, item text accuracy {accuracy:.4f}")
    print(f"  {'field':<22}{'precision':>10}{'recall':>10}{'F1':>10}{'expected':>10}")
    for name, score in scores.items():
        if score.right + score.wrong + score.missed:
            print(
                f"  {name:<22}{score.precision:>10.4f}{score.recall:>10.4f}{score.f1:>10.4f}"
                f"{score.right + score.missed:>10}"
            )
    scores["text"] = Score(right=characters - edits, missed=edits)
    return scores


def markdown(groups: dict[str, tuple[int, dict[str, Score]]]) -> str:
    """The scores as a Markdown table, one column a group."""
    lines = [
        "| field | " + " | ".join(f"{g} ({n} files)" for g, (n, _) in groups.items()) + " |",
        "|---|" + "---|" * len(groups),
    ]
    for name in ("text", *FIELDS):
        cells = []
        for _, scores in groups.values():
            score = scores[name]
            if name == "text":
                cells.append(f"{score.recall:.4f}")
            else:
                cells.append(str(score))
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def write_block(path: Path, name: str, text: str) -> None:
    """Put ``text`` between the comments of a Markdown file that begin and end block ``name``."""
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
    before, _, rest = path.read_text(encoding="utf-8").partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise SystemExit(f"{path} has no block {begin.strip()} … {end.strip()}")
    path.write_text(before + begin + text + end + after, encoding="utf-8")


def below_floors(reached: dict[str, float], floors: dict[str, float]) -> int:
    """Name the fields that fell below their floor; 1 if any did."""
    below = [name for name, floor in floors.items() if reached[name] < floor]
    for name in below:
        print(f"{name}: {reached[name]:.4f} is below its floor {floors[name]}", file=sys.stderr)
    return 1 if below else 0


def read_floors(path: Path | None, group: str) -> dict[str, float]:
    floors = tomllib.loads(path.read_text(encoding="utf-8")) if path else {}
    group_floors: dict[str, float] = floors.get(group, {})
    return group_floors


def main_annotated(arguments: argparse.Namespace) -> int:
    """Evaluate one annotated set; errors are shown for the dev set only."""
    name = arguments.annotated
    count, results = evaluate_set(arguments.corpus / "annotated" / name, vocabulary())
    tables = annotated_table({name: (count, results)})
    if name == "dev":
        tables += "\n" + confusion(results)
    print(tables)
    if arguments.errors and name == "dev":
        print(*results[arguments.errors].score.errors, sep="\n")
    if arguments.markdown:
        write_block(arguments.markdown, f"annotated {name}", tables)
    reached = {field: result.score.f1 for field, result in results.items()}
    return below_floors(reached, read_floors(arguments.floors, f"annotated-{name}"))


def main_agreement(arguments: argparse.Namespace) -> int:
    """How far the two annotators of the test set agree, with each other and with the set."""
    annotated = arguments.corpus / "annotated"
    first, second = annotated / "independent" / "first", annotated / "independent" / "second"
    pairs = {
        "second against first": (first, second),
        "first against test": (annotated / "test", first),
        "second against test": (annotated / "test", second),
    }
    tables = annotated_table({name: evaluate_agreement(*pair) for name, pair in pairs.items()})
    print(tables)
    if arguments.markdown:
        write_block(arguments.markdown, "agreement", tables)
    return 0


def main_series(arguments: argparse.Namespace) -> int:
    """Evaluate series and audit over all runs of issues of the corpus."""
    scores = evaluate_series(arguments.corpus)
    print(series_table(scores))
    if arguments.markdown:
        write_block(arguments.markdown, "series", series_table(scores))
    return below_floors(reached(scores), read_floors(arguments.floors, "series"))


def _is_wanted(path: Path, split: str | None, layout: str | None) -> bool:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return split in (None, expected["split"]) and layout in (None, expected["layout"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    parser.add_argument("--split", choices=("dev", "test"))
    parser.add_argument("--layout")
    parser.add_argument("--every", type=int, default=1, help="take every Nth file only")
    parser.add_argument("--errors", metavar="FIELD", choices=sorted({*FIELDS, *ANNOTATED_FIELDS}))
    parser.add_argument("--annotated", choices=("dev", "test"), help="the set annotated by hand")
    parser.add_argument("--floors", type=Path, help="TOML file of least F1 per field")
    parser.add_argument("--markdown", type=Path, help="write the tables to this file")
    parser.add_argument("--series", action="store_true", help="series and audit")
    parser.add_argument("--agreement", action="store_true", help="of the test set's annotators")
    arguments = parser.parse_args()
    if arguments.series:
        return main_series(arguments)
    if arguments.agreement:
        return main_agreement(arguments)
    if arguments.annotated:
        return main_annotated(arguments)
    files = sorted(
        path
        for path in arguments.corpus.rglob("*")
        if path.suffix in SUFFIXES
        and path.with_suffix(".json").exists()
        # Made to be joined, not to be read: --series judges it.
        and (arguments.layout == DRIFT or path.parent.name != DRIFT)
        and _is_wanted(path, arguments.split, arguments.layout)
    )
    with ProcessPoolExecutor() as pool:
        results = list(pool.map(evaluate, files[:: arguments.every], chunksize=4))
    groups: dict[str, list[FileResult]] = {}
    for result in results:
        for group in ("all", f"split {result.split}", f"layout {result.layout}", result.producer):
            groups.setdefault(group, []).append(result)
    scores = {name: (len(members), report(members, name)) for name, members in groups.items()}
    failures = [r for r in results if r.failure]
    for result in failures:
        print(f"FAILED {result.name}: {result.failure}", file=sys.stderr)
    if arguments.errors:
        for result in results:
            if result.split == "dev" and arguments.errors in result.scores:
                for error in result.scores[arguments.errors].errors:
                    print(f"{result.name}: {error}")
    if arguments.markdown:
        write_block(arguments.markdown, "corpus", markdown(scores))
    reached = {name: score.f1 for name, score in scores["all"][1].items()}
    reached["text"] = scores["all"][1]["text"].recall
    return below_floors(reached, read_floors(arguments.floors, "f1")) or (1 if failures else 0)


if __name__ == "__main__":
    sys.exit(main())
