"""Starts the program as a user does and waits for it."""
import contextlib
import dataclasses
import os
import pathlib
import signal
import subprocess
import time


@dataclasses.dataclass(frozen=True)
class Ended:
    """A process that has ended: its status as the shell would show it, and what it printed."""

    status: int
    out: str
    err: str
    seconds: float

    def last_line(self):
        """The last error if there is one, else the last line."""
        lines = [line for line in (self.out + self.err).splitlines() if line.strip()]
        errors = [line for line in lines if line.startswith("recu: ")]
        return (errors or lines or [""])[-1][:400]

    def has_trace(self):
        return any(line.startswith("\tat ") for line in self.err.splitlines())


def lower_priority(niceness):
    """Lets other work go first, also where Linux shares processors among sessions before processes."""
    os.nice(niceness)
    with contextlib.suppress(OSError):
        pathlib.Path("/proc/self/autogroup").write_text(str(niceness))


def begin(niceness, before):
    """What a child does before it becomes the program: signals that this process ignores are not for it to ignore."""
    if niceness:
        lower_priority(niceness)
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM, signal.SIGUSR1):
        signal.signal(number, signal.SIG_DFL)
    if before is not None:
        before()


class Running:
    """A process of the program, in a session of its own, which is killed as a whole."""

    def __init__(self, words, folder, environment, niceness, before):
        self.started = time.monotonic()
        self.files = [folder / f".out-{id(self)}", folder / f".err-{id(self)}"]
        with open(self.files[0], "wb") as out, open(self.files[1], "wb") as err:
            self.process = subprocess.Popen(
                words,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "2", "CI": "1", **environment},
                start_new_session=True,
                preexec_fn=lambda: begin(niceness, before),
            )

    def is_running(self):
        return self.process.poll() is None

    def printed(self):
        return "".join(file.read_text(errors="replace") for file in self.files)

    def send(self, number):
        if self.is_running():
            os.killpg(self.process.pid, number)

    def kill(self):
        self.send(signal.SIGKILL)
        return self.wait()

    def wait_for(self, condition, seconds=300):
        """Waits until a condition holds, or the process ends; whether it holds."""
        limit = time.monotonic() + seconds
        while self.is_running() and time.monotonic() < limit:
            if condition():
                return True
            time.sleep(0.0005)
        return condition()

    def wait(self, seconds=900):
        """Waits for the end; a process that does not end is killed and has the status -1."""
        try:
            code = self.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            code = None
        status = -1 if code is None else 128 - code if code < 0 else code
        texts = [file.read_text(errors="replace") for file in self.files]
        for file in self.files:
            file.unlink()
        return Ended(status, *texts, time.monotonic() - self.started)


class Program:
    """The program by the path of its launcher, and how nice it is to other processes."""

    def __init__(self, launcher, niceness=0):
        self.launcher = pathlib.Path(launcher).resolve()
        self.niceness = niceness

    def start(self, folder, *words, environment=None, before=None, prefix=()):
        """Starts a command in a folder.

        environment: variables added to those of this process
        before: what the child does before it becomes the program
        prefix: words of a command that runs the program, such as faketime
        """
        command = [*prefix, self.launcher, *words]
        return Running([str(word) for word in command], folder, environment or {}, self.niceness, before)

    def run(self, folder, *words, **options):
        return self.start(folder, *words, **options).wait()
