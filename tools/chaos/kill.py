"""SIGKILL at random moments; what was killed is resumed to its end."""
import signal
import subprocess
import time

import kinds
import team
from campaign import Case
from result import Result, lines

PROMISE = (
    "A run that was killed and resumed ends with the weights, the metrics, the steps and the TensorBoard points "
    "of a run that was not."
)


def writing(folder, name):
    """Whether the program is writing a file or a folder of this name."""
    return any(True for _ in folder.glob(f".writing-{name}*"))


def steps_done(run):
    try:
        return run.joinpath("steps.jsonl").read_bytes().count(b"\n")
    except OSError:
        return 0


def start_up(draw, run, whole):
    """At some time before the first step."""
    return None, draw.uniform(0, whole["first_step"])


def step(draw, run, whole):
    """At some time of the training."""
    return lambda: steps_done(run) > 0, draw.uniform(0, whole["training"])


def checkpoint(draw, run, whole):
    """While a checkpoint is written: the n-th that is seen."""
    number = draw.randrange(1, whole["checkpoints"] + 1)
    names = set()

    def seen():
        names.update(path.name for path in run.joinpath("checkpoints").glob(".writing-*"))
        return len(names) >= number

    return seen, draw.uniform(0, 0.02)


def evaluation(draw, run, whole):
    """After the last step of an epoch, while the test images are evaluated."""
    steps = whole["steps"] // whole["epochs"] * draw.randrange(1, whole["epochs"] + 1)
    return lambda: steps_done(run) >= steps, draw.uniform(0, 0.3)


def export(draw, run, whole):
    """While the best epoch is exported."""
    return lambda: writing(run, "savedmodel"), draw.uniform(0, 1)


MOMENTS = (start_up, step, checkpoint, evaluation, export)


def undisturbed(ground, kind):
    """A run's result, and how long its parts take."""
    with ground.prepared(kind) as folder:
        run = folder / "run"
        members = team.Team(ground.program, folder, kind)
        members.chief.wait_for(lambda: steps_done(run) > 0)
        first = time.monotonic() - members.chief.started
        everyone = members.wait()
        for ended in everyone:
            if ended.status != 0:
                raise RuntimeError(f"{kind.name}: {ended.last_line()}")
        steps = lines(run / "steps.jsonl")
        epochs = len(lines(run / "metrics.jsonl"))
        saved = len(steps) // epochs // 2 * epochs + epochs
        return Result.of(run), {
            "first_step": first,
            "training": everyone[0].seconds - first,
            "steps": len(steps),
            "epochs": epochs,
            "checkpoints": saved,
        }


def victims(draw, members, moment):
    """The chief, another, or all of them; only the chief exports."""
    if len(members) == 1 or moment is export:
        return members[:1]
    return draw.choice([members[:1], members[1:], members])


def killed(ground, kind, moment, whole, expected):
    with ground.prepared(kind) as folder:
        run = folder / "run"
        condition, delay = moment(ground.random, run, whole)
        members = team.Team(ground.program, folder, kind)
        hit = victims(ground.random, members.members, moment)
        if condition is not None:
            members.chief.wait_for(condition)
        try:
            members.chief.process.wait(timeout=delay)
        except subprocess.TimeoutExpired:
            pass  # it runs on, as it should
        alive = all(each.is_running() for each in hit)
        at = steps_done(run)
        for each in hit:
            each.send(signal.SIGKILL)
        ends = members.wait()
        group = f"{kind.name}: {moment.__name__.replace('_', '-')}"
        if not alive:
            return None
        for each, ended in zip(members.members, ends):
            # Who loses another says so in a line, unless all work was done.
            if each not in hit and (ended.status not in (0, 1) or ended.has_trace()):
                return Case(group, False, f"after step {at}: who was left: exit {ended.status}: {ended.last_line()}")
        resumed = team.run(ground.program, folder, kind, "--resume")
        if resumed.status != 0 and not (run / "checkpoints" / "latest").exists():
            # Nothing was saved: the user starts again.
            resumed = team.run(ground.program, folder, kind)
        if resumed.status != 0:
            return Case(group, False, f"after step {at}: exit {resumed.status}: {resumed.last_line()}")
        try:
            difference = expected.difference(Result.of(run))
        except (OSError, ValueError) as problem:
            difference = str(problem)
        return Case(group, difference is None, difference or "the same bytes")


def cases(ground):
    for kind in kinds.KINDS:
        expected, whole = undisturbed(ground, kind)
        again, _ = undisturbed(ground, kind)
        difference = expected.difference(again)
        yield Case(f"{kind.name}: twice undisturbed", difference is None, difference or "the same bytes")
        share = ground.times // len(kinds.KINDS)
        done = missed = 0
        while done < share and missed < share:
            moment = MOMENTS[done % len(MOMENTS)]
            case = killed(ground, kind, moment, whole, expected)
            if case is None:
                missed += 1
            else:
                done += 1
                yield case
