"""Clocks that step, other time zones and locales between stop and resume."""
import shutil

import kinds
from campaign import Case
from result import Result

PROMISE = "No result depends on the clock, the time zone or the locale: the same bytes."
CLOCKS = {
    "three days back": "-3d",
    "a year ahead": "+365d",
    "the year 1971": "@1971-01-01 00:00:00",
    "the year 2040": "@2040-06-01 00:00:00",
    "ten times as fast": "+0 x10",
}
PLACES = {
    "Kathmandu, Nepali": ("Asia/Kathmandu", "ne", "NP"),
    "Cairo, Arabic": ("Africa/Cairo", "ar", "EG"),
    "Tehran, Persian": ("Asia/Tehran", "fa", "IR"),
    "Istanbul, Turkish": ("Europe/Istanbul", "tr", "TR"),
    "Apia, Samoan": ("Pacific/Apia", "sm", "WS"),
}


def resumed(ground, kind, group, expected, prefix=(), environment=None):
    with ground.prepared(kind) as folder:
        stopped = ground.program.run(folder, *kind.train(), "--max_steps", "3")
        ended = ground.program.run(folder, *kind.train(), "--resume", prefix=prefix, environment=environment)
        for each in (stopped, ended):
            if each.status != 0:
                return Case(group, False, f"exit {each.status}: {each.last_line()}")
        difference = expected.difference(Result.of(folder / "run"))
        return Case(group, difference is None, difference or "the same bytes")


def cases(ground):
    if not shutil.which("faketime"):
        raise FileNotFoundError("this campaign needs faketime")
    for kind in (kinds.PLAIN, kinds.FOLDERS):
        with ground.prepared(kind) as folder:
            ended = ground.program.run(folder, *kind.train())
            if ended.status != 0:
                raise RuntimeError(ended.last_line())
            expected = Result.of(folder / "run")
        for name, time in CLOCKS.items():
            # Java waits by the clock that only ever runs forward.
            environment = {"DONT_FAKE_MONOTONIC": "1"}
            prefix = ("faketime", "-f", time)
            yield resumed(ground, kind, f"{name}: {kind.name}", expected, prefix, environment)
        for name, (zone, language, country) in PLACES.items():
            options = f"-Duser.language={language} -Duser.country={country}"
            environment = {"TZ": zone, "LC_ALL": f"{language}_{country}.UTF-8", "RECU_JAVA_OPTS": options}
            yield resumed(ground, kind, f"{name}: {kind.name}", expected, (), environment)
