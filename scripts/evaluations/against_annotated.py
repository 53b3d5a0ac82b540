"""Hold what the archive finds in the annotated bulletins against their annotations.

Each bulletin is printed as a plain text file without its markup and goes through the real
parser and the real extraction. Findings are compared by their place in the whole text (without
white space), so that a paragraph the parser takes for a heading costs what stands in it.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

from archive.config import Limits
from archive.extraction.record import make_record
from archive.model import Figure, IssueRecord, ItemKind, Span
from archive.parser import parse
from archive.vocabulary import Vocabulary

from .annotated import Annotated, AnnotationError, FigureTruth, read_set
from .scores import Score

FIELDS = (
    "departments",
    "officials.name",
    "officials",
    "figures",
    "figures.metric",
    "figures.period_type",
    "figures.subject",
    "figures.change",
    "figures.full",
    "dates",
)
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is there or was found: ``start`` and ``end`` in the text without white
    space, the ``key`` that is compared, and the rule that made it (none for the truth)."""

    start: int
    end: int
    key: tuple[Any, ...]
    rule: str = ""


@dataclass(slots=True)
class FieldResult:
    """The score of a field, its errors by rule (``(rule, kind)``), and each error in words."""

    score: Score = field(default_factory=Score)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)


def evaluate_set(folder: Path, vocabulary: Vocabulary) -> tuple[int, dict[str, FieldResult]]:
    """Run every bulletin of ``folder``; returns how many and the results by field."""
    results = {name: FieldResult() for name in FIELDS}
    count = 0
    with tempfile.TemporaryDirectory() as scratch:
        for annotated in read_set(folder):
            count += 1
            path = Path(scratch) / f"{annotated.name}.txt"
            path.write_text(annotated.text, encoding="utf-8")
            record = make_record(parse(path, Limits()), vocabulary)
            there, found = _truths(annotated), _found(annotated, record)
            for name, result in results.items():
                _score(result, annotated, there[name], found[name])
    return count, results


def evaluate_agreement(folder: Path, other: Path) -> tuple[int, dict[str, FieldResult]]:
    """Hold the annotations of ``other`` against those that ``folder`` has of the same texts, as
    if the archive had made them: how far two people agree who follow the same guideline.

    Raises :class:`AnnotationError` where ``folder`` does not hold such a text."""
    results = {name: FieldResult() for name in FIELDS}
    ours = {annotated.name: annotated for annotated in read_set(folder)}
    count = 0
    for theirs in read_set(other):
        count += 1
        annotated = ours.get(theirs.name)
        if annotated is None or annotated.squeezed != theirs.squeezed:
            raise AnnotationError(f"{theirs.name}: {folder} and {other} do not hold the same text")
        there, found = _truths(annotated), _truths(theirs)
        for name, result in results.items():
            _score(result, annotated, there[name], found[name])
    return count, results


def _score(
    result: FieldResult, annotated: Annotated, there: Sequence[Finding], found: Sequence[Finding]
) -> None:
    left = Counter((f.start, f.key) for f in found)
    missed: list[Finding] = []
    for truth in there:
        if left[truth.start, truth.key]:
            left[truth.start, truth.key] -= 1
            result.score.right += 1
        else:
            missed.append(truth)
    wrong = []
    for finding in found:
        if left[finding.start, finding.key]:
            left[finding.start, finding.key] -= 1
            wrong.append(finding)
    result.score.missed += len(missed)
    result.score.wrong += len(wrong)
    for finding in wrong:
        meant = next((t for t in missed if t.start < finding.end and finding.start < t.end), None)
        if meant is not None:
            missed.remove(meant)
        kind = "made up" if meant is None else "wrong"
        result.confusion[finding.rule, kind] += 1
        should = "" if meant is None else f" for {_printed(meant)}"
        result.score.errors.append(
            f"{annotated.name}: {finding.rule}: {kind} {_printed(finding)}{should}: "
            f"{_around(annotated.squeezed, finding)}"
        )
    for truth in missed:
        result.confusion["(no rule)", "missed"] += 1
        result.score.errors.append(
            f"{annotated.name}: missed {_printed(truth)}: {_around(annotated.squeezed, truth)}"
        )


def _printed(finding: Finding) -> str:
    return "/".join("–" if part is None else str(part) for part in finding.key)


def _around(text: str, finding: Finding) -> str:
    before, after = text[max(0, finding.start - 18) : finding.start], text[finding.end :][:12]
    return f"{before}【{text[finding.start : finding.end]}】{after}"


