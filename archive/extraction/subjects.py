"""Whose number a figure is: the department that the sentence, clause or phrase is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.extraction.context import ItemText
from archive.extraction.named import Named
from archive.model import OfficialMention

# What may stand between the start of a clause and the department it is about.
_LEAD = re.compile(
    r"(?:[^，,。；;]{0,12}】)?"
    r"(?:[◆●★△▲■○◇◎□☆※·\s【（(]|[0-9一二三四五六七八九十]{1,3}[.．、]"
    r"|目前|近日|日前|其中|本周|上周|本月|上月|今年|去年|昨日|今日|同时|截至目前|此外|另外|随后"
    r"|[0-9０-９一二三四五六七八九十]{1,3}[月日]份?)*"
)
# 督促城管局拆除, 由司法厅清理: who is told to act, acts.
_TOLD = re.compile(r"(?:督促|责令|责成|由|(?<![聘邀申提约商])请)$")
_CITED = re.compile(r"(?:据|根据|按照?)$")
_SAYS = re.compile(
    r"(?:预计|建议|预测)|[^，,。；;：:]{0,20}?(?:介绍|表示|通报|(?<!研究)报告|报道|统计|监测|调度|提醒|建议|评估"
    r"|反映|指出|透露|预计|预测|预报|提出|强调|要求|认为|测算|说)(?:了|称|显示)?(?:[^，,。；;：:0-9]{0,6}：|[，,：:])"
    r"|(?:公布|发布|明确|披露)[，,]|[^，,。；;：:】年月日]{2,16}以来[，,]"
    r"|[^，,。；;：:]{0,12}(?:通报|报告|汇报|介绍|说明)了?[^，,。；;：:]{0,14}(?:情况|进展)[，,：:]"
)
# 国资委监管企业: the number is theirs.
_OTHERS = re.compile(
    r"(?:监管|所属|下属|主管|主导|直属|管辖|辖区|贷款|支持)(?:的|内|企业|单位|项目|成交)"
)
# 经贸委列入计划的42户企业已改制29户: what it does only tells which are meant.
_OF_WHAT_IT_DOES = re.compile(
    r"(?![对将把给]|承办|承担)[\u4e00-\u9fff]{2,8}的"
    r"(?:[0-9]{1,4}|[一二两三四五六七八九十]{1,4})[户家件个名项]"
)
_EQUAL = re.compile(r"[、和及]|以及")
_ALONGSIDE = re.compile("[与同和]|会同|联合")
_BESIDE = re.compile(r"(?:窗口)?[（(]?")
_LABEL_END = re.compile(r"[】：:]")
_LIST_BEFORE_NUMBER = re.compile(r"等(?:共|近|约|超)?$")
_TOGETHER = re.compile("(?:同志)?[、和与及]")
_LONGEST_TITLES = 20
_FORECAST = re.compile("预计|预测|预报|预估")
_THERE_ARE = re.compile(r"(?:约?有|共有?|其中)?$")


@dataclass(frozen=True, slots=True)
class _Actor:
    """Who acts from ``start`` on, until another does; None where it cannot be told."""

    start: int
    department: str | None


class SubjectReader:
    """Reads the subjects of one item's figures.

    ``counted`` are the starts of numbers that count the noun behind them, in order: at the start
    of a clause, what they count acts (47家企业提供岗位1820个).
    """

    def __init__(
        self,
        item: ItemText,
        departments: Sequence[Named],
        counted: Sequence[int] = (),
        officials: Sequence[OfficialMention] = (),
    ) -> None:
        self._item = item
        self._departments = departments
        self._officials = officials
        self._ends = [named.end for named in departments]
        actors: list[_Actor] = []
        labels: list[_Actor] = []
        for index, named in enumerate(departments):
            if not self._leads(named):
                continue
            actor = _Actor(named.end, self._acting(index))
            actors.append(actor)
            if _LABEL_END.match(item.text, named.end):
                labels.append(actor)
        actors += self._acting_officials()
        if actors or labels:
            actors += [_Actor(start, None) for start in counted if self._begins_clause(start)]
        self._actors = sorted(actors, key=lambda actor: actor.start)
        self._labels = labels
        self._actor_starts = [actor.start for actor in self._actors]
        self._label_starts = [label.start for label in labels]

    def of(self, position: int) -> str | None:
        """The id of the department whose number stands at ``position``, or None."""
        text = self._item.text
        sentence = self._item.sentences.start(position)
        index = bisect_right(self._ends, position) - 1
        nearest = self._departments[index] if index >= 0 else None
        if nearest is not None and nearest.start >= sentence:
            listed = _LIST_BEFORE_NUMBER.search(text, nearest.end, position)
            if listed is not None and listed.start() == nearest.end:
                return None
            beside = _BESIDE.fullmatch(text, nearest.end, position) is not None
            if beside and not self._joined(index) and nearest.department is not None:
                return nearest.department.id
        actor = _last(self._actors, self._actor_starts, position)
        if actor is not None and actor.start >= sentence and actor.department is not None:
            forecast = _FORECAST.search(text, actor.start, position)
            return None if forecast else actor.department
        label = _last(self._labels, self._label_starts, position)
        if label is None or "\n" in text[label.start : position]:
            return None
        return label.department

    def _acting(self, index: int) -> str | None:
        """The department that acts where the one at ``index`` leads a clause. The first of those
        joined by 与, 会同, 联合 acts; of those joined by 、 none can be told."""
        named = self._departments[index]
        text = self._item.text
        if named.department is None or _CITED.search(text, max(0, named.start - 3), named.start):
            return None
        if any(rule.match(text, named.end) for rule in (_OTHERS, _SAYS, _OF_WHAT_IT_DOES)):
            return None
        if self._shared_by_officials(named):
            return None
        if index + 1 < len(self._departments):
            after = self._departments[index + 1]
            if _EQUAL.fullmatch(text, named.end, after.start):
                return None
            if _ALONGSIDE.fullmatch(text, named.end, after.start) and text.startswith(
                "的", after.end
            ):
                return None  # 教育厅与扶贫办的名单: of both
        return named.department.id

    def respectively(self, position: int, count: int) -> list[str] | None:
        """The departments of a list that acts in the sentence of ``position``, where they are as
        many as ``count``: 甲、乙分别完成14户和9户."""
        sentence = self._item.sentences.start(position)
        index = bisect_right(self._ends, position) - 1
        listed = [index]
        while self._joined(listed[-1]):
            listed.append(listed[-1] - 1)
        first = self._departments[listed[-1]] if index >= 0 else None
        if len(listed) != count or first is None or first.start < sentence:
            return None
        if not self._leads(first):
            return None
        names = [self._departments[n].department for n in reversed(listed)]
        known = [department.id for department in names if department is not None]
        return known if len(known) == count else None

    def _acting_officials(self) -> Iterator[_Actor]:
        """副市长宫某带队走访企业7家: an official that begins a clause stands for a department that
        is not printed."""
        text = self._item.text
        for official in self._officials:
            clause = self._item.clauses.start(official.span.start)
            lead = _LEAD.match(text, clause, official.span.start)
            begin = lead.end() if lead else clause
            if text[begin : official.span.start] not in ("、".join(official.titles),):
                continue
            end = official.span.end
            says = _SAYS.match(text, end) is not None or _TOGETHER.match(text, end) is not None
            yield _Actor(end, None if says else official.department)

    def _shared_by_officials(self, named: Named) -> bool:
        """甲局局长张某、乙局局长李某: whether this one's official acts together with another's."""
        index = bisect_right(self._officials, named.end, key=lambda one: one.span.start)
        if index == len(self._officials):
            return False
        official = self._officials[index].span
        if self._item.clauses.start(official.start) != self._item.clauses.start(named.start):
            return False
        together = _TOGETHER.match(self._item.text, official.end)
        if together is None or official.start - named.end > _LONGEST_TITLES:
            return False
        following = bisect_right(self._departments, official.end, key=lambda one: one.start)
        return (
            following < len(self._departments)
            and self._departments[following].start == together.end()
        )

    def _joined(self, index: int) -> bool:
        """Whether it shares its number with the one before: 省发改委、省财政厅12家."""
        if index <= 0:
            return False
        before, named = self._departments[index - 1], self._departments[index]
        return _EQUAL.fullmatch(self._item.text, before.end, named.start) is not None

    def _leads(self, named: Named) -> bool:
        """Whether a clause begins with this department, or only a word of time before it."""
        text = self._item.text
        clause = self._item.clauses.start(named.start)
        if _TOLD.search(text, max(clause, named.start - 2), named.start):
            return True
        if cited := _CITED.search(text, max(clause, named.start - 3), named.start):
            return _LEAD.fullmatch(text, clause, cited.start()) is not None
        return _LEAD.fullmatch(text, clause, named.start) is not None

    def _begins_clause(self, position: int) -> bool:
        clause = self._item.clauses.start(position)
        return position - clause <= 2 and bool(
            _THERE_ARE.fullmatch(self._item.text, clause, position)
        )


def _last(actors: Sequence[_Actor], starts: Sequence[int], position: int) -> _Actor | None:
    """The last that acts from ``position`` or before it."""
    index = bisect_right(starts, position) - 1
    return actors[index] if index >= 0 else None


def last_before(departments: Sequence[Named], position: int) -> Named | None:
    """The last department that ends at or before ``position``."""
    index = bisect_right(departments, position, key=lambda named: named.end) - 1
    return departments[index] if index >= 0 else None
