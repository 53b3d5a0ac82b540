"""Stories of meetings, visits, training and documents."""

from __future__ import annotations

from scripts.corpus_maker.people import posts_of
from scripts.corpus_maker.phrases import (
    DEMANDS,
    DOCUMENTS,
    METHODS,
    PROBLEMS,
    RESULTS,
    TOPICS_HEARD,
    VENUES,
)
from scripts.corpus_maker.places import AWAY, AWAY_DEPARTMENTS, listed, named, stems, unit_of
from scripts.corpus_maker.teller import Story, Teller
from scripts.corpus_maker.text import Text


def _demands(t: Teller, count: int) -> str:
    return "；".join(t.rng.sample(DEMANDS, count)) + "。"


def meeting(t: Teller) -> Text:
    text = Text(t.date(), "，", t.publisher(), t.pick("召开", "组织召开"), t.campaign())
    text.add(t.pick("工作推进会", "专题协调会", "阶段性调度会", "工作座谈会")).stop()
    text.add(t.chief(), t.pick("主持会议并讲话，", "出席会议并部署任务，", "主持会议，"))
    text.add(t.attending(4, 9), t.pick("有关负责同志参加会议", "派员参会", "作了交流发言")).stop()
    text.add("会议听取了", t.of(TOPICS_HEARD))
    if t.chance(0.5):
        text.add("，审议了《", t.of(DOCUMENTS), "》")
    return text.stop().add(
        t.pick("会议强调，", "会议要求，", "会议指出，"), _demands(t, t.pick(1, 2))
    )


def session(t: Teller) -> Text:
    text = Text(t.date(), "，", t.publisher(), f"召开第{t.number(3, 12)}次窗口负责人例会")
    text.stop().add("会议通报了", t.of(VENUES[:1]), f"{t.number(1, 12)}月份运行情况，")
    text.add(listed(t.rng, t.departments(t.number(3, 5))), "首席代表分别作交流发言").stop()
    return text.add("会议要求，各窗口", _demands(t, 2))


def co_hosted(t: Teller) -> Text:
    text = Text(t.date(), "，", t.publisher(), "联合", listed(t.rng, t.departments(t.number(2, 4))))
    text.add(f"在{t.town()}举办", t.campaign(), "现场观摩活动").stop()
    officer = t.led(1)[0]
    text.add(t.officer(officer), "、", t.publisher(), t.chief(), "到场指导").stop()
    text.add("与会人员实地察看了", t.service(), "联办专窗和自助服务区，")
    return text.add(t.of(METHODS), "交流经验。", "活动指出，", _demands(t, 1))


def inspected(t: Teller) -> Text:
    text = Text(
        t.date(), "，", t.officer(t.led(1)[0]), f"一行赴{t.town()}调研", t.campaign(), "工作"
    )
    if t.chance(0.6):
        company = t.of(t.place.companies)
        text.add("，实地走访了").department(company, company)
        text.add(t.pick("的生产车间", "，详细询问项目审批和用工情况", "的研发中心"))
    text.stop().add("调研组与基层窗口人员座谈，了解", t.of(PROBLEMS), "等问题，")
    return text.add(t.pick("现场协调解决办法。", "要求逐一建立整改台账。", "提出具体改进意见。"))


def visited_by_deputy(t: Teller) -> Text:
    """The name stands before the title."""
    department = t.led(1)[0]
    post = next(posts[-1] for _, posts in posts_of(department)[1:] if posts[-1].startswith("副"))
    post = post.partition("（")[0]
    name = t.cast.person(department.name, post, t.day)
    text = Text(t.date(), "，").department(t.of(department.forms), department.name)
    text.official(name, [post], department.name).add(post, f"带队到{t.town()}开展")
    text.add(t.service(), "专项督导").stop()
    return text.add("督导组随机抽查了办件档案，", t.of(METHODS), "反馈问题，", t.of(RESULTS), "。")


def neighbour(t: Teller) -> Text:
    text = Text().mark(f"{t.now}，", t.period)
    department = t.department()
    text.add(named(t.rng, department, lead=True)).lead(department.name).add("组织人员赴")
    host = t.of(AWAY) + t.of(AWAY_DEPARTMENTS)
    text.department(host, host).add("学习考察，重点了解", t.service(), "、", t.campaign())
    return (
        text.add("等方面的机制设置、职责分工和考核办法")
        .stop()
        .add("考察组将形成报告，", t.pick("提出符合本地实际的改进建议。", "供下一步决策参考。"))
    )


