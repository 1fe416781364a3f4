"""Signals, once and twice."""
import signal

import kinds
from campaign import Case
from kill import steps_done
from result import Result

PROMISE = (
    "INT, TERM, HUP and USR1 save the run and end it with exit code 130; a second signal ends it at once; either way "
    "it resumes to the same result. Under nohup HUP changes nothing."
)
NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1)


def ignore_hangup():
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


def signalled(ground, number, twice, expected):
    kind = kinds.PLAIN
    with ground.prepared(kind) as folder:
        run = folder / "run"
        running = ground.program.start(folder, *kind.train())
        step = ground.random.randrange(1, 5)
        running.wait_for(lambda: steps_done(run) > step)
        running.send(number)
        if twice:
            running.wait_for(lambda: False, seconds=ground.random.uniform(0, 0.05))
            running.send(number)
        ended = running.wait(seconds=60)
        group = f"{number.name}, {'twice' if twice else 'once'}"
        allowed = {130, 128 + number} if twice else {130}
        if ended.status not in allowed:
            return Case(group, False, f"exit {ended.status}: {ended.last_line()}")
        saved = ended.status == 130 and not (twice and number == signal.SIGINT)
        if saved and "--resume" not in ended.out + ended.err:
            return Case(group, False, f"does not say how to resume: {ended.last_line()}")
        resumed = ground.program.run(folder, *kind.train(), "--resume")
        if resumed.status != 0:
            return Case(group, False, f"exit {ended.status}, then {resumed.status}: {resumed.last_line()}")
        difference = expected.difference(Result.of(run))
        return Case(group, difference is None, difference or f"exit {ended.status}, then the same bytes")


def without_terminal(ground, expected):
    kind = kinds.PLAIN
    with ground.prepared(kind) as folder:
        run = folder / "run"
        running = ground.program.start(folder, *kind.train(), before=ignore_hangup)
        running.wait_for(lambda: steps_done(run) > 1)
        running.send(signal.SIGHUP)
        ended = running.wait()
        if ended.status != 0:
            return Case("HUP under nohup", False, f"exit {ended.status}: {ended.last_line()}")
        difference = expected.difference(Result.of(run))
        return Case("HUP under nohup", difference is None, difference or "ran on to the same bytes")


def cases(ground):
    with ground.prepared(kinds.PLAIN) as folder:
        ended = ground.program.run(folder, *kinds.PLAIN.train())
        if ended.status != 0:
            raise RuntimeError(ended.last_line())
        expected = Result.of(folder / "run")
    for number in NUMBERS:
        yield signalled(ground, number, False, expected)
        yield signalled(ground, number, True, expected)
    yield without_terminal(ground, expected)
