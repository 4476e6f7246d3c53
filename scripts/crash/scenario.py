"""What is imported: files, options and the workspace before."""

import gzip
import json
import shutil
import sqlite3
import time
from pathlib import Path

from crash.program import Program
from crash.state import State

LISTS = ["+18005551234", "+18005555678", "+18005550000"]
ROOT = Path(__file__).resolve().parent.parent.parent
# The report's lines of one commit are more than it writes at once.
LARGE_GROUPS = {"rows": 8_000, "commit": 4_000}
NAMES = ["Ann", 'O"Neil, B', "two\nlines", "Zoë", ""]


class Scenario:
    """An import with its undisturbed outcome."""

    def __init__(self, name, binary, folder, rng, *, format="csv", rows=4000, commit=400, filled=False,
                 packed=False, piped=False, inputs=1, csv_report=False, sync=False):
        self.name = name
        self.folder = folder / name
        self.folder.mkdir()
        self.rows = rows
        self.stdin = None
        texts = [file_of(rng, format, rows // inputs) for _ in range(inputs)]
        self.inputs = []
        for index, text in enumerate(texts):
            path = f"rows-{index}.{format}" + (".gz" if packed else "")
            data = text.encode()
            (self.folder / path).write_bytes(gzip.compress(data) if packed else data)
            self.inputs.append(path)
        if piped:
            self.stdin, self.inputs = self.inputs[0], ["-"]
        self.report = "report." + ("csv" if csv_report else "ndjson")
        self.options = [
            "--list", LISTS[0], "--use-journeys", "--use-validation", "--no-skip-journey-if-exists",
            "--commit-rows", str(commit), "--report", self.report, "--rejects", "rejects"]
        if csv_report:
            self.options += ["--report-format", "csv"]
        if sync:
            # Other numbers than before: most of the list's members are missing.
            self.options += ["--sync", "--max-removals", "100%"]
        self.make_workspace(binary, rng, filled)
        self.undisturbed = self.run_undisturbed(binary)

    def make_workspace(self, binary, rng, filled):
        program = Program(binary, self.folder)
        program.check(["apply", str(ROOT / "fixtures/workspace.json")])
        if filled:
            (self.folder / "before.csv").write_text(file_of(rng, "csv", self.rows // 2))
            program.check(["import", "before.csv", "--list", LISTS[0], "--use-journeys",
                           "--report", "before.ndjson", "--quiet"])
            self.age()
        for name in ("enlist.db-wal", "enlist.db-shm", "enlist.db-lock"):
            (self.folder / name).unlink(missing_ok=True)
        (self.folder / "enlist.db").rename(self.folder / "before.db")

    def age(self):
        """Sets the earlier import back, so that its instant is not the one of the import here."""
        database = sqlite3.connect(self.folder / "enlist.db")
        database.executescript("""
            UPDATE list_contacts SET signup_date = signup_date - 5000
            WHERE signup_date = (SELECT clock FROM jobs);
            UPDATE jobs SET clock = clock - 5000;""")
        database.close()

    def run_undisturbed(self, binary, fault=None):
        """Runs the import to its end and notes how long it takes: with a fault it may dwell."""
        folder = self.fresh(self.folder / "undisturbed")
        program = Program(binary, folder, fault)
        begin = time.monotonic()
        process = program.start(self.command(), self.stdin)
        report = folder / self.report
        while process.poll() is None and not (report.exists() and report.stat().st_size):
            time.sleep(0.001)
        # About when the first commit is: its report lines are written before.
        self.start_seconds = time.monotonic() - begin
        _, error = process.communicate(timeout=300)
        self.seconds = time.monotonic() - begin
        if process.returncode not in (0, 3):
            raise RuntimeError(f"the undisturbed import ended with {process.returncode}: {error}")
        return State(program, self.report)

    def command(self, key=None):
        return ["import", *self.inputs, *self.options, "--summary", "json", "--quiet",
                *(["--job", key] if key else [])]

    def fresh(self, folder):
        """A folder as it is before the import."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        shutil.copy(self.folder / "before.db", folder / "enlist.db")
        for path in self.folder.iterdir():
            if path.name.startswith("rows-"):
                (folder / path.name).symlink_to(path)
        return folder

    def lift_enrolment_key(self):
        """Takes the unique key off the enrolments, for the fault that needs it gone."""
        database = sqlite3.connect(self.folder / "before.db")
        database.executescript("""
            PRAGMA legacy_alter_table = ON;
            CREATE TABLE free(
                id INTEGER, count INTEGER, list INTEGER, job INTEGER,
                journey INTEGER AS (id >> 40), contact INTEGER AS (id & 0xFFFFFFFFFF));
            INSERT INTO free(id, count, list, job) SELECT id, count, list, job FROM enrolment_runs;
            DROP TABLE enrolment_runs;
            ALTER TABLE free RENAME TO enrolment_runs;""")
        database.close()


def file_of(rng, format, rows):
    """Rows with repeats, several lists, refusals, opt-outs, validation and journeys."""
    pool = [f"415{rng.choice(['555', '867', '309'])}{rng.randrange(10_000):04}" for _ in range(rows // 2 + 1)]
    lines = [row_of(rng, pool) for _ in range(rows)]
    if format == "ndjson":
        return "".join(json_line(row) for row in lines)
    names = ["phone_number", "list_number", "name", "plan", "signup_date", "use_validation", "force",
             "opted_out"]
    text = ",".join(names) + "\r\n"
    for row in lines:
        text += ",".join(cell(row[name]) for name in names) + "\r\n"
    return text


def row_of(rng, pool):
    phone = rng.choice(pool)
    if rng.random() < 0.03:
        phone = rng.choice(["12345", "call me", ""])
    return {
        "phone_number": rng.choice(["{}", "+1{}", "1-{}"]).format(phone) if phone else "",
        "list_number": rng.choice(["", "", LISTS[1], LISTS[1], LISTS[2]]),
        "name": rng.choice(NAMES), "plan": rng.choice(["gold", "silver", ""]),
        "signup_date": rng.choice(["", "", "2024-05-01", "2031-02-30"]),
        "use_validation": rng.choice(["", "", "no"]), "force": rng.choice(["", "", "", "yes"]),
        "opted_out": "yes" if rng.random() < 0.03 else "",
    }


def cell(text):
    quoted = text.replace('"', '""')
    return f'"{quoted}"' if any(mark in text for mark in '",\n') else text


def json_line(row):
    request = {key: row[key] for key in ("phone_number", "list_number", "signup_date") if row[key]}
    fields = {key: row[key] for key in ("name", "plan") if row[key]}
    if fields:
        request["custom_fields"] = fields
    for key in ("use_validation", "force", "opted_out"):
        if row[key]:
            request[key] = row[key] == "yes"
    return json.dumps(request, ensure_ascii=False) + "\n"
