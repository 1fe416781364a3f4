"""Small file systems, which only root can mount."""
import contextlib
import subprocess


def mount(*words):
    done = subprocess.run(["mount", *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise PermissionError(f"mount: {done.stderr.strip()} (this campaign needs root)")


@contextlib.contextmanager
def small(folder, kilobytes):
    """A file system in memory of this size, mounted at a folder that exists."""
    mount("-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder))
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def remount(folder, options):
    mount("-o", f"remount,{options}", str(folder))
