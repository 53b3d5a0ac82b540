"""What a story needs to be told: a place, its people, the day and a source of chance."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from typing import TypeVar

from scripts.corpus_maker.people import CHIEFS, OFFICE_CHIEFS, Cast, posts_of
from scripts.corpus_maker.phrases import CAMPAIGNS, PLATFORMS, SERVICES, SERVICES_OF
from scripts.corpus_maker.places import Department, Place, listed, named
from scripts.corpus_maker.text import Text

T = TypeVar("T")
Story = Callable[["Teller"], Text]


class Teller:
    """``now`` is the word for the issue's own period (本周) and ``period`` its type. ``memory``
    holds what earlier issues said, so that later ones do not contradict it."""

    def __init__(
        self,
        rng: random.Random,
        cast: Cast,
        day: dt.date,
        days: int,
        now: str,
        period: str | None,
        memory: dict[str, int],
    ) -> None:
        self.rng = rng
        self.cast = cast
        self.day = day
        self.days = days
        self.now = now
        self.period = period
        self.memory = memory
        self.campaigns: Sequence[str] = CAMPAIGNS
        self._told: set[str] = set()

    @property
    def place(self) -> Place:
        return self.cast.place

    def pick(self, *options: T) -> T:
        return self.rng.choice(options)

    def of(self, options: Sequence[T]) -> T:
        return self.rng.choice(options)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def number(self, low: int, high: int) -> int:
        return self.rng.randint(low, high)

    def date(self) -> str:
        day = self.day + dt.timedelta(days=self.rng.randrange(self.days))
        return f"{day.month}月{day.day}日"

    def service(self, department: Department | None = None) -> str:
        """A service, one of the department's own where these are known."""
        own = SERVICES_OF.get(department.stem, SERVICES) if department else SERVICES
        return self.of(own)

    def campaign(self) -> str:
        return self.of(self.campaigns)

    def platform(self) -> str:
        return self.pick(self.place.app, *PLATFORMS).replace("省", self.place.short)

    def town(self) -> str:
        return self.of(self.place.towns)

    def departments(self, count: int) -> list[Department]:
        return self.rng.sample(self.place.departments, count)

    def department(self) -> Department:
        """A department that decides on applications; courts and companies do not."""
        return self.of([d for d in self.place.departments if d.stem])

    def led(self, count: int) -> list[Department]:
        """Departments whose posts are known."""
        return self.rng.sample([d for d in self.place.departments if posts_of(d)], count)

    def stemmed(self, count: int) -> list[Department]:
        return self.rng.sample([d for d in self.place.departments if d.stem], count)

    def with_unit(self) -> Department:
        return self.of([d for d in self.place.departments if d.unit])

    def publisher(self) -> Text:
        return Text().department(self.of(self.place.own_names), self.place.publisher)

    def chief(self) -> Text:
        """党委书记、主任某某某, without a department: the publisher's."""
        center = self.place.publisher.endswith("中心")
        titles, posts = self.of(CHIEFS if center else OFFICE_CHIEFS)
        return self.person(titles, posts, self.place.publisher)

    def officer(self, department: Department, *, lead: bool = False) -> Text:
        """商务厅党组书记、厅长某某某"""
        titles, posts = self.of(posts_of(department))
        text = Text().department(self.of(department.forms), department.name, lead=lead)
        return text.add(self.person(titles, posts, department.name))

    def person(
        self, titles: str, posts: Sequence[str], department: str, *, spaced: bool = False
    ) -> Text:
        """The titles and the name of the one who holds the last of the posts."""
        name = self.cast.person(department, posts[-1], self.day)
        return Text(titles).official(name, list(posts), department, spaced=spaced)

    def attending(self, low: int, high: int) -> Text:
        """A list of departments and how it is closed."""
        others = self.departments(self.number(low, high))
        text = listed(self.rng, others)
        match self.rng.randrange(4):
            case 0:
                text.add("等").count(len(others), "个", "部门").add("部门")
            case 1:
                text.add("等").count(len(others) + self.number(1, 6), "个", "单位").add("单位")
            case 2:
                text.add("等有关部门（单位）")
        return text

    def tell(self, stories: Sequence[Story], count: int) -> list[Text]:
        """Tell ``count`` of the stories, none twice in an issue."""
        new = [story for story in stories if story.__name__ not in self._told]
        chosen = self.rng.sample(new, count)
        self._told.update(story.__name__ for story in chosen)
        return [story(self) for story in chosen]

    def running(self, key: str, start: int, low: int, high: int) -> int:
        """A total that only grows from issue to issue, by ``low`` to ``high``."""
        self.memory[key] = self.memory.get(key, start) + self.number(low, high)
        return self.memory[key]

    def changed(self, key: str, low: int, high: int) -> tuple[int, int]:
        """A number before and after a change; the next change starts where this one ended."""
        before = self.memory.get(key) or self.number(low, high)
        after = before - self.number(1, max(1, before // 3))
        self.memory[key] = max(after, 1)
        return before, self.memory[key]

    def untold(self, metric: str) -> Department:
        """A department of which no issue has reported this metric yet, if there is one."""
        new = [
            d for d in self.place.departments if d.stem and f"{metric} {d.name}" not in self.memory
        ]
        department = self.of(new) if new else self.department()
        self.memory[f"{metric} {department.name}"] = 1
        return department

    def subject(
        self, text: Text, department: Department | None = None, *, lead: bool = False
    ) -> Department:
        """Append a department that acts; returns it."""
        department = department or self.department()
        text.add(named(self.rng, department, lead=lead))
        if lead:
            text.lead(department.name)
        return department
