"""Turns the parts of an input into keyed requests; runs on the executors.

A part is a block of a file as Spark cuts it: whole lines, whose place in the file is known. `enlist
normalize` reads each with the header before it and with the numbers of its first row, line and byte.
"""

import json
import os
import queue
import re
import subprocess
import tempfile
import threading
from dataclasses import dataclass
from urllib.parse import unquote

import pyarrow

from .shards import shard_of

# `normalize` writes these behind all of a row's own members, so the last ones are its own.
ROW = b'"_row":'
PLACE = re.compile(rb'"_row":(\d+),"_key":"((?:[^"\\]|\\.)*)"')
CHUNK_BYTES = 1 << 18
# Statuses with which `enlist normalize` ends when it cannot read its input.
REFUSALS = {1, 2}


@dataclass(frozen=True)
class Start:
    """Where a part begins: the numbers of its first row, and of its first line and byte in its file."""

    row: int
    line: int
    byte: int


WHOLE = Start(1, 1, 1)
# Where the count begins a part that is no beginning of a file: anywhere behind its header, so that `normalize`
# does not look again at what columns mean.
BEHIND = Start(1, 1 << 30, 1 << 30)
# Spark leaves it out of a file's first line.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Reading:
    """What a task needs to read parts."""

    enlist: str
    source: object
    clock: str


class PartFailed(Exception):
    """`enlist normalize` gave up: another attempt may do better."""


class PartRefused(Exception):
    """`enlist normalize` cannot read a part: another attempt would not either."""


def counted(batches, reading):
    """Counts each part's rows, lines and bytes, and says why it cannot be read: most often because it ends
    inside a record."""
    for place, part in _parts(batches, reading, lambda place: BEHIND if place[1] else WHOLE):
        rows = sum(chunk.count(b"\n") for chunk in part)
        yield pyarrow.RecordBatch.from_pylist(
            [{"path": place[0], "start": place[1], "rows": rows, "lines": part.lines,
              "bytes": part.bytes, "is_cut": part.is_cut, "message": part.message}],
            schema=COUNTED)


COUNTED = pyarrow.schema([
    ("path", pyarrow.string()), ("start", pyarrow.int64()), ("rows", pyarrow.int64()),
    ("lines", pyarrow.int64()), ("bytes", pyarrow.int64()), ("is_cut", pyarrow.bool_()),
    ("message", pyarrow.string())])
KEYED = pyarrow.schema([
    ("slot", pyarrow.int32()), ("row", pyarrow.int64()), ("line", pyarrow.binary())])


def keyed(batches, reading, starts, slots):
    """Gives every row as a request with the slot of its shard and its number.

    `slots`: by shard, what Spark's `repartition` sends to the partition of that number. `starts` is
    empty when the input is one part.
    """
    for place, part in _parts(batches, reading, lambda place: _start(place, starts)):
        for chunk in part:
            rows = [_keyed(line, slots) for line in chunk.splitlines(keepends=True)]
            columns = list(zip(*rows))
            yield pyarrow.RecordBatch.from_arrays(
                [pyarrow.array(column, kind.type) for column, kind in zip(columns, KEYED)],
                schema=KEYED)
        if part.message is not None:
            raise PartRefused(f"{unquote(place[0])}: {part.message}")


def _start(place, starts):
    if not starts:
        return WHOLE
    if place not in starts:
        raise PartFailed(f"{place[0]}: changed while it was read")
    return starts[place]


def _keyed(line, slots):
    row, key = PLACE.match(line, line.rindex(ROW)).groups()
    return slots[shard_of(key, len(slots))], int(row), line


def _parts(batches, reading, start):
    """Runs `enlist normalize` over each part in turn; the caller takes all of one's output."""
    runs = _Runs(batches)
    while runs.place is not None:
        place = runs.place
        yield place, _Part(reading, place, start(place), runs)


class _Runs:
    """The lines of a task's batches, part by part."""

    def __init__(self, batches):
        self._batches = iter(batches)
        self._pending = []
        self.place = None
        self._advance()

    def lines(self):
        """The lines of the part that it stands at, batch by batch, up to the next part."""
        place = self.place
        while self.place == place and place is not None:
            _, lines = self._pending.pop(0)
            yield lines
            self._advance()

    def _advance(self):
        while not self._pending:
            batch = next(self._batches, None)
            if batch is None:
                self.place = None
                return
            self._pending = list(_runs(batch))
        self.place = self._pending[0][0]


