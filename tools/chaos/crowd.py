"""Several processes at one run."""
import kinds
from campaign import Case
from kill import steps_done
from result import Result

# Long enough that others come while it trains.
LONG = kinds.Kind("long", ("--model", "resnet20_1w1a", "--epochs", "8", "--lr", "0.05", *kinds.SHAPES))
PROMISE = "A second training of a run is refused by name; whoever reads along gets an answer and disturbs nothing."


def readers(folder):
    return {
        "runs": ("runs", "."),
        "report": ("report", "run", "--output", "report.html"),
        "evaluate": ("evaluate", "--model_path", "run", "--limit_test", "32"),
        "summary": ("summary", "--model", "resnet20_1w1a"),
        "export": ("export", "--model_path", "run", "--format", "packed", "--output", "read.recu"),
    }


def second(ground, expected, resume):
    """A second training of a run that is being trained."""
    kind = LONG
    group = "a second training, --resume" if resume else "a second training"
    with ground.prepared(kind) as folder:
        run = folder / "run"
        first = ground.program.start(folder, *kind.train())
        first.wait_for(lambda: steps_done(run) > 0)
        ended = ground.program.run(folder, *kind.train(), *(["--resume"] if resume else []))
        whole = first.wait()
        if whole.status != 0:
            return Case(group, False, f"the first: exit {whole.status}: {whole.last_line()}")
        difference = expected.difference(Result.of(run))
        if difference:
            return Case(group, False, difference)
        if ended.status == 0 and resume:
            return Case(group, False, "was not refused, or came too late to be")
        named = "run" in ended.last_line() and ended.status == 1 and not ended.has_trace()
        return Case(group, named, ended.last_line())


def read_along(ground, name, words, expected):
    """A command that reads a run again and again while it is being trained."""
    kind = LONG
    with ground.prepared(kind) as folder:
        run = folder / "run"
        first = ground.program.start(folder, *kind.train())
        answers = []
        while first.is_running():
            for old in ("report.html", "read.recu"):
                (folder / old).unlink(missing_ok=True)
            answers.append(ground.program.run(folder, *words))
        whole = first.wait()
        if whole.status != 0:
            return Case(name, False, f"the training: exit {whole.status}: {whole.last_line()}")
        difference = expected.difference(Result.of(run))
        bad = [each for each in answers if each.status not in (0, 1) or each.has_trace()]
        if difference or bad:
            return Case(name, False, difference or f"exit {bad[0].status}: {bad[0].last_line()}")
        done = sum(each.status == 0 for each in answers)
        return Case(name, True, f"{done} of {len(answers)} answered, the others in one line; the same bytes")


def cases(ground):
    with ground.prepared(LONG) as folder:
        ended = ground.program.run(folder, *LONG.train())
        if ended.status != 0:
            raise RuntimeError(ended.last_line())
        expected = Result.of(folder / "run")
        commands = readers(folder)
    for resume in (False, True):
        yield second(ground, expected, resume)
    for name, words in commands.items():
        yield read_along(ground, f"reading along: {name}", words, expected)
