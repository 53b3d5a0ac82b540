"""What may stand between the start of a clause and who acts in it: marks, times, conjunctions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

import rjieba

from archive.extraction.context import ItemText
from archive.extraction.dates.finder import TimeExpression
from archive.extraction.named import Named

_LEAD = re.compile(
    r"[^，,。；;]{0,12}[】〕］]"
    r"|[◆●★△▲■○◇◎□☆※·•▪◼➤➢✦*＊—–+①-⑳\s【（(]|[0-9一二三四五六七八九十]{1,3}[.．、）)]"
    r"|第[0-9一二三四五六七八九十百]{1,4}[条款项章]|“[^“”]{1,8}”(?:期间|时期|以来)?"
    r"|[0-9]{1,2}[时点](?:[0-9]{1,2}分|半|许)?"
    r"|目前|近日|日前|近期|近年来|连日来|其中|同时|此外|另外|随后|随即|另据|首先|其次|再次|最后"
    r"|而且?|但是?|虽然?|尽管|不过|然而|因[此而]?|于是|并?且|[一二三四五六七]是|还有|另有|已有"
    r"|(?:比|例|譬|诸|再)?如|像|特别是?|尤其是?|(?:事实|实际|总体|整体|客观|基本)上|[\u4e00-\u9fff]{2,3}来[看说]"
    # What the one that is named behind is: 总承包方, 帮扶单位.
    r"|(?:系统|工程|平台|设备|软件)?(?:总?承[包建]|施工|建设|监理|设计|运营|供货|[承主协]办|牵头|责任|帮扶|项目|招标|中标|对口|[共联]建|合作|投资|用工)"
    r"(?:方|单位|部门|企业|业主)"
    r"|每逢|近段时间|如果|连续|短短|仅仅?|迅速|[当连][日夜]|[深午]夜"
    r"|为此|对此|当[日天晚即]|同日|次日|[\u4e00-\u9fff]{0,4}期间|[会节][前上后]"
    r"|(?:排名|[位名]列|位居)[\u4e00-\u9fff]{1,6}的"
    r"|本周|上周|本月|上月|今年|去年|昨日|今日|截至目前"
)
# 接到报警后|市公安局, 专项整治中|市公安局: what happens when somebody acts.
_WHEN = re.compile(
    "[\u4e00-\u9fff0-9]{1,16}?(?:之?[前后]|前夕|[^其]中|以来|期间|以?内|之?际|之?时|同时|[年月周天日]来|[会式议场]上|基础上)"
    "|最终|据悉|其间|连[日夜]|第一时间|截[至止].{2,6}[底末日]|[0-9一二三四五六七八九十]{1,2}[月日]份?"
)
_UNTIL = re.compile("截[至止]|自|从|于|在|到")
_AFTER = re.compile("(?:[之以]?[前后来]|起|期间|[上中下]午|凌晨|清晨|晚上?|深夜|夜间)+")
_BARE_LEADS = ("n", "vn", "an", "nz", "l", "i")
_LONGEST_LEAD = 6
_LONGEST_WHEN = 18


class LeadReader:
    """Tells in one item whether a clause begins at a name; ``times`` are those it names."""

    def __init__(
        self, item: ItemText, departments: Sequence[Named], times: Sequence[TimeExpression]
    ) -> None:
        self._item = item
        self._departments = departments
        self._times = {time.start: time.end for time in times}

    def opens(self, clause: int, start: int) -> bool:
        """Whether a clause begins at ``start``, behind marks and words of time, or a paragraph
        behind the bold word that leads it."""
        if self.only(clause, start):
            return True
        first = not self._departments or self._departments[0].start >= start
        return clause == 0 and first and _is_noun(self._item.text[:start])

    def only(self, position: int, end: int) -> bool:
        """Whether nothing but marks and words of time stand between the two places."""
        text = self._item.text
        while position < end:
            until = _UNTIL.match(text, position, end)
            time = self._times.get(until.end() if until else position)
            if time is not None:
                position = time
                behind = _AFTER.match(text, position, end)
                position = behind.end() if behind else position
            elif lead := _LEAD.match(text, position, end):
                position = lead.end()
            else:
                return self._when(position, end)
        return position == end

    def _when(self, position: int, end: int) -> bool:
        """Whether nothing but what says when stands between the two places, and nobody else."""
        before = bisect_left(self._departments, end, key=lambda named: named.start)
        alone = not before or self._departments[before - 1].end <= position
        if not alone or end - position > _LONGEST_WHEN:
            return False
        text = self._item.text
        return bool(_WHEN.fullmatch(text, position, end)) or _is_when(text[position:end])


@lru_cache(maxsize=1000)
def _is_when(lead: str) -> bool:
    """Whether a text is nothing but words of time, of number and of how: 近两年, 凌晨."""
    return all(tag[0] in "tfdcmqrl" for _, tag in rjieba.tag(lead))


def _is_noun(lead: str) -> bool:
    """Whether a text is a noun and nothing else, as the bold word before a paragraph is."""
    return 2 <= len(lead) <= _LONGEST_LEAD and all(
        tag in _BARE_LEADS for _, tag in rjieba.tag(lead)
    )
