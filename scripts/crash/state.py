"""What an import leaves behind, made comparable: its own instant is written as NOW."""

import json
import sqlite3

# Of one process or one way through the file, not of the job's outcome.
PASSING = ("seconds", "rows_per_second", "resumed", "pace")

QUERIES = {
    "contacts": """
        SELECT phone, line_type, (SELECT text FROM texts WHERE id = carrier),
            (SELECT text FROM texts WHERE id = timezone), validation_status, created_job, updated_job
        FROM contacts ORDER BY 1""",
    "list_contacts": """
        SELECT l.phone, c.phone, lc.active, lc.opt_out_reason, lc.signup_method, lc.signup_date,
            lc.ip_address, lc.url, lc.ad_network_source, lc.ad_network_id, lc.custom_fields,
            lc.created_job, lc.updated_job
        FROM list_contacts lc
        JOIN lists l ON l.id = lc.id >> 40
        JOIN contacts c ON c.id = lc.id & ((1 << 40) - 1)
        ORDER BY 1, 2""",
    "enrolments": """
        SELECT journey, c.phone, list, job
        FROM enrolment_runs e JOIN contacts c ON c.id BETWEEN e.contact AND e.contact + e.count - 1
        ORDER BY 1, 2, 3""",
    "validations": """
        SELECT account, phone, valid, line_type, (SELECT text FROM texts WHERE id = carrier), ported, job,
            forced_job
        FROM validations v JOIN answers a ON a.id = v.answer ORDER BY 1, 2""",
    "ledger": """
        SELECT e.account, phone, mills, e.job, charged_at
        FROM ledger_runs e JOIN validations v ON v.id BETWEEN e.validation AND e.validation + e.count - 1
        ORDER BY e.id, v.id""",
    "opt_out_repeats": "SELECT list_contact, job FROM opt_out_repeats ORDER BY 1",
    "jobs": "SELECT id, state, kind, failure FROM jobs ORDER BY id",
    "job_seen": "SELECT count(*) FROM job_seen",
    "images": "SELECT job, count(*) FROM list_contact_images GROUP BY 1 ORDER BY 1",
}


class State:
    def __init__(self, program, report):
        database = sqlite3.connect(program.folder / "enlist.db")
        job, clock, checkpoint = database.execute(
            "SELECT id, clock, checkpoint FROM jobs ORDER BY id DESC LIMIT 1").fetchone()
        self.parts = {
            name: [tuple("NOW" if value == clock else value for value in row)
                   for row in database.execute(query)]
            for name, query in QUERIES.items()
        }
        database.close()
        summary = json.loads(checkpoint)
        self.resumed = summary["resumed"]
        self.rows = summary["rows"]
        self.parts["summary"] = lasting(summary, clock)
        self.parts["report"] = (program.folder / report).read_bytes()
        self.parts["rejects"] = {
            path.name: path.read_bytes() for path in sorted(program.folder.glob("rejects*"))}
        self.parts["invoice"] = program.check(["invoice", "--json"])
        status, output, error = program.run(["check"])
        self.parts["check"] = (status, output, error)

    def differences(self, other):
        """Names of the parts that differ, with the first place where they do."""
        return [f"{name}: {first_difference(part, other.parts[name])}"
                for name, part in self.parts.items() if part != other.parts[name]]


def lasting(summary, clock):
    """A checkpoint without what is passing; sign-ups of the job's own day stand under NOW."""
    kept = {key: value for key, value in summary.items() if key not in PASSING}
    kept["details"] = {
        key: value for key, value in summary["details"].items() if key not in PASSING}
    kept["details"]["signups"] = [
        ["NOW" if day == clock // 86_400 else day, count]
        for day, count in summary["details"]["signups"]]
    return kept


def first_difference(one, other):
    if isinstance(one, bytes):
        lines = zip(one.split(b"\n"), other.split(b"\n"))
        number = next((index for index, pair in enumerate(lines, 1) if pair[0] != pair[1]), 0)
        return f"{len(one)} and {len(other)} bytes, line {number}"
    if isinstance(one, dict):
        return str({key: (one[key], other.get(key)) for key in one if one[key] != other.get(key)})
    rows = [pair for pair in zip(one, other) if pair[0] != pair[1]]
    return f"{len(one)} and {len(other)} rows, {rows[:1]}"
