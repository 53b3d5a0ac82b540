"""A brief as they were printed around 2009: spaced-out title, Chinese and full-width numerals."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from scripts.corpus_maker.numerals import WIDE, chinese, digits
from scripts.corpus_maker.paging import cut_names
from scripts.corpus_maker.people import POSTS, Cast
from scripts.corpus_maker.phrases import METHODS, OLD_CAMPAIGNS, RESULTS
from scripts.corpus_maker.places import PINGHAI, listed, named
from scripts.corpus_maker.stories_figures import distributed, funds, supervised
from scripts.corpus_maker.stories_work import (
    co_hosted,
    inspected,
    joint_document,
    meeting,
    session,
    suffixed,
    trained,
)
from scripts.corpus_maker.teller import Teller
from scripts.corpus_maker.text import Block, Heading, Issue, Paragraph, Text

ISSUES = 7
HEAD_LINES = 8.5
TRIALS = 8
WORK = (meeting, session, co_hosted, inspected, joint_document, suffixed)
FIGURES = (distributed, funds, supervised, trained)


def oldstyle_issues() -> Iterator[Issue]:
    """All issues in order of time."""
    cast = Cast(PINGHAI, "oldstyle")
    memory: dict[str, int] = {}
    handled, received = 1620, 41_000
    for index in range(ISSUES):
        rng = random.Random(f"oldstyle {index}")
        handled += rng.randint(210, 590)
        received += 1000 * rng.randint(1, 6)
        drafts = [
            _issue(cast, index, draft, handled, received, dict(memory)) for draft in range(TRIALS)
        ]
        issue, memory = max(drafts, key=lambda draft: cut_names(draft[0].blocks, HEAD_LINES))
        yield issue


def _issue(
    cast: Cast, index: int, draft: int, handled: int, received: int, memory: dict[str, int]
) -> tuple[Issue, dict[str, int]]:
    number = 10 + index
    day = dt.date(2009, 5, 8) + dt.timedelta(days=15 * index)
    first = day - dt.timedelta(days=10)
    t = Teller(random.Random(f"oldstyle {index} {draft}"), cast, first, 8, "近期", None, memory)
    t.campaigns = OLD_CAMPAIGNS
    blocks: list[Block] = [Heading(1, "一、", "工作要闻")]
    texts = [_wide(text) for text in t.tell(WORK, 3)]
    blocks += [Paragraph(text, f"{order}．".translate(WIDE)) for order, text in enumerate(texts, 1)]
    blocks += [Heading(1, "二、", "领导接待日"), Paragraph(_wide(_reception(t)))]
    blocks += [
        Heading(1, "三、", "办件通报"),
        Paragraph(_counts(t, handled)),
        Paragraph(_total(received)),
    ]
    blocks += [Paragraph(_limit(t))]
    blocks.append(Heading(1, "四、", "效能监察"))
    blocks += [Paragraph(_wide(text)) for text in t.tell(FIGURES, 2)]
    blocks.append(Paragraph(_watch(t)))
    copies = t.pick(150, 180)
    issue = Issue(
        name=f"oldstyle-2009-{number:02d}",
        layout="oldstyle",
        producer="reportlab" if index % 2 else "libreoffice",
        title="政务简报（示例）",
        title_printed="政 务 简 报（示例）",
        publishers=[PINGHAI.publisher],
        blocks=blocks,
        number_printed=f"第{chinese(number)}期",
        year=2009,
        number=number,
        date=day.isoformat(),
        date_printed=f"{digits(day.year)}年{chinese(day.month)}月{chinese(day.day)}日",
        colophon=[("报", "市委、市政府领导。"), ("发", "各县（区）人民政府，市直各部门。")],
        copies=copies,
        copies_printed=f"（共印{copies}份）".translate(WIDE),
    )
    return issue, memory


def _wide(text: Text) -> Text:
    return text.translated(WIDE)


def _reception(t: Teller) -> Text:
    """Heads of departments receive petitioners; short names are set apart in print."""
    text = Text(t.date(), "，")
    for order, department in enumerate(t.led(3)):
        kind = next(ending for ending in POSTS if department.name.endswith(ending))
        titles, posts = t.of(POSTS[kind][:2])
        text.add("、" if order else "").department(t.of(department.forms), department.name)
        text.add(t.person(titles, posts, department.name, spaced=True))
    return (
        text.add("在")
        .department("市中心", t.place.publisher)
        .add("接待来访群众，", t.of(METHODS), "协调解决", t.service(), "等方面的诉求。")
    )


def _limit(t: Teller) -> Text:
    department, a, b = t.untold("办理时限"), t.number(11, 29), t.number(3, 9)
    text = named(t.rng, department).add("精简审批环节，办理时限由", f"{chinese(a)}个工作日缩短为")
    text.figure(
        f"{chinese(b)}个工作日", b, "工作日", "办理时限", subject=department.name, change_from=a
    )
    return text.add("，", t.of(RESULTS), "。")


def _counts(t: Teller, handled: int) -> Text:
    done = handled - t.number(1, 20)
    text = Text().mark("今年以来，", "year_to_date").add("各窗口共受理")
    text.count(handled, "件", "受理").add("、办结").count(done, "件", "办结")
    text = _wide(text)
    return text.add("，按时办结率").figure(
        "百分之九十九", 99, "%", "按时办结率", period="year_to_date"
    ).add("，", t.of(METHODS), "，", t.of(RESULTS), "。")  # fmt: skip


def _total(received: int) -> Text:
    text = Text().mark("截至目前，", "cumulative").add("累计接待")
    text.figure(f"{chinese(received)}余人次", received, "人次", "接待", qualifier="余")
    return text.add("，群众来信来访逐月减少。")


def _watch(t: Teller) -> Text:
    first, *others = t.departments(t.number(4, 6))
    n = t.number(3, 19)
    text = Text(named(t.rng, first), "会同", listed(t.rng, others), "开展窗口纪律检查，整改")
    text.figure(f"{chinese(n)}个", n, "个", "问题", subject=first.name)
    return text.add("问题，", t.of(RESULTS), "。")
