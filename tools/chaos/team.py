"""The processes of a run: one, or several that train together."""
import contextlib
import socket

# Seconds that a process may wait for the others: short, since some are killed before they meet.
PATIENCE = 60


def free_ports(count):
    with contextlib.ExitStack() as sockets:
        taken = [sockets.enter_context(socket.socket()) for _ in range(count)]
        for each in taken:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in taken]


class Team:
    """The processes of a run of some kind, the chief first."""

    def __init__(self, program, folder, kind, *words):
        together = [()]
        if kind.processes > 1:
            hosts = ",".join(f"127.0.0.1:{port}" for port in free_ports(kind.processes))
            common = ("--hosts", hosts, "--peer_timeout", PATIENCE)
            together = [(*common, "--task", task) for task in range(kind.processes)]
        self.members = [program.start(folder, *kind.train(), *words, *each) for each in together]

    @property
    def chief(self):
        return self.members[0]

    def wait(self):
        """How each process has ended, the chief first."""
        return [member.wait() for member in self.members]


def run(program, folder, kind, *words):
    """Runs all processes to their end; how the one has ended that failed, or else the chief."""
    ended = Team(program, folder, kind, *words).wait()
    return next((each for each in ended if each.status != 0), ended[0])
