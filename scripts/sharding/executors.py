"""Finds and kills an executor of a Spark application that this program has started."""

import os
import signal
import time
from pathlib import Path

EXECUTOR = b"CoarseGrainedExecutorBackend"
POLL_SECONDS = 0.05


def kill_one(process, reports, shards):
    """Kills an executor of `process` while shards are imported; its number, None when it was too late.

    Waits for the first shard whose rows are partly stored: reports are written before their commit.
    """
    while process.poll() is None:
        written = [path for path in reports.glob("*.ndjson") if path.stat().st_size > 0]
        if len(written) >= shards:
            return None
        if written:
            found = _executors(process.pid)
            if found:
                os.kill(found[0], signal.SIGKILL)
                return found[0]
        time.sleep(POLL_SECONDS)
    return None


def _executors(root):
    """The numbers of the executors among the processes below `root`."""
    children = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            parent = _parent(folder)
            children.setdefault(parent, []).append(int(folder.name))
    found, open_numbers = [], [root]
    while open_numbers:
        number = open_numbers.pop()
        open_numbers += children.get(number, [])
        if EXECUTOR in _command(number):
            found.append(number)
    return sorted(found)


def _parent(folder):
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def _command(number):
    try:
        return Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return b""
