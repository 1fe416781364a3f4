"""Runs commands one after another in a process that is already warm."""
import base64
import os
import pathlib
import queue
import subprocess
import threading
import time

from program import Ended


class Warm:
    """A process of Commands.java with the program's jars; started again where a command killed it."""

    def __init__(self, launcher):
        self.home = pathlib.Path(launcher).resolve().parent
        self.process = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def jars(self):
        for libraries in (self.home / "target" / "lib", self.home.parent / "lib"):
            if libraries.is_dir():
                own = [
                    jar
                    for jar in [*self.home.glob("target/recu-*.jar"), *libraries.glob("recu-*.jar")]
                    if not jar.stem.endswith(("-runtime", "-sources", "-javadoc", "-tests"))
                ]
                return ":".join([str(own[0]), f"{libraries}/*"])
        raise FileNotFoundError(f"{self.home} holds no built program")

    def start(self):
        java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
        options = ["-XX:+UseSerialGC", "-Xmx2g", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"]
        source = pathlib.Path(__file__).with_name("Commands.java")
        self.process = subprocess.Popen(
            [java, *options, "-cp", self.jars(), str(source)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "2", "CI": "1"},
        )
        self.answers = queue.Queue()
        threading.Thread(target=self.read, args=(self.process.stdout, self.answers), daemon=True).start()

    @staticmethod
    def read(stream, answers):
        for line in stream:
            if line.count("\t") == 2:  # native libraries may write there too
                answers.put(line)
        answers.put(None)

    def run(self, *words, seconds=300):
        """Runs a command; its paths must be absolute. The status is -1 if it does not end, -2 if it ended the
        process."""
        if self.process is None:
            self.start()
        started = time.monotonic()
        self.process.stdin.write("\t".join(str(word) for word in words) + "\n")
        self.process.stdin.flush()
        try:
            answer = self.answers.get(timeout=seconds)
        except queue.Empty:
            self.close()
            return Ended(-1, "", f"no answer within {seconds} s", seconds)
        if answer is None:
            self.close()
            return Ended(-2, "", "the process has ended", time.monotonic() - started)
        status, out, err = answer.rstrip("\n").split("\t")
        texts = [base64.b64decode(text).decode(errors="replace") for text in (out, err)]
        return Ended(int(status), *texts, time.monotonic() - started)

    def close(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None