def reception(t: Teller) -> Text:
    guest = t.of(AWAY) + "政务服务管理局"
    text = Text(t.date(), "，").department(guest, guest).add("来访，考察学习", t.campaign(), "做法")
    text.stop().add(t.chief(), "陪同考察，", t.publisher(), "相关处室作了介绍，双方就")
    return text.add(t.service(), "跨域办理的收件标准、数据回传和责任划分达成共识。")


def joint_document(t: Teller) -> Text:
    text = Text().mark(f"{t.now}，", t.period)
    host = t.department()
    text.add(named(t.rng, host, lead=True)).add("会同")
    text.add(listed(t.rng, [d for d in t.departments(t.number(3, 7)) if d != host]))
    text.add(
        "联合印发《关于规范",
        t.service(host),
        "有关事项的通知》，明确了申请条件、办理程序和监管要求",
    )
    return text.stop().add("通知提出，", _demands(t, 1))


def issued(t: Teller) -> Text:
    text = Text("近日，")
    department = t.with_unit()
    text.add(unit_of(t.rng, department), "牵头起草的《", t.of(DOCUMENTS), "》正式印发")
    return text.stop().add(
        "文件",
        t.of(METHODS),
        "，对",
        t.service(department),
        "的受理条件作了细化，",
        t.of(RESULTS),
        "。",
    )


def unit_head(t: Teller) -> Text:
    department = t.with_unit()
    owner = department.name + department.unit
    title = (
        "处长"
        if department.unit.endswith("处")
        else "科长"
        if department.unit.endswith("科")
        else "负责人"
    )
    if title == "负责人":
        return issued(t)
    text = Text(t.date(), "，", unit_of(t.rng, department))
    text.add(t.person(title, [title], owner), "到", t.of(VENUES), "开展政策宣讲，")
    return text.add(
        "现场解读", t.service(department), "新规，并就", t.of(PROBLEMS), "回应企业关切。"
    )


def trained(t: Teller) -> Text:
    text = Text().mark(f"{t.now}，", t.period)
    department = t.department()
    text.add(named(t.rng, department), "窗口开展", t.service(department), "业务轮训，培训")
    text.count(t.number(20, 400), "人次", "培训", subject=department.name)
    return text.add("，参训人员全部通过上岗考核，", t.of(RESULTS), "。")


def classroom(t: Teller) -> Text:
    text = Text(t.date(), "，", t.publisher(), "举办综合窗口业务培训班")
    text.stop().add("培训邀请", listed(t.rng, t.departments(t.number(3, 6))), "业务骨干授课，")
    text.add("围绕", t.service(), "、", t.service(), "等事项讲解受理要点")
    people = t.number(40, 260)
    return text.stop().add("共有").count(people, "名", "窗口人员").add("窗口人员参加培训。")


def suffixed(t: Teller) -> Text:
    text = Text(t.date(), "，", t.publisher(), "组织", stems(t.stemmed(t.number(3, 6))))
    text.add("等部门开展", t.service(), "联合会商，逐项核对办事指南，统一受理口径").stop()
    return text.add("会商明确，", _demands(t, 1))


def grassroots(t: Teller) -> Text:
    center = f"{t.town()}政务服务中心"
    text = Text(t.date(), "，").department(center, center).add("启用全天候自助服务区")
    text.add("，把", t.service(), "等事项搬到群众家门口，12345热线同步接入").stop()
    return text.add(t.of(METHODS), "，当地同步推行“最多跑一次”承诺，", t.of(RESULTS), "。")


def national(t: Teller) -> Text:
    text = Text(t.date(), "，")
    organ, name = t.pick(
        ("国务院办公厅", "国务院办公厅"), ("国家发展改革委", "国家发展和改革委员会")
    )
    # A team directly behind its organ is an inner unit of it.
    text.department(f"{organ}调研组", f"{name}调研组")
    text.add(f"到{t.place.name}调研", t.campaign(), "落实情况，")
    text.add(t.publisher(), t.chief(), "汇报工作，", t.attending(3, 5), "参加座谈").stop()
    return text.add("调研组肯定了前期做法，并就", t.of(PROBLEMS), "提出建议。")


def partnered(t: Teller) -> Text:
    department, company = t.department(), t.of(t.place.companies)
    text = Text(t.date(), "，", named(t.rng, department), "与").department(company, company)
    text.add(
        "签订政企合作备忘录，在", t.service(department), "辅导、人才服务等方面建立直通机制"
    ).stop()
    return text.add(t.of(METHODS), "，双方将定期会商，", t.of(RESULTS), "。")


WORK: tuple[Story, ...] = (
    meeting, session, co_hosted, inspected, visited_by_deputy, neighbour, reception, joint_document,
    issued, unit_head, trained, classroom, suffixed, grassroots, national, partnered,
)  # fmt: skip
