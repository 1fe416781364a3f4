"""As many epochs as a day has, of a tiny network: what grows with them?"""
import os
import pathlib

import kinds
from campaign import Case
from kill import steps_done

PROMISE = "Memory, open files, threads and the folder's files but its logs stay level from an early epoch to the last."
TINY = "--dataset shapes --limit_train 16 --limit_test 16 -b 16 -bt 16 --model resnet20_1w1a --lr 0.01".split()


def measured(pid, run):
    status = dict(
        line.split(":", 1) for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines() if ":" in line
    )
    return {
        "memory, MB": int(status["VmRSS"].split()[0]) // 1024,
        "threads": int(status["Threads"]),
        "open files": len(os.listdir(f"/proc/{pid}/fd")),
        "files of the run": sum(1 for file in run.rglob("*") if file.is_file()),
    }


def cases(ground):
    kind = kinds.Kind("tiny", tuple(TINY))
    epochs = ground.times
    with ground.folder() as folder:
        run = folder / "run"
        words = ["train", "--results_dir", ".", "--save", "run", "--gpus", "cpu", "--seed", "7", "--workers", "2"]
        running = ground.program.start(folder, *words, "--log_steps", *kind.options, "--epochs", epochs)
        seen = []
        for part in (10, 4, 2, 1.02):
            reached = int(epochs / part)
            if not running.wait_for(lambda: steps_done(run) >= reached, seconds=6 * 3600):
                ended = running.wait()
                yield Case("ends early", False, f"exit {ended.status}: {ended.last_line()}")
                return
            seen.append((reached, measured(running.process.pid, run)))
        ended = running.wait()
        yield Case("ends", ended.status == 0, f"{epochs} epochs in {ended.seconds:.0f} s")
    for name in seen[0][1]:
        values = [about[name] for _, about in seen]
        allowed = 1.1 if name == "memory, MB" else 1
        text = ", ".join(f"{value} at epoch {reached}" for (reached, _), value in zip(seen, values))
        yield Case(name, values[-1] <= allowed * values[1], text)