def _truths(annotated: Annotated) -> dict[str, list[Finding]]:
    fields: dict[str, list[Finding]] = defaultdict(list)
    for department in annotated.departments:
        fields["departments"].append(Finding(department.start, department.end, (department.name,)))
    for official in annotated.officials:
        full = (official.name, official.titles, official.department)
        for name, key in (("officials.name", full[:1]), ("officials", full)):
            fields[name].append(Finding(official.start, official.end, key))
    for figure in annotated.figures:
        for name, key in _figure_keys(figure, figure.period_type, figure.comparison):
            fields[name].append(Finding(figure.start, figure.end, key))
    for date in annotated.dates:
        fields["dates"].append(Finding(date.start, date.end, (date.first, date.last)))
    return fields


def _figure_keys(
    figure: Figure | FigureTruth, period_type: str | None, comparison: tuple[str, int] | None
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Every key holds value and unit: a metric is right only at the right number."""
    number = (figure.value, figure.value_high, figure.unit)
    yield "figures", number
    yield "figures.metric", (*number, figure.metric)
    yield "figures.period_type", (*number, period_type)
    yield "figures.subject", (*number, figure.subject)
    yield "figures.change", (*number, figure.change_from, figure.qualifier, comparison)
    yield "figures.full", (*number, figure.metric, period_type, figure.subject)


def _found(annotated: Annotated, record: IssueRecord) -> dict[str, list[Finding]]:
    places = _Places(annotated.squeezed, record)
    fields: dict[str, list[Finding]] = defaultdict(list)
    findings = record.findings
    for mention in findings.department_mentions:
        start, end = places.of(mention.item, mention.span)
        called = (mention.department or mention.surface,)
        fields["departments"].append(Finding(start, end, called, mention.rule))
    for official in findings.official_mentions:
        start, end = places.of(official.item, official.span)
        full = (official.name, official.titles, official.department)
        for name, key in (("officials.name", full[:1]), ("officials", full)):
            fields[name].append(Finding(start, end, key, official.rule))
    for figure in findings.figures:
        start, end = places.of(figure.item, figure.span)
        compared = figure.comparison
        comparison = (compared.kind.value, compared.sign) if compared else None
        period_type = figure.period_type and figure.period_type.value
        for name, key in _figure_keys(figure, period_type, comparison):
            fields[name].append(Finding(start, end, key, figure.rule))
    signed = {item.key for item in record.issue.items if item.kind is ItemKind.SIGNATURE}
    for date in findings.dates:
        if date.item in signed:
            continue  # the signatures of documents are not annotated
        start, end = places.of(date.item, date.span)
        fields["dates"].append(Finding(start, end, (date.first, date.last), date.rule))
    return fields


class _Places:
    """Where the text of each item of a record stands in the bulletin's text."""

    def __init__(self, squeezed: str, record: IssueRecord) -> None:
        self._starts: dict[str, int] = {}
        self._inked: dict[str, list[int]] = {}
        cursor = 0
        for item in record.issue.items:
            text = _SPACE.sub("", item.text)
            start = squeezed.find(text, cursor)
            if start < 0:
                raise ValueError(f"the parser changed the text of {item.key}: {text[:40]}")
            cursor = start + len(text)
            self._starts[item.key] = start
            inked = (not character.isspace() for character in item.text)
            self._inked[item.key] = list(accumulate(inked, initial=0))

    def of(self, item: str, span: Span) -> tuple[int, int]:
        """Offsets into the bulletin's text without white space."""
        start, inked = self._starts[item], self._inked[item]
        return start + inked[span.start], start + inked[span.end]


def table(groups: dict[str, tuple[int, dict[str, FieldResult]]]) -> str:
    """The scores as a Markdown table, one column a set."""
    heads = " | ".join(f"{name} ({count} bulletins)" for name, (count, _) in groups.items())
    expected = " | ".join(f"{name} expected" for name in groups)
    lines = [f"| field | {heads} | {expected} |", "|---|" + "---|" * (2 * len(groups))]
    for name in FIELDS:
        scores = [results[name].score for _, results in groups.values()]
        there = [str(score.right + score.missed) for score in scores]
        lines.append(f"| {name} | " + " | ".join([*map(str, scores), *there]) + " |")
    return "\n".join(lines) + "\n"


def confusion(results: dict[str, FieldResult]) -> str:
    """The errors of each field by the rule that made them, as a Markdown table."""
    lines = ["| field | rule | wrong | made up | missed |", "|---|---|---|---|---|"]
    for name, result in results.items():
        rules = Counter[str]()
        for (rule, _), count in result.confusion.items():
            rules[rule] += count
        for rule, _ in rules.most_common():
            counts = [
                str(result.confusion[rule, kind] or "") for kind in ("wrong", "made up", "missed")
            ]
            lines.append(f"| {name} | {rule} | " + " | ".join(counts) + " |")
    return "\n".join(lines) + "\n"
