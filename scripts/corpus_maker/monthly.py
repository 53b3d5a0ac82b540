"""A monthly brief of a provincial office: sections with ruled tables whose totals add up."""

from __future__ import annotations

import calendar
import datetime as dt
import random
from collections.abc import Iterator, Sequence
from decimal import Decimal

from scripts.corpus_maker.people import Cast
from scripts.corpus_maker.phrases import METHODS, RESULTS
from scripts.corpus_maker.places import HENGLING
from scripts.corpus_maker.stories_figures import FIGURES
from scripts.corpus_maker.stories_work import WORK
from scripts.corpus_maker.teller import Teller
from scripts.corpus_maker.text import Block, Grid, Heading, Issue, Paragraph, Text

ISSUES = 8
YEAR = 2021
CHANNELS = ("窗口受理", "网上受理", "自助终端受理")
Counts = dict[str, tuple[int, int]]
"""受理 and 办结 by town."""


def monthly_issues() -> Iterator[Issue]:
    """All issues in order of time."""
    cast = Cast(HENGLING, "monthly")
    memory: dict[str, int] = {}
    so_far: Counts = dict.fromkeys(HENGLING.towns, (0, 0))
    channels = [0] * len(CHANNELS)
    for month in range(1, ISSUES + 1):
        first = dt.date(YEAR, month, 1)
        days = calendar.monthrange(YEAR, month)[1]
        rng = random.Random(f"monthly {month}")
        t = Teller(rng, cast, first, days, "本月", "month", memory)
        accepted = {town: t.number(800, 9000) for town in HENGLING.towns}
        now = {town: (count, count - t.number(0, 200)) for town, count in accepted.items()}
        so_far = {town: (a + now[town][0], b + now[town][1]) for town, (a, b) in so_far.items()}
        share = sum(accepted.values()) // 10
        used = [share * 3 + t.number(0, share), share, 0]
        used[2] = sum(accepted.values()) - used[0] - used[1]
        channels = [total + count for total, count in zip(channels, used, strict=True)]
        blocks: list[Block] = [
            Heading(1, "一、", "总体情况"),
            Paragraph(_overview(t, now, so_far)),
            _towns(now, so_far),
            Paragraph(_best(t, now)),
            _channels(used, channels),
            Heading(1, "二、", t.pick("部门动态", "部门工作动态")),
        ]
        texts = t.tell(WORK, 3) + t.tell(FIGURES, 3)
        blocks += [
            Paragraph(text, f"（{'一二三四五六'[index]}）") for index, text in enumerate(texts)
        ]
        blocks += [Heading(1, "三、", "办理时限压减"), _limits(t)]
        yield _issue(t, month, blocks)


def _issue(t: Teller, month: int, blocks: list[Block]) -> Issue:
    last = t.day + dt.timedelta(days=t.days - 1)
    printed = last + dt.timedelta(days=t.number(4, 9))
    editors = [("编辑", "编辑"), ("校对", "校对"), ("签发", "签发")]
    return Issue(
        name=f"monthly-{YEAR}-{month:02d}",
        layout="monthly",
        producer="chromium" if month % 2 else "libreoffice",
        title="政务服务工作简报（示例）",
        publishers=[t.place.publisher],
        blocks=blocks,
        number_printed=f"{YEAR}年第{month}期",
        year=YEAR,
        number=month,
        period=(t.day.isoformat(), last.isoformat()),
        period_printed=f"（{YEAR}年{month}月）",
        date=printed.isoformat(),
        date_printed=f"{printed.year}年{printed.month}月{printed.day}日",
        colophon=[
            ("报", "省政府领导。"),
            ("送", "各市人民政府，省直有关部门（单位）。"),
            *((label, t.cast.person(t.place.publisher, post, t.day)) for label, post in editors),
        ],
        copies=120,
    )


def _sum(counts: Counts) -> tuple[int, int]:
    return sum(a for a, _ in counts.values()), sum(b for _, b in counts.values())


def _overview(t: Teller, now: Counts, so_far: Counts) -> Text:
    text = Text().mark("本月，", "month").add("全省各级窗口共")
    a, b = _sum(now)
    text.add("受理").count(a, "件", "受理").add("、办结").count(b, "件", "办结").add("；")
    a, b = _sum(so_far)
    text.mark("今年以来，", "year_to_date").add("累计受理").count(a, "件", "受理").add("、办结")
    growth = Decimal(t.number(11, 199)) / 10
    word, sign = t.pick(("增长", 1), ("下降", -1))
    text.count(b, "件", "办结").add(f"，同比{word}")
    text.figure(f"{growth}%", growth, "%", "办结", comparison=("year_on_year", sign))
    return text.add("。", t.of(METHODS), "，", t.of(RESULTS), "。")


def _best(t: Teller, now: Counts) -> Text:
    town = max(now, key=lambda name: now[name][0])
    share = (Decimal(100 * now[town][0]) / _sum(now)[0]).quantize(Decimal("0.1"))
    text = Text().mark("本月，", "month").add(f"{town}受理量居首，占比")
    text.figure(f"{share}%", share, "%", "占比").add("。")
    return text.add("各地", t.of(METHODS), "，", t.of(RESULTS), "。")


def _towns(now: Counts, so_far: Counts) -> Grid:
    """Two header rows: the upper one says of what time the lower one's counts are."""
    names = [Text(name) for name in ("受理", "办结", "受理", "办结")]
    rows: list[list[Text | None]] = [
        [Text("市"), Text("本月"), None, Text("今年以来"), None],
        [None, *names],
    ]
    for town, counts in now.items():
        rows.append([Text(town), *_cells((*counts, *so_far[town]), town)])
    rows.append([Text("合计"), *_cells((*_sum(now), *_sum(so_far)), None)])
    return Grid(
        rows,
        caption="表1各市办件情况",
        unit_note="单位：件",
        spans={(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (1, 2)},
    )


def _cells(values: Sequence[int], subject: str | None) -> list[Text]:
    heads = (
        ("受理", "month"),
        ("办结", "month"),
        ("受理", "year_to_date"),
        ("办结", "year_to_date"),
    )
    return [
        Text().figure(str(value), value, "件", metric, period=period, subject=subject)
        for (metric, period), value in zip(heads, values, strict=True)
    ]


def _channels(now: Sequence[int], so_far: Sequence[int]) -> Grid:
    """The stub names what is counted, the header only when."""
    rows: list[list[Text | None]] = [[Text("渠道"), Text("本月"), Text("今年以来")]]
    for channel, *values in zip(CHANNELS, now, so_far, strict=True):
        cells = [
            Text().figure(str(value), value, "件", channel, period=period)
            for value, period in zip(values, ("month", "year_to_date"), strict=True)
        ]
        rows.append([Text(channel), *cells])
    return Grid(rows, caption="表2各渠道受理情况", unit_note="单位：件")


def _limits(t: Teller) -> Grid:
    rows: list[list[Text | None]] = [
        [Text("部门"), Text("事项"), Text("法定时限"), Text("承诺时限")]
    ]
    for department in t.stemmed(t.number(5, 8)):
        law = t.number(10, 30)
        cells: list[Text | None] = [
            Text().department(department.forms[0], department.name),
            Text(t.service(department)),
        ]
        for name, value in (("法定时限", law), ("承诺时限", t.number(1, 9))):
            cells.append(Text().figure(str(value), value, "工作日", name, subject=department.name))
        rows.append(cells)
    return Grid(rows, caption="表3部分事项办理时限", unit_note="单位：工作日")
