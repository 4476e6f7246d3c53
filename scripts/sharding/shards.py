"""The workspaces of one sharded base: a folder of files and `shards.json`, which fixes their number."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import zlib
from dataclasses import dataclass
from pathlib import Path

from .problem import Problem

FILE = "shards.json"
# What turns a number into its shard; another way would look for contacts where they are not.
SPLIT = "crc32"
SHARDS_MAX = 10_000
OWN = re.compile(r"shard-\d{5}\.db")


def shard_of(key, count):
    """The shard of a row's `_key`, as bytes."""
    return zlib.crc32(key) % count


@dataclass(frozen=True)
class Shards:
    folder: Path
    count: int

    def workspace(self, shard):
        return self.folder / f"shard-{shard:05}.db"

    @property
    def pattern(self):
        return str(self.folder / "shard-*.db")

    @classmethod
    def open(cls, folder, count=None):
        """The set in `folder`; None when there is none yet."""
        try:
            text = (folder / FILE).read_text()
        except FileNotFoundError:
            return None
        shards = cls(folder, _count(text, folder / FILE))
        if count not in (None, shards.count):
            raise Problem(
                f"{folder / FILE}: this base has {shards.count} shards, not {count}: leave --shards "
                "out, or make a base with more of them by scripts/spark-reshard", 2)
        missing = [n for n in range(shards.count) if not shards.workspace(n).exists()]
        if missing:
            raise Problem(
                f"{shards.workspace(missing[0])}: is missing ({len(missing)} of {shards.count} shards "
                "are): bring it back; without it its contacts would be imported as new ones")
        return shards

    @classmethod
    def create(cls, folder, count, enlist, config):
        """Makes empty workspaces that share one secret, so that ids are the same in every shard.

        `shards.json` comes last: a folder without it is made anew. Logs go, too: the next workspace of the
        name would take one for its own.
        """
        if not 1 <= count <= SHARDS_MAX:
            raise Problem(f"--shards takes a number from 1 to {SHARDS_MAX:,}, not {count}", 2)
        folder.mkdir(parents=True, exist_ok=True)
        shards = cls(folder, count)
        found = sorted(folder.glob("*.db"))
        if any(not OWN.fullmatch(path.name) or _has_contacts(path) for path in found):
            raise Problem(
                f"{folder}: has workspaces that are in use and no {FILE}: name an empty folder, or "
                "bring the file back", 2)
        for path in folder.glob("shard-*.db*"):
            path.unlink()
        apply(enlist, config, shards.workspace(0))
        for shard in range(1, count):
            _copy(shards.workspace(0), shards.workspace(shard))
        write_whole(folder / FILE, json.dumps({"shards": count, "split": SPLIT}) + "\n")
        return shards


def apply(enlist, config, workspace):
    """Brings a workspace to what the configuration says."""
    found = refusal(enlist, config, workspace)
    if found is not None:
        raise Problem(*found)


def refusal(enlist, config, workspace):
    """As `apply`, but gives what is wrong and the exit status; None when nothing is."""
    result = subprocess.run(
        [enlist, "--workspace", str(workspace), "apply", str(config)],
        capture_output=True, text=True)
    if result.returncode == 0:
        return None
    return f"{workspace}: {result.stderr.strip()}", result.returncode


def region(workspace):
    """The region that the accounts read numbers in; None when they differ."""
    with sqlite3.connect(f"file:{workspace}?mode=ro", uri=True) as connection:
        found = [row[0] for row in connection.execute("SELECT DISTINCT region FROM accounts")]
    return found[0] if len(found) == 1 else None


def write_whole(path, text):
    """Writes a file so that it is there as a whole or not at all."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with open(partial, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, path)


def _copy(source, target):
    # What is copied is a secret from its first byte on.
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
    shutil.copy(source, target)
    with open(target, "rb") as file:
        os.fsync(file.fileno())


def _count(text, path):
    try:
        found = json.loads(text)
        if found["split"] == SPLIT and 1 <= int(found["shards"]) <= SHARDS_MAX:
            return int(found["shards"])
    except (ValueError, TypeError, KeyError):
        pass
    raise Problem(f"{path}: was not written by this program: bring the right one back")


def _has_contacts(path):
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
            return connection.execute("SELECT EXISTS(SELECT 1 FROM contacts)").fetchone()[0] == 1
    except sqlite3.Error:
        return True