def _runs(batch):
    paths, starts, lines = (batch.column(index) for index in range(3))
    begin = 0
    places = list(zip(paths.to_pylist(), starts.to_pylist()))
    for index in range(1, len(places) + 1):
        if index == len(places) or places[index] != places[begin]:
            yield places[begin], lines.slice(begin, index - begin).to_pylist()
            begin = index


class _Part:
    """One `enlist normalize`: iterating feeds it and gives its output in chunks of whole lines."""

    def __init__(self, reading, place, start, runs):
        self._reading = reading
        self._is_first = place[1] == 0
        self._is_marked = self._is_first and unquote(place[0]) in reading.source.marked
        self._start = start
        self._runs = runs
        self.lines = 0
        self.bytes = 0
        self.is_cut = False
        self.message = None

    def __iter__(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "errors"), "wb+") as errors:
                process = subprocess.Popen(
                    self._command(folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                    stderr=errors)
                try:
                    yield from self._output(process)
                    self._note_end(process.wait(), errors)
                finally:
                    process.kill()
                    process.wait()
                    process.stdout.close()

    def _command(self, folder):
        source = self._reading.source
        # The header stands before the part and counts among its lines and bytes.
        line, byte = 1, 1
        if not self._is_first:
            line = self._start.line - source.preamble.count(b"\n")
            byte = self._start.byte - len(source.preamble)
        command = [
            self._reading.enlist, "normalize", "-", "--quiet", "--log-format", "json", "--threads",
            "1", "--clock", self._reading.clock, "--first-row", str(self._start.row),
            "--first-line", str(max(line, 1)), "--first-byte", str(max(byte, 1)), *source.options]
        if source.mapping is not None:
            path = os.path.join(folder, "mapping.json")
            with open(path, "w") as file:
                file.write(source.mapping)
            command += ["--mapping", path]
        return command

    def _output(self, process):
        """Feeds the program and gives what comes out meanwhile; only reading has a thread."""
        chunks = queue.SimpleQueue()
        reader = threading.Thread(target=_read, args=(process.stdout, chunks), daemon=True)
        reader.start()
        rest = b""
        try:
            if self._is_marked:
                self.bytes += len(BYTE_ORDER_MARK)
                process.stdin.write(BYTE_ORDER_MARK)
            if not self._is_first:
                process.stdin.write(self._reading.source.preamble)
            for lines in self._runs.lines():
                self._count(lines)
                process.stdin.write(b"\n".join(lines) + b"\n")
                while not chunks.empty():
                    rest, whole = _whole_lines(rest + chunks.get())
                    if whole:
                        yield whole
            process.stdin.close()
        except BrokenPipeError:
            # The program says why when it is asked for its end.
            for lines in self._runs.lines():
                self._count(lines)
        while (chunk := chunks.get()) is not None:
            rest, whole = _whole_lines(rest + chunk)
            if whole:
                yield whole

    def _count(self, lines):
        self.lines += len(lines)
        self.bytes += sum(map(len, lines)) + len(lines)

    def _note_end(self, status, errors):
        if status in (0, 3):
            return
        errors.seek(0)
        text = errors.read().decode(errors="replace").strip()
        code, message = _failure(text)
        if status not in REFUSALS:
            raise PartFailed(f"enlist normalize ended with {status}: {message}")
        # The file's name is put before it; these words are of the pipe.
        self.message = re.sub("^standard input[:,] ", "", message)
        self.is_cut = code == "input_cut"


def _read(stream, chunks):
    while chunk := stream.read1(CHUNK_BYTES):
        chunks.put(chunk)
    chunks.put(None)


def _whole_lines(text):
    """What stands behind the last line end, and what stands up to it."""
    end = text.rfind(b"\n") + 1
    return text[end:], text[:end]


def _failure(text):
    """Code and message of the last error that a program logged as JSON."""
    for line in reversed(text.splitlines()):
        try:
            found = json.loads(line)
            return found.get("code"), found["message"]
        except (ValueError, KeyError, TypeError):
            continue
    return None, text
