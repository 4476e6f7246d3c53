"""Measures shards without an engine: one process a shard, so many at a time."""

import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

from .shards import Shards, shard_of


def measure(enlist, folder, config, options, count):
    """Prints rows a second of normalizing, of one import, and of shards imported 1 and 2 at a time."""
    whole = Shards.create(folder / "one", 1, enlist, config)
    _, seconds = _timed(lambda: _import(enlist, whole, 0, folder / "rows.csv", options))
    rows = _count(folder / "rows.csv") - 1
    _say("one import", rows, seconds)
    print(f"{'bytes a row':24} input {_size(folder / 'rows.csv') / rows:.0f}, workspace "
          f"{_size(whole.workspace(0)) / rows:.0f}, report {_size(whole.folder / '0.ndjson') / rows:.0f}")
    _, seconds = _timed(lambda: _normalize(enlist, folder))
    _say("normalize", rows, seconds)
    _split(folder, count)
    for at_once in (1, 2):
        shards = Shards.create(folder / f"base-{at_once}", count, enlist, config)
        _, seconds = _timed(lambda: _import_all(enlist, shards, folder, options, at_once))
        _say(f"{count} shards, {at_once} at a time", rows, seconds)


def _import_all(enlist, shards, folder, options, at_once):
    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(
            lambda shard: _import(enlist, shards, shard, folder / f"{shard}.rows", options),
            range(shards.count)))


def _import(enlist, shards, shard, rows, options):
    # As one executor with one core does it.
    command = [enlist, "--workspace", shards.workspace(shard), "import", rows, *options, "--quiet",
               "--threads", "1", "--report", shards.folder / f"{shard}.ndjson"]
    status = subprocess.run(command).returncode
    if status not in (0, 3):
        raise RuntimeError(f"{rows}: the import ended with {status}")


def _normalize(enlist, folder):
    with open(folder / "all.rows", "wb") as output:
        subprocess.run([enlist, "normalize", folder / "rows.csv", "--quiet"], stdout=output)


def _split(folder, count):
    files = [open(folder / f"{shard}.rows", "wb") for shard in range(count)]
    with open(folder / "all.rows", "rb") as rows:
        for line in rows:
            key = line[line.rindex(b'"_key":"') + 8:]
            files[shard_of(key[: key.index(b'"')], count)].write(line)
    for file in files:
        file.close()


def _size(path):
    return path.stat().st_size


def _count(path):
    with open(path, "rb") as file:
        return sum(1 for _ in file)


def _timed(body):
    begin = time.monotonic()
    return body(), time.monotonic() - begin


def _say(name, rows, seconds):
    print(f"{name:24} {seconds:6.1f} s {rows / seconds:10,.0f} rows/s", flush=True)
