"""Who acts in a text, and from where on: the departments and officials that lead its clauses."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import rjieba

from archive.extraction.context import ItemText
from archive.extraction.dates.finder import TimeExpression
from archive.extraction.figures.brought_in import brought, in_hand, is_brought, penalty
from archive.extraction.figures.clause_leads import LeadReader
from archive.extraction.figures.telling import told, told_by
from archive.extraction.named import Named
from archive.model import OfficialMention

# 满意率最高的是市税务局，达99%: who is placed so, has the number.
_PLACED = re.compile(
    "(?:[高低多少好差快慢前后大小先强弱位名]|第[一二三四五六七八九十])的(?:分别|依次)?[是为有]$"
)
# 市环保局|等12个部门检查企业: all of them act.
_OF_MANY = re.compile(
    "等(?:[0-9一二两三四五六七八九十余多]{1,4}[个家所])?[\u4e00-\u9fff]{0,6}?"
    "(?:部门|单位|机关|机构|院校|学校|医院|企业|公司|科室|乡镇|街道)(?=[\u4e00-\u9fff])"
)
# 省劳动模范、|市中医院院长王某: what an official is besides.
_ALSO = re.compile(
    "[^，,。；;：:、0-9]{0,20}(?:干部|代表|委员|模范|标兵|专家|导师|院士|顾问|教授|队员|志愿者|带头人|获得者"
    "|[组队团会]长|[党团]员|能手|工匠|英雄|书记)、"
)
_CITED = re.compile(r"(?:据|根据|按照?)$")
# 市政协三届二次会议以来 is a time, 市商务局成立以来 speaks of it.
_SINCE = re.compile(
    r"(?!成立|组建|挂牌|运[行营]|开业|改制|重组|[进入]驻)[^，,。；;：:】年月日]{2,16}以来[，,]"
)
# 国资委监管企业, 经贸委列入计划的|42户企业: what is overseen or planned is done by others.
_OVERSEES = (
    "(?:监管|主管|主导|督办|列入|纳入|牵头|联系|包联|包保|包抓|帮扶|分管|指导|挂牌|报送|推荐|服务|扶持|支持|管辖"
    "|代管|委托|所属|下属|直属|辖区|贷款)"
)
# 某公司名下一宗地, 某医院门前, 某校学生: who or what is only of it, near it or in its hands.
_OTHERS = re.compile(
    f"{_OVERSEES}(?:的|内|企业|单位|项目|成交|机构|学校|院校|医院|场站)"
    "|(?:所属|下属|直属|下辖)(?=[0-9一二两三四五六七八九十])|(?:招标|发包|拍卖|出让|供[水热气电])的"
    "|代表(?![团队])|委员(?!会)|会员(?!部)|学生(?![处会工])|患者|股东"
    "|[名旗麾]下|[门楼院]前|门口|附近|周边|周围|对面|隔壁|院内|楼[下顶]|旁边|[上下]游|[内外里中][，,]"
)
_WHICH = re.compile(
    rf"(?P<deed>(?![就对将把给向在按从与和同为以由])(?P<oversees>{_OVERSEES})?[\u4e00-\u9fff]{{0,8}}?)(?<![对将把给])的"
    r"(?P<counted>(?:[0-9]{1,4}|[一二两三四五六七八九十]{1,4})[\u4e00-\u9fff])?"
)
# 经信局监测的168家企业，|产销率97%: what is watched has the numbers behind it.
_WATCHED = re.compile(
    "(?:重点|定期|持续|跟踪|实时|抽样)*(?:监测|统计|调查|抽查|抽样|普查|调度)的"
    "(?:[^，,。；;0-9]{0,6}[0-9]+[余多]?[家户个座条名所艘辆口处]|[^，,。；;]{2,20}[，,])"
)
_BUILDS = re.compile("承[\u4e00-\u9fff]")
_ESCORTS = re.compile("陪同|作陪|陪伴|引导|护送")
_HELPS = re.compile("(?:积极|全力|密切|大力)?(?:配合|协助|协办|协同|参与|参加|支持)[，,]")
_EQUAL = re.compile(r"[、和及]|以及")
_ALONGSIDE = re.compile("[与同和]|会同|联合")
# 甲局和乙局|联合检查: as 甲局与乙局 do.
_TOGETHER = re.compile("联合|共同|合作|携手|联手|一[道起同]")
# 【市公安局窗口】, 市公安局（牵头单位）：, （一）市公安局。
# 市第一小学、实验中学开展活动: an organisation that no rule names acts as well.
_ANOTHER = re.compile(
    "[、和及][^，,。；;：:、和及与0-9的]{1,10}?"
    "(?:局|委|办|院|所|校|中学|小学|大学|站|场|公司|中心|队|会|银行|支行|分行|厂|集团|园|社|馆|代表|各界|部门|单位|企业)"
    "(?![、和及]?[长员])(?=[\u4e00-\u9fff]{2})"
)
_LABEL_END = re.compile(r"(?:窗口|系统)?(?:[（(][^（）()]{1,10}[）)])?(?:[】：:]|(?P<alone>。))")
# 局长张某、|副局长李某; 教授汪某等|11位专家
_NEXT = re.compile("(?:同志|（[^（）]{1,8}）)?(?:[、和与及，,]|以及)")
_AMONG = re.compile(
    "(?:同志)?(?:等|(?:[及和]|以及)[\u4e00-\u9fff]{1,6}?"
    "(?:[0-9]{1,4}|[一二三四五六七八九十百余]{1,5})[名人位])"
)
_APPOINTED = re.compile("(?:同志)?(?:不再|兼|挂)?(?:担|出)?任|(?:同志)?为")
_OWN_BODY = re.compile("[我本]?[厅局院校委会部署台站社行]$")
_SCOPE = re.compile("全[省市县区州国旗盟镇乡]|各地|各[省市县区州旗盟镇乡]")
_OF_ALL = re.compile(f"(?:[一二三四五六七八九十]是|目前|同时|此外|另外)?(?:{_SCOPE.pattern})")
_DEADLINE = re.compile("[前末底]")
_LONGEST_TITLES = 20
_LONGEST_LIST = 12
_LONGEST_DEED = 4


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
            actors.append(actor)
            if self._cited(named):
                # 据工信厅对3200户企业的调查，…: it counted them, but what it found is nobody's.
                actors.append(Actor(self._item.clauses.end(named.end), None))
            if watched := _WATCHED.match(text, named.end):
                actors.append(Actor(watched.end(), None))
            elif self._in_hand(named):
                actors.append(Actor(self._item.clauses.end(named.end), None))
            elif len(actors) > 1:
                sentence = self._item.sentences.end(named.end)
                punished = penalty(text, named.start, named.end, sentence)
                actors += [Actor(punished, actors[-2].department)] if punished else []
            if self._labels(named):
                labels.append(actor)
            elif (content := told_by(text, self._post_end(named))) is not None:
                actors.append(Actor(content, None, told=True))
        actors += self._officials_first()
        if actors:
            starts = self._item.clauses.starts
            actors += [Actor(start, None, told=True) for start in told(text, starts)]
            actors += [Actor(start, None) for start in self._new_matters()]
        return sorted(actors, key=lambda actor: actor.start), labels

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
        return in_hand(self._item.text, sentence, clause, named.start, self._post_end(named))

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
            behind = self._post_end(named)
            return not _ESCORTS.match(text, behind) and brought(text, clause, named.start, behind)
        if _PLACED.search(text, max(clause, named.start - 8), named.start):
            return True
        if text.startswith("的", named.start - 1) and self._oversees(clause, named):
            return True
        if _ALSO.fullmatch(text, clause, named.start) and self._is_of(named):
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
        if any(other.match(text, named.end) for other in (_OTHERS, _SINCE, _OF_MANY)):
            return None
        official = self._official_of(named)
        end = official.span.end if official else named.end
        if self._tells_which(end) or (official is not None and self._shared(official)):
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
            text.startswith(("的", "各", "均", "都"), after.end) or self._tells_which(after.end)
        )

    def _beside(self, index: int) -> bool:
        """Whether only a comma parts it from the department before: 商务局，财政局联合检查."""
        if not 0 < index < len(self._departments):
            return False
        before, named = self._departments[index - 1 : index + 1]
        return self._item.text[before.end : named.start] in ("，", ",")

    def _tells_which(self, end: int) -> bool:
        """Whether what somebody does whose name ends at ``end`` only says which matter is meant:
        人社厅牵头的退休事项, 经贸委列入计划的42户企业, but 公安局承办的9件积案."""
        which = _WHICH.match(self._item.text, end)
        if which is None or not which["deed"]:
            return False
        if which["counted"]:
            return which["oversees"] is not None and not _BUILDS.fullmatch(which["deed"])
        if which["deed"] == which["oversees"]:
            return True
        return len(which["deed"]) <= _LONGEST_DEED and all(
            tag[0] in "vdbj" for _, tag in rjieba.tag(which["deed"])
        )

    def _official_of(self, named: Named) -> OfficialMention | None:
        """The official whose post begins with this department."""
        index = bisect_left(self._officials, named.end, key=lambda one: one.span.start)
        if index == len(self._officials):
            return None
        official = self._officials[index]
        near = official.span.start - named.end <= _LONGEST_TITLES
        clauses = self._item.clauses
        same = clauses.start(official.span.start) == clauses.start(named.start)
        return official if near and same else None

    def _oversees(self, clause: int, named: Named) -> bool:
        """Whether a clause begins with who only oversees it: 市国资委监管的|市城投集团融资."""
        index = bisect_left(self._departments, named.start, key=lambda one: one.start) - 1
        if index < 0 or self._departments[index].start < clause:
            return False
        before = self._departments[index]
        which = _WHICH.match(self._item.text, before.end)
        overseen = which is not None and which["oversees"] and which.end() == named.start
        return bool(overseen) and self._leads.opens(clause, before.start)

    def _is_of(self, named: Named) -> bool:
        """Whether an official named behind this department holds office in it."""
        official = self._official_of(named)
        return (
            official is not None
            and named.department is not None
            and official.department == named.department.id
        )

    def _post_end(self, named: Named) -> int:
        """Where who acts has been named: behind the official, or the last of a list of them."""
        official = self._official_of(named)
        if official is None:
            return named.end
        index = bisect_left(self._officials, official.span.start, key=lambda one: one.span.start)
        for one, other in pairwise(self._officials[index : index + _LONGEST_LIST]):
            if not self._follows(one, other):
                break
            official = other
        return official.span.end

    def _shared(self, official: OfficialMention) -> bool:
        """Whether an official acts together with one of another department, or with others that
        are not named: 甲局局长张某、乙局局长李某; 教授汪某等11位专家."""
        if _AMONG.match(self._item.text, official.span.end):
            return True
        index = bisect_left(self._officials, official.span.start, key=lambda one: one.span.start)
        pairs = pairwise(self._officials[max(0, index - 1) : index + 2])
        return any(
            one.department != other.department and self._follows(one, other) for one, other in pairs
        )

    def _follows(self, one: OfficialMention, other: OfficialMention) -> bool:
        """Whether two officials stand in one list, with nothing between them but the posts of
        the second."""
        joined = _NEXT.match(self._item.text, one.span.end)
        if joined is None or other.span.start - joined.end() > 2 * _LONGEST_TITLES:
            return False
        if self._posts_start(other) <= joined.end():
            return True
        index = bisect_left(self._departments, joined.end(), key=lambda named: named.start)
        return index < len(self._departments) and self._departments[index].start == joined.end()

    def listed_officials(self, position: int) -> list[OfficialMention]:
        """The list of officials that ends right before ``position``: 甲局长、乙局长|分别."""
        index = bisect_right(self._officials, position, key=lambda one: one.span.end)
        if not index or position - self._officials[index - 1].span.end > _LONGEST_DEED:
            return []
        listed = [self._officials[index - 1]]
        for one in self._officials[max(0, index - _LONGEST_LIST) : index - 1][::-1]:
            if not self._follows(one, listed[0]):
                break
            listed.insert(0, one)
        return listed

    def _posts_start(self, official: OfficialMention) -> int:
        """Where the posts of an official begin, if they stand before the name. A department that
        only the last of them names (副市长、公安局局长) stands between them."""
        text = self._item.text
        begin = official.span.start
        for title in reversed(official.titles):
            if not text.endswith(title, 0, begin):
                break
            begin -= len(title)
            index = bisect_left(self._departments, begin, key=lambda named: named.end)
            if index < len(self._departments) and self._departments[index].end == begin:
                if title is official.titles[0]:
                    break
                begin = self._departments[index].start
            begin -= text.endswith(("、", "兼"), 0, begin)
        own = _OWN_BODY.search(text, max(0, begin - 2), begin)
        return own.start() if own else begin

    def _officials_first(self) -> Iterator[Actor]:
        """副市长宫某带队走访企业7家, 副市长、公安局局长宫某…: an official that begins a clause
        stands for his department, also where it is not printed before him."""
        text = self._item.text
        for official in self._officials:
            clause = self._item.clauses.start(official.span.start)
            begin = self._posts_start(official)
            end = official.span.end
            behind = next((t for t in official.titles if text.startswith(t, end)), "")
            if begin == official.span.start and not behind:
                if _APPOINTED.match(text, end) and self._leads.only(clause, begin):
                    yield Actor(end, None)
                continue
            if not self._leads.opens(clause, begin):
                continue
            end += len(behind)
            yield Actor(end, None if self._shared(official) else official.department)
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
