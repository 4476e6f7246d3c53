"""Kills at random moments."""

import random
import shutil
import signal
import sqlite3
import subprocess
import time

from crash.program import Program
from crash.scenario import LARGE_GROUPS, Scenario
from crash.state import State

KILLS_MIN, KILLS_MAX = 10, 20


def scenarios(binary, folder, rng, rows):
    def make(name, **options):
        options = {"rows": rows, "commit": max(rows // 50, 1)} | options
        return Scenario(name, binary, folder, rng, **options)

    return [
        make("csv-empty"),
        make("csv-filled", filled=True),
        make("ndjson-empty", format="ndjson"),
        make("ndjson-filled-pipe", format="ndjson", filled=True, piped=True),
        make("csv-packed-three-inputs", packed=True, inputs=3, filled=True),
        make("csv-sync", filled=True, sync=True),
        make("csv-report-csv-pipe", csv_report=True, piped=True),
        make("csv-large-groups", filled=True, **LARGE_GROUPS),
    ]


def run(binary, folder, seed, count, rows):
    rng = random.Random(seed)
    print(f"seed {seed}, {rows} rows an import", flush=True)
    known = scenarios(binary, folder, rng, rows)
    failures = kills = committed = most = early = 0
    begin = time.monotonic()
    for number in range(count):
        round = Round(binary, known[number % len(known)], folder / "round", rng)
        differences = round.run()
        kills += round.kills
        most = max(most, round.kills)
        early += round.early_kills
        committed += round.rows
        if differences:
            failures += 1
            print(f"round {number + 1}, {round.scenario.name}: DIFFERS", *differences, sep="\n  ", flush=True)
    print(f"{count} rounds, {committed:,} rows, {kills:,} kills (up to {most} in an import, {early:,} before "
          f"the first commit of a process), {failures} differing, {time.monotonic() - begin:.0f} s")
    return failures


class Round:
    """One import, killed again and again until it is through."""

    def __init__(self, binary, scenario, folder, rng, fault=None):
        self.scenario = scenario
        self.program = Program(binary, scenario.fresh(folder), fault)
        self.rng = rng
        self.key = rng.choice([None, "round"])
        self.kills = self.early_kills = self.rows = 0

    def run(self):
        """The differences from the undisturbed import; none is how it has to be."""
        wanted = self.rng.randint(KILLS_MIN, KILLS_MAX)
        while self.kills < wanted:
            before = self.committed_rows()
            status, error = self.disturbed(self.patience(wanted))
            if status is None:
                self.kills += 1
                self.early_kills += self.committed_rows() == before
            elif status in (0, 3):
                break
            elif status != 2:
                return [f"ended with {status}: {error}"]
        return self.finish()

    def patience(self, wanted):
        """Seconds until the next kill: some before the first commit, most some commits behind it."""
        start = self.scenario.start_seconds
        if self.rng.random() < 0.3:
            return self.rng.random() * start
        return start + self.rng.random() * (self.scenario.seconds - start) * 1.5 / wanted

    def finish(self):
        for _ in range(2):
            status, _, error = self.program.run(self.command(), self.scenario.stdin)
            if status in (0, 3):
                break
        # A job that was finished before its process was killed is not resumed: status 2.
        if status not in (0, 2, 3):
            return [f"ended with {status}: {error}"]
        state = State(self.program, self.scenario.report)
        self.rows = state.rows
        return self.scenario.undisturbed.differences(state)

    def disturbed(self, seconds):
        """Runs for some time; the status is nothing when it was killed."""
        process = self.program.start(self.command(), self.scenario.stdin)
        try:
            _, error = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return (None if process.returncode == -signal.SIGKILL else process.returncode), ""
        return process.returncode, error.decode(errors="replace")

    def command(self):
        """The same import under its key; without one, `resume` as soon as there is a job."""
        if self.key or not self.has_job():
            return self.scenario.command(self.key)
        return ["resume", "--quiet", "--summary", "json"]

    def has_job(self):
        return self.query("SELECT count(*) FROM jobs WHERE key IS NULL AND kind = 'import' AND id > "
                          "(SELECT count(*) FROM jobs WHERE inputs LIKE '%before%')") > 0

    def committed_rows(self):
        return self.query("SELECT coalesce(max(checkpoint ->> 'rows'), 0) FROM jobs "
                          "WHERE inputs NOT LIKE '%before%'")

    def query(self, sql):
        """Asks a copy: who opens the files themselves would mend what the kill left."""
        copy = self.program.folder / "copy.db"
        for suffix in ("", "-wal"):
            source = self.program.folder / f"enlist.db{suffix}"
            target = self.program.folder / f"copy.db{suffix}"
            target.unlink(missing_ok=True)
            if source.exists():
                shutil.copy(source, target)
        database = sqlite3.connect(copy)
        try:
            return database.execute(sql).fetchone()[0]
        finally:
            database.close()
