"""Who acts in a text, and from where on: the departments and officials that lead its clauses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.extraction.context import ItemText
from archive.extraction.dates.finder import TimeExpression
from archive.extraction.figures.acting_officials import ActingOfficials
from archive.extraction.figures.brought_in import brought, in_hand, is_brought, penalty
from archive.extraction.figures.clause_leads import LeadReader
from archive.extraction.figures.only_of import leads_to_others, oversees, says_which, watched
from archive.extraction.figures.telling import told, told_by
from archive.extraction.named import Named
from archive.model import OfficialMention

# 满意率最高的是市税务局，达99%: who is placed so, has the number.
_PLACED = re.compile(
    "(?:[高低多少好差快慢前后大小先强弱位名]|第[一二三四五六七八九十])的(?:分别|依次)?[是为有]$"
)
# 省劳动模范、|市中医院院长王某: what an official is besides.
_ALSO = re.compile(
    "[^，,。；;：:、0-9]{0,20}(?:干部|代表|委员|模范|标兵|专家|导师|院士|顾问|教授|队员|志愿者|带头人|获得者"
    "|[组队团会]长|[党团]员|能手|工匠|英雄|书记)、"
)
_CITED = re.compile(r"(?:据|根据|按照?)$")
_ACTED_ON = re.compile(
    "(?:其中|此外|同时|另外)?(?:对(?!于?此|比|标|照)|针对|将(?![要会于])|把|向|给|为(?!期|此))"
)
# 农发行承诺|发放贷款2000万元: what an office binds itself to is its own, not what a person says.
_PROMISES = re.compile("承诺(?=[\u4e00-\u9fff])")
_ESCORTS = re.compile("陪同|作陪|陪伴|引导|护送")
_HELPS = re.compile("(?:积极|全力|密切|大力)?(?:配合|协助|协办|协同|参与|参加|支持)[，,]")
_EQUAL = re.compile(r"[、和及]|以及")
_ALONGSIDE = re.compile("[与同和]|会同|联合")
# 甲局和乙局|联合检查: as 甲局与乙局 do.
_TOGETHER = re.compile("联合|共同|合作|携手|联手|一[道起同]")
# 市第一小学、实验中学开展活动: an organisation that no rule names acts as well.
_ANOTHER = re.compile(
    "[、和及][^，,。；;：:、和及与0-9的]{1,10}?"
    "(?:局|委|办|院|所|校|中学|小学|大学|站|场|公司|中心|队|会|银行|支行|分行|厂|集团|园|社|馆|代表|各界|部门|单位|企业)"
    "(?![、和及]?[长员])(?=[\u4e00-\u9fff]{2})"
)
# 【市公安局窗口】, 市公安局（牵头单位）：, （一）市公安局。
_LABEL_END = re.compile(r"(?:窗口|系统)?(?:[（(][^（）()]{1,10}[）)])?(?:[】：:]|(?P<alone>。))")
_HEADS = ("长", "主任", "书记", "主席", "经理")
_APPOINTED = re.compile("(?:同志)?(?:不再|兼|挂)?(?:担|出)?任|(?:同志)?为")
_SCOPE = re.compile("全[省市县区州国旗盟镇乡]|各地|各[省市县区州旗盟镇乡]")
_OF_ALL = re.compile(f"(?:[一二三四五六七八九十]是|目前|同时|此外|另外)?(?:{_SCOPE.pattern})")
_DEADLINE = re.compile("[前末底]")
_LONGEST_LIST = 12


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts from ``start`` on, until another does; None where it cannot be told. What is
    ``told`` is nobody's, under a label as well."""

    start: int
    department: str | None
    told: bool = False


