"""A city's gazette with 〔2021〕12号 numbering: several documents printed in one issue."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator

from scripts.corpus_maker.paging import cut_names
from scripts.corpus_maker.people import Cast
from scripts.corpus_maker.phrases import DEMANDS, METHODS, RESULTS
from scripts.corpus_maker.places import PINGHAI, Department, listed, named
from scripts.corpus_maker.teller import Teller
from scripts.corpus_maker.text import Block, Heading, Issue, Paragraph, Signature, Text

ISSUES = 7
YEAR = 2021
OFFICE = "平海市人民政府办公室"
PUBLISHERS = [OFFICE, PINGHAI.publisher]
HEAD_LINES = 9.0
TRIALS = 8
Writer = Callable[[Teller, int], list[Block]]
TO = "各县（区）人民政府，市政府各部门、各直属机构："


def gazette_issues() -> Iterator[Issue]:
    """All issues in order of time."""
    cast = Cast(PINGHAI, "gazette")
    memory: dict[str, int] = {}
    for index in range(ISSUES):
        drafts = [_issue(cast, index, draft, dict(memory)) for draft in range(TRIALS)]
        issue, memory = max(drafts, key=lambda draft: cut_names(draft[0].blocks, HEAD_LINES))
        yield issue


def _issue(
    cast: Cast, index: int, draft: int, memory: dict[str, int]
) -> tuple[Issue, dict[str, int]]:
    day = dt.date(YEAR, 2, 10) + dt.timedelta(days=45 * index)
    number = 3 + 2 * index
    t = Teller(random.Random(f"gazette {index} {draft}"), cast, day, 5, "近期", None, memory)
    documents: list[Writer] = [*t.rng.sample((_notice, _opinion, _list), 2), _posts]
    blocks: list[Block] = []
    for order, write in enumerate(documents):
        blocks += write(t, 4 * number + order)
    issue = Issue(
        name=f"gazette-{YEAR}-{number:02d}",
        layout="gazette",
        producer="libreoffice" if index % 2 else "reportlab",
        title="平海市人民政府公报（示例）",
        publishers=PUBLISHERS,
        blocks=blocks,
        number_printed=f"〔{YEAR}〕{number}号",
        year=YEAR,
        number=number,
        date=day.isoformat(),
        date_printed=f"{day.year}年{day.month}月{day.day}日",
        colophon=[
            ("抄送", "市委各部门，市人大常委会办公室，市政协办公室。"),
            ("印发", OFFICE),
            ("联系电话", "0000-1234567"),
        ],
        copies=300,
        split="test",
    )
    return issue, memory


def _opening(t: Teller, number: int, title: str) -> list[Block]:
    """Title, the document's own number, and to whom it is sent."""
    return [
        Heading(1, "", title),
        Paragraph(Text(f"平政办〔{YEAR}〕{number}号")),
        Paragraph(Text(TO)),
    ]


def _signed(t: Teller) -> Signature:
    day = t.day - dt.timedelta(days=t.number(3, 30))
    return Signature([OFFICE, f"{day.year}年{day.month}月{day.day}日"])


def _notice(t: Teller, number: int) -> list[Block]:
    campaign = t.campaign().strip("“”")
    blocks = _opening(t, number, f"关于推进{campaign}工作的通知")
    aim = Text(f"为深入推进{campaign}，方便企业和群众办事，", t.of(METHODS))
    blocks.append(Paragraph(aim.add("，结合本市实际，现就有关事项通知如下。")))
    department = t.untold("承诺办结时限")
    a, b, count = t.number(10, 25), t.number(3, 9), t.number(20, 90)
    goal = Text("各级各部门", t.of(METHODS), "，推进", t.service(department), "提速增效。")
    goal.add(named(t.rng, department), f"负责将承诺办结时限由{a}个工作日压减至").figure(
        f"{b}个工作日", b, "工作日", "承诺办结时限", subject=department.name, change_from=a
    )
    goal.add("，网上可办事项不少于")
    goal.count(count, "项", "网上可办事项", subject=department.name, qualifier="不少于").add("。")
    blocks += [Heading(2, "一、", "工作目标"), Paragraph(goal), Heading(2, "二、", "任务分工")]
    blocks += [
        Paragraph(text, mark)
        for text, mark in zip(_tasks(t), ("（一）", "（二）", "（三）"), strict=True)
    ]
    money = t.number(120, 980)
    means = Text("落实专项经费")
    means.figure(f"{money}万元", money * 10_000, "元", "落实专项经费")
    means.add("，", t.of(DEMANDS), "。")
    return [*blocks, Heading(2, "三、", "工作要求"), Paragraph(means), _signed(t)]


