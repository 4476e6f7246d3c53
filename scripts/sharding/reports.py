"""Merges the shards' reports in row order."""

import heapq
import os
import resource
from contextlib import ExitStack, suppress

from .problem import Problem

START = b'{"row":'


def row_of(line):
    """The number of a report line's row."""
    return int(line[len(START): line.index(b",", len(START))])


def check(target):
    """Whether there can be a merged report, asked before anything is imported."""
    if not target.absolute().parent.is_dir():
        raise Problem(f"--merge-report {target}: there is no such folder", 2)


def merge(paths, target):
    """Writes the lines of all reports to `target`, which is there as a whole or not at all."""
    partial = f"{target}.part"
    # One report a shard is open: more than a process may have unless it asks.
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, allowed))
    with ExitStack() as files:
        reports = [files.enter_context(open(path, "rb")) for path in paths]
        with open(partial, "wb", opener=_private) as output:
            for line in heapq.merge(*reports, key=row_of):
                output.write(line)
            output.flush()
            os.fsync(output.fileno())
    os.replace(partial, target)


def _private(path, flags):
    """Reports hold phone numbers: their owner alone may read them.

    A draft that is there is a dead process's, or a trap of somebody else's.
    """
    with suppress(FileNotFoundError):
        os.unlink(path)
    return os.open(path, flags | os.O_EXCL | os.O_NOFOLLOW, 0o600)