class ActorReader:
    """Reads who acts in one item."""

    def __init__(
        self,
        item: ItemText,
        departments: Sequence[Named],
        officials: Sequence[OfficialMention],
        times: Sequence[TimeExpression],
    ) -> None:
        self._item = item
        self._departments = departments
        self._officials = officials
        self._leads = LeadReader(item, departments, times)
        self._posts = ActingOfficials(item, departments, officials)

    def read(self) -> tuple[list[Actor], list[Actor]]:
        """Who acts, in order, and which of them are labels, which hold for a whole paragraph."""
        text = self._item.text
        actors: list[Actor] = []
        labels: list[Actor] = []
        for index, named in enumerate(self._departments):
            if not self.leads(named):
                if text.startswith("经", max(0, named.start - 1)):
                    # 经计量所检定，误差达5%
                    content = told_by(text, named.end)
                    actors += [Actor(content, None, told=True)] if content is not None else []
                continue
            if actors and self._only_helps(index):
                continue
            actor = Actor(named.end, self._acting(index))
            if (fronted := self._fronted(index)) is not None:
                actors.append(Actor(fronted, actor.department))
            actors.append(actor)
            if self._cited(named):
                # 据工信厅对3200户企业的调查，…: it counted them, but what it found is nobody's.
                actors.append(Actor(self._item.clauses.end(named.end), None))
            if (others := watched(text, named.end)) is not None:
                actors.append(Actor(others, None))
            elif self._in_hand(named):
                actors.append(Actor(self._item.clauses.end(named.end), None))
            elif len(actors) > 1:
                sentence = self._item.sentences.end(named.end)
                punished = penalty(text, named.start, named.end, sentence)
                actors += [Actor(punished, actors[-2].department)] if punished else []
            if self._labels(named):
                labels.append(actor)
            elif not _PROMISES.match(text, named.end) and (
                (content := told_by(text, self._posts.end(named))) is not None
            ):
                actors.append(Actor(content, None, told=True))
        actors += self._officials_first()
        if actors:
            starts = self._item.clauses.starts
            actors += [Actor(start, None, told=True) for start in told(text, starts)]
            actors += [Actor(start, None) for start in self._new_matters()]
        return sorted(actors, key=lambda actor: actor.start), labels

    def _fronted(self, index: int) -> int | None:
        """Where the clause begins that only names, before who acts, what is acted on:
        对4名驾驶人，交警支队注销从业信息."""
        named = self._departments[index]
        clause = self._item.clauses.start(named.start)
        if clause == 0 or self._item.text[clause - 1] not in "，,":
            return None
        before = self._item.clauses.start(clause - 1)
        begins = before == 0 or self._item.text[before - 1] in "。；;\n"
        another = index > 0 and self._departments[index - 1].end > before
        brought_in = self._item.text.startswith("由", named.start - 1)
        if not begins or another or brought_in:
            return None
        return before if _ACTED_ON.match(self._item.text, before) else None

    def _labels(self, named: Named) -> bool:
        """Whether a department is a label, or stands alone at the start of a paragraph."""
        end = _LABEL_END.match(self._item.text, named.end)
        if end is None:
            return False
        first = named is self._departments[0]
        return end["alone"] is None or (first and self._leads.only(0, named.start))

    def _in_hand(self, named: Named) -> bool:
        """Whether what follows the clause is about what this department has in hand."""
        sentence, clause = (
            breaks.start(named.start) for breaks in (self._item.sentences, self._item.clauses)
        )
        return in_hand(self._item.text, sentence, clause, named.start, self._posts.end(named))

    def turns(self) -> list[int]:
        """Where, behind a ；, another department takes over than was named before it."""
        text = self._item.text
        turns = []
        last = None
        for named in self._departments:
            clause = self._item.clauses.start(named.start)
            behind = clause > 0 and text[clause - 1] in "；;"
            name = named.department and named.department.id
            if behind and (last is None or last != name) and self.leads(named):
                turns.append(clause)
            last = name
        return turns

    def leads(self, named: Named) -> bool:
        """Whether a clause begins with this department, or only a word of time before it."""
        text = self._item.text
        clause = self._item.clauses.start(named.start)
        if is_brought(text, clause, named.start) and named.department is not None:
            # 副厅长由县长陪同，到灾区慰问: who escorts does not take over.
            behind = self._posts.end(named)
            return not _ESCORTS.match(text, behind) and brought(text, clause, named.start, behind)
        if _PLACED.search(text, max(clause, named.start - 8), named.start):
            return True
        if text.startswith("的", named.start - 1) and self._oversees(clause, named):
            return True
        if _ALSO.fullmatch(text, clause, named.start) and self._posts.hold_office_in(named):
            return True
        cited = _CITED.search(text, max(clause, named.start - 3), named.start)
        return self._leads.opens(clause, cited.start() if cited else named.start)

    def _cited(self, named: Named) -> bool:
        return _CITED.search(self._item.text, max(0, named.start - 3), named.start) is not None

    def _acting(self, index: int) -> str | None:
        """The department that acts where the one at ``index`` leads a clause. The first of those
        joined by 与, 会同, 联合 acts; of those joined by 、 none can be told."""
        named = self._departments[index]
        text = self._item.text
        if named.department is None:
            return None
        if leads_to_others(text, named.end):
            return None
        official = self._posts.of(named)
        end = official.span.end if official else named.end
        if says_which(text, end) or (official is not None and self._posts.share(official)):
            return None
        return None if self._of_both(index) else named.department.id

    def _only_helps(self, index: int) -> bool:
        """住建局牵头，城管局、公安局|配合，…: who does no more does not take over."""
        text = self._item.text
        last = self._departments[index]
        for named in self._departments[index + 1 : index + _LONGEST_LIST]:
            if not _EQUAL.fullmatch(text, last.end, named.start):
                break
            last = named
        return _HELPS.match(text, last.end) is not None

    def _of_both(self, index: int) -> bool:
        """Whether what follows is as much the next department's: 甲、乙; 教育厅与扶贫办的名单."""
        if self._beside(index) and self.leads(self._departments[index - 1]):
            return True
        text = self._item.text
        named, last = self._departments[index], index + 1 == len(self._departments)
        limit = len(text) if last else self._departments[index + 1].start
        if _ANOTHER.match(text, named.end, limit):
            return True
        if last:
            return False
        after = self._departments[index + 1]
        if _EQUAL.fullmatch(text, named.end, after.start) or self._beside(index + 1):
            together = _TOGETHER.match(text, after.end) and text[after.start - 1] == "和"
            return not together
        return _ALONGSIDE.fullmatch(text, named.end, after.start) is not None and (
            text.startswith(("的", "各", "均", "都"), after.end) or says_which(text, after.end)
        )

    def _beside(self, index: int) -> bool:
        """Whether only a comma parts it from the department before: 商务局，财政局联合检查."""
        if not 0 < index < len(self._departments):
            return False
        before, named = self._departments[index - 1 : index + 1]
        return self._item.text[before.end : named.start] in ("，", ",")

    def _oversees(self, clause: int, named: Named) -> bool:
        """Whether a clause begins with who only oversees it: 市国资委监管的|市城投集团融资."""
        index = bisect_left(self._departments, named.start, key=lambda one: one.start) - 1
        if index < 0 or self._departments[index].start < clause:
            return False
        before = self._departments[index]
        overseen = oversees(self._item.text, before.end, named.start)
        return overseen and self._leads.opens(clause, before.start)

    def _officials_first(self) -> Iterator[Actor]:
        """副市长宫某带队走访企业7家, 副市长、公安局局长宫某…: an official that begins a clause
        stands for his department, also where it is not printed before him."""
        text = self._item.text
        for official in self._officials:
            clause = self._item.clauses.start(official.span.start)
            begin = self._posts.posts_start(official)
            end = official.span.end
            behind = next((t for t in official.titles if text.startswith(t, end)), "")
            if begin == official.span.start and not behind:
                if _APPOINTED.match(text, end) and self._leads.only(clause, begin):
                    yield Actor(end, None)
                continue
            if not self._leads.opens(clause, begin):
                continue
            end += len(behind)
            goes_on = clause > self._item.sentences.start(begin)
            if goes_on and official.department is None and official.titles[-1].endswith(_HEADS):
                continue  # 执行局集中执行，局长张某带队: of whom is not told, but hardly of another
            yield Actor(end, None if self._posts.share(official) else official.department)
            if (content := told_by(text, end)) is not None:
                yield Actor(content, None, told=True)

    def _new_matters(self) -> Iterator[int]:
        """Where a clause begins that goes on about another time, and so about another matter, or
        behind a ； about a whole place: 发出倡议后，截至7月底，|全省…; 完成改造；11月底前，|更换…;
        受理8件；|全市…."""
        text = self._item.text
        starts = self._item.clauses.starts
        for before, start in pairwise(starts):
            if text[start - 1] in "；;" and _OF_ALL.match(text, start):
                yield start
                continue
            if not self._leads.only(before, start - 1) or before == start - 1:
                continue
            scope = _SCOPE.match(text, start)
            if (scope and text[start - 1] in "，,") or (
                text[before - 1] in "；;" and _DEADLINE.match(text, start - 2)
            ):
                yield start
