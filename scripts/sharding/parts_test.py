"""Reading in parts, which needs pyarrow and a binary: `scripts/spark-test` runs it.

Parts are cut as Spark cuts them: a line belongs to the block in which it begins, or at whose end.
"""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace

import pyarrow

from sharding import engine, parts, source

ENLIST = os.environ["ENLIST_BINARY"]
CLOCK = "2026-11-24T08:00:00Z"
FILE = "file:/rows%20of%20today.csv"
WHOLE = 1 << 20
DATES = "".join(f"4155550{i:03},{'01/13' if i < 60 else '13/01'}/2024\n" for i in range(100))
CELLS = "".join(f'4155550{i:03},"one\ntwo"\n' for i in range(40))


class PartsTests(unittest.TestCase):
    def test_parts_give_what_the_whole_file_gives(self):
        inputs = {
            "mark": "\ufeffphone,n\r\n\r\n" + "4155550100,é\r\nabc,x\r\n,,\r\n4155550101,a,b\r\n" * 9,
            "dates in another order below": "phone,consent date\n" + DATES,
            "no header": "4155550100,,,\n" + "4155550101\n4155550102,a,b\n" * 9 + "4155550103,a,b,c\n",
            "separator": "sep=;\nphone;n\n" + "4155550100;x\nabc;y\n" * 20,
            "array": "[" + ",\n".join('{"phone_number":"4155550100"}' for _ in range(20)) + "]\n",
            "requests": '{"phone_number":4155550100}\n\n{"phone_number":"x"}\n{"_row":7}\n' * 9,
            "cells": "phone,n\n" + CELLS}
        for name, text in inputs.items():
            with self.subTest(name):
                self.assertEqual(_read(text, len(text) // 3), _whole(text))

    def test_a_part_that_ends_inside_a_record_is_said(self):
        counts = _counts("phone,n\n" + CELLS, 130)
        self.assertTrue(any(part["is_cut"] for part in counts))
        self.assertTrue(all(part["message"] is None or part["is_cut"] for part in counts))

    def test_an_input_that_is_cut_is_refused_by_its_name(self):
        with self.assertRaises(parts.PartRefused) as refused:
            _keyed('phone,n\n4155550100,"x\n', WHOLE, {})
        self.assertTrue(str(refused.exception).startswith("file:/rows of today.csv: "))
        self.assertNotIn("standard input", str(refused.exception))

    def test_a_part_that_was_not_counted_is_an_error(self):
        with self.assertRaises(parts.PartFailed):
            _keyed("phone\n4155550100\n", WHOLE, {(FILE, 5): parts.WHOLE})


class FailureTests(unittest.TestCase):
    def test_what_cannot_pass_is_told_from_what_may(self):
        again = engine.problem("Traceback\n  sharding.parts.PartFailed: out of memory\n\tat org.x")
        self.assertEqual((str(again), again.status),
                         ("Spark: out of memory; run the same command again", 75))
        final = engine.problem("Caused by: sharding.parts.PartRefused: a.csv: ends inside quotes\n")
        self.assertEqual((str(final), final.status), ("a.csv: ends inside quotes", 1))


def _whole(text):
    """What `enlist normalize` makes of the file itself."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(text.encode())
        file.flush()
        result = subprocess.run(
            [ENLIST, "normalize", file.name, "--quiet", "--clock", CLOCK], stdout=subprocess.PIPE)
    return result.stdout


def _read(text, size):
    """The rows in order, in parts, or in one when a part ends inside a record."""
    counts = [SimpleNamespace(**part) for part in _counts(text, size)]
    assert all(part.is_cut or part.message is None for part in counts)
    if any(part.is_cut for part in counts):
        return _read(text, WHOLE)
    return _keyed(text, size, engine.starts_of(counts))


def _counts(text, size):
    batches = parts.counted(_batches(text, size), parts.Reading(ENLIST, _source(text), CLOCK))
    return [part for batch in batches for part in batch.to_pylist()]


def _keyed(text, size, starts):
    reading = parts.Reading(ENLIST, _source(text), CLOCK)
    batches = parts.keyed(_batches(text, size), reading, starts, [0, 1, 2])
    rows = [row for batch in batches for row in batch.to_pylist()]
    return b"".join(row["line"] for row in sorted(rows, key=lambda row: row["row"]))


def _source(text):
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "head"
        sample.write_bytes(text.encode())
        return source.of_head(ENLIST, sample, FILE, [], [FILE.replace("%20", " ")])


def _batches(text, size):
    """The lines of each block as Spark gives them, which leaves a byte order mark out."""
    begin, lines = 0, []
    for line in text.encode().split(b"\n")[: -1 if text.endswith("\n") else None]:
        own = line if begin else line.removeprefix(parts.BYTE_ORDER_MARK)
        lines.append((max(begin - 1, 0) // size * size, own))
        begin += len(line) + 1
    for block in sorted({block for block, _ in lines}):
        own = [line for start, line in lines if start == block]
        yield pyarrow.RecordBatch.from_arrays(
            [pyarrow.array([FILE] * len(own)), pyarrow.array([block] * len(own), pyarrow.int64()),
             pyarrow.array(own, pyarrow.binary())], names=["path", "start", "line"])


if __name__ == "__main__":
    unittest.main()