def _tasks(t: Teller) -> list[Text]:
    lead, *others = t.departments(t.number(6, 9))
    first = named(t.rng, lead).add("牵头梳理事项清单，", listed(t.rng, others), "按职责分工负责。")
    bureau = f"{t.town()}行政审批局"
    second = Text().department(bureau, bureau).add("先行试点告知承诺制，形成可复制的做法，")
    third = listed(t.rng, t.departments(4)).add("完善数据共享接口，", t.of(METHODS), "，")
    return [first, second.add(t.of(RESULTS), "。"), third.add(t.of(RESULTS), "。")]


def _opinion(t: Teller, number: int) -> list[Block]:
    department = t.untold("办理环节")
    service = t.service(department)
    blocks = _opening(t, number, f"关于优化{service}办理流程的意见")
    blocks.append(Paragraph(Text("为提升", service, "便利度，", t.of(METHODS), "，提出如下意见。")))
    a, b = t.number(5, 9), t.number(1, 4)
    steps = Text(named(t.rng, department), f"负责优化流程，办理环节由{a}个减少为")
    steps.count(b, "个", "办理环节", subject=department.name, change_from=a)
    steps.add("，申请材料精简率超过")
    rate = t.number(30, 60)
    steps.figure(f"{rate}%", rate, "%", "申请材料精简率", subject=department.name, qualifier="超过")
    blocks += [
        Heading(2, "一、", "精简环节"),
        Paragraph(steps.add("，", t.of(RESULTS), "。"), "1."),
    ]
    joint = listed(t.rng, t.departments(t.number(5, 8)))
    blocks.append(
        Paragraph(joint.add("推行并联审批，", t.of(METHODS), "，", t.of(RESULTS), "。"), "2.")
    )
    watch = Text(t.of(DEMANDS), "；", t.of(DEMANDS), "。")
    return [*blocks, Heading(2, "二、", "保障措施"), Paragraph(watch), _signed(t)]


def _list(t: Teller, number: int) -> list[Block]:
    campaign = t.campaign().strip("“”")
    blocks = _opening(t, number, f"关于公布{campaign}任务清单的公告")
    tasks = t.number(12, 60)
    city = f"{t.place.name}人民政府"
    aim = Text(f"为加快{campaign}，").department("市政府", city).add("决定公布")
    aim.count(tasks, "项", "任务", subject=city).add("任务，由")
    blocks.append(Paragraph(aim.add(listed(t.rng, t.departments(5)), "分别牵头实施。")))
    for index in range(3):
        department = t.department()
        text = named(t.rng, department).add(
            "牵头推进", t.service(department), "，", t.of(METHODS), "，"
        )
        text.add("配合单位为", listed(t.rng, t.departments(t.number(2, 4))), "。")
        blocks.append(Paragraph(text, f"{index + 1}."))
    return [*blocks, _signed(t)]


def _posts(t: Teller, number: int) -> list[Block]:
    """Who is appointed and who leaves: the name stands before the post."""
    blocks = _opening(t, number, "关于干部职务任免的通知")
    blocks.append(Paragraph(Text("经研究，决定任免下列干部职务。")))
    bureaus = [
        d for d in t.place.departments if d.name.startswith(t.place.name) and d.name.endswith("局")
    ]
    for index, department in enumerate(t.rng.sample(bureaus, 3)):
        post = t.pick("副局长", "总工程师", "二级调研员")
        blocks.append(Paragraph(_post(t, department, post, index), f"{index + 1}."))
    return [*blocks, _signed(t)]


def _post(t: Teller, department: Department, post: str, index: int) -> Text:
    name = t.cast.person(f"任免 {t.day} {index}", post, t.day)
    surface = department.forms[0]
    text = Text("任命").official(name, [post], department.name).add("为")
    return text.department(surface, department.name).add(post, "。")
