"""Imports one shard's rows into its workspace; runs on the executors.

A task may be tried again, on another machine, or twice at once. That is safe: the job has a key, so a finished one
does nothing and an unfinished one resumes; the workspace's lock lets one process write; and the rows end
with a line of their own, so that a pipe whose feeder died is not taken for a whole one.
"""

import subprocess
import tempfile
from dataclasses import dataclass

import pyarrow
from pyspark import TaskContext

from . import summary

END_LINE = '{"_end":true}'
IMPORTED = pyarrow.schema([
    ("shard", pyarrow.int32()), ("status", pyarrow.int32()), ("summary", pyarrow.string()),
    ("message", pyarrow.string())])


@dataclass(frozen=True)
class ShardImport:
    """What a task needs to import a shard."""

    enlist: str
    shards: object
    job: str
    clock: str
    reports: str
    options: list
    # By shard: the options that are divided among shards.
    shares: list
    # A task that stops is tried again by the engine up to this attempt, counted from 0.
    last_attempt: int

    def command(self, shard):
        return [
            self.enlist, "--workspace", str(self.shards.workspace(shard)), "import", "-",
            "--format", "ndjson", "--encoding", "utf-8", "--profile", "none", "--job", f"{self.job}/{shard:05}",
            "--end-line", END_LINE, "--clock", self.clock, "--summary", "json", "--quiet",
            "--progress", "never", "--report", report_path(self.reports, shard),
            *self.options, *self.shares[shard]]


class ShardStopped(Exception):
    """The shard's import stopped and can go on: the engine tries the task again."""


def report_path(folder, shard):
    return f"{folder}/shard-{shard:05}.ndjson"


def imported(batches, task):
    """Feeds the partition's rows, which are one shard's in the order of the file, to `enlist import`."""
    context = TaskContext.get()
    shard = context.partitionId()
    first = next(batches, None)
    if first is None:
        return
    result = _run(task.command(shard), _lines(first, batches))
    if summary.is_worth_trying(result["status"], result["summary"]) and context.attemptNumber() < task.last_attempt:
        raise ShardStopped(f"shard {shard}: {result['message']}")
    yield pyarrow.RecordBatch.from_pylist([{"shard": shard} | result], schema=IMPORTED)


def _lines(first, batches):
    yield b"".join(first.column(0).to_pylist())
    for batch in batches:
        yield b"".join(batch.column(0).to_pylist())


def _run(command, chunks):
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=output, stderr=errors)
        try:
            _feed(process, chunks)
            status = process.wait()
        except BaseException:
            # Without the end line the import stops at a commit by itself.
            process.stdin.close()
            process.wait()
            raise
        output.seek(0)
        errors.seek(0)
        return {
            "status": status, "summary": output.read().decode(),
            "message": errors.read().decode(errors="replace").strip()}


def _feed(process, chunks):
    try:
        for chunk in chunks:
            process.stdin.write(chunk)
        process.stdin.write(END_LINE.encode() + b"\n")
        process.stdin.close()
    except BrokenPipeError:
        # It needs no more: an earlier attempt has finished the job, or it stopped and says why.
        for _ in chunks:
            pass
