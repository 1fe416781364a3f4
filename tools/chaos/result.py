"""What a finished run is compared by: weights, metrics and curves, without times."""
import dataclasses
import hashlib
import json

import events

TIMES = ("images_per_second", "data_wait", "seconds", "teacher_seconds")


@dataclasses.dataclass(frozen=True)
class Result:
    weights: dict
    epochs: list
    steps: list
    points: dict

    @staticmethod
    def of(run):
        """Reads a run's folder; raises OSError or ValueError if it is not whole."""
        checkpoints = run / "checkpoints"
        latest = (checkpoints / "latest").resolve(strict=True)
        weights = {
            file.name: hashlib.sha256(file.read_bytes()).hexdigest()
            for file in latest.iterdir()
            if file.name.startswith("variables")
        }
        weights["checkpoint"] = latest.name
        model = run / "savedmodel" / "saved_model.pb"
        weights["export"] = hashlib.sha256(model.read_bytes()).hexdigest()
        return Result(weights, lines(run / "metrics.jsonl"), lines(run / "steps.jsonl"), events.points(run))

    def difference(self, other):
        """What differs first, in words; None if nothing does."""
        for name in ("weights", "epochs", "steps", "points"):
            mine, others = getattr(self, name), getattr(other, name)
            if mine == others:
                continue
            if isinstance(mine, dict):
                keys = [key for key in {**mine, **others} if mine.get(key) != others.get(key)]
                return f"{name} differ: {keys[0]} and {len(keys) - 1} more"
            return f"{name} differ: {len(mine)} and {len(others)} lines"
        return None


def lines(file):
    objects = [json.loads(line) for line in file.read_text().splitlines()]
    return [{key: value for key, value in each.items() if key not in TIMES} for each in objects]


def leftovers(folder):
    """Hidden files and folders that writing has left, by name."""
    return sorted(str(p.relative_to(folder)) for p in folder.rglob(".*") if p.name.startswith((".writing-", ".replaced-")))
