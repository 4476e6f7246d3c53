"""What of a sharded import needs no Spark: `python3 -m unittest discover -s scripts/sharding -t scripts`."""

import os
import sqlite3
import tempfile
import unittest
from pathlib import Path

from sharding import options, reports, summary
from sharding.problem import Problem
from sharding.shards import Shards, shard_of

ROOT = Path(__file__).resolve().parents[2]
REQUIRED = ["rows.csv", "--workspaces", "shards", "--job", "nightly"]


def parsed(*words):
    return options.parse([*REQUIRED, *words])


class OptionsTests(unittest.TestCase):
    def test_limits_are_divided_so_that_their_sum_is_the_limit(self):
        shares = options.shares(parsed("--max-cost", "0.010", "--provider-rate", "7"), 3)
        self.assertEqual([share[share.index("--max-cost") + 1] for share in shares],
                         ["0.004", "0.003", "0.003"])
        self.assertEqual([share[share.index("--provider-rate") + 1] for share in shares],
                         ["3", "2", "2"])

    def test_a_share_of_refused_rows_holds_in_every_shard(self):
        self.assertEqual(options.shares(parsed("--max-rejects", "5%"), 2), [["--max-rejects", "5%"]] * 2)
        self.assertEqual(options.shares(parsed("--max-rejects", "5"), 2),
                         [["--max-rejects", "3"], ["--max-rejects", "2"]])

    def test_a_rate_that_leaves_a_shard_without_is_refused(self):
        with self.assertRaises(Problem) as refused:
            options.shares(parsed("--provider-rate", "2"), 3)
        self.assertEqual(refused.exception.status, 2)

    def test_amounts_that_are_none_are_refused(self):
        for words in (["--max-cost", "x"], ["--max-cost", "nan"], ["--max-cost", "-1"],
                      ["--max-cost", "0.0001"], ["--provider-rate", "1.5"], ["--max-rejects", "-3"],
                      ["--max-rejects", "²"]):
            with self.subTest(words), self.assertRaises(Problem):
                options.shares(parsed(f"{words[0]}={words[1]}"), 2)

    def test_what_shards_cannot_have_is_refused_by_name(self):
        for words in (["--sync"], ["--dry-run"], ["--rejects=x"], ["--max-removals", "5"]):
            with self.subTest(words), self.assertRaises(Problem) as refused:
                parsed(*words)
            self.assertIn("one workspace", str(refused.exception))
            self.assertEqual(refused.exception.status, 2)

    def test_keys_that_are_no_name_of_a_file_are_refused(self):
        for key in ("", ".", "..", "é" * 90):
            with self.subTest(key), self.assertRaises(Problem):
                parsed("--job", key)

    def test_executors_find_files_that_are_named_from_here(self):
        words = options.importing(parsed("--api-key-file", "key", "--provider-key-file", "/k"))
        self.assertEqual(words, ["--provider-key-file", "/k", "--api-key-file", str(Path("key").absolute())])

    def test_each_program_gets_its_options(self):
        line = parsed("--list", "+18005551234", "--region", "GB", "--delimiter", "tab", "--force")
        self.assertEqual(options.reading(line), ["--delimiter", "tab", "--region", "GB"])
        self.assertEqual(options.importing(line),
                         ["--region", "GB", "--list", "+18005551234", "--force"])


class ShardsTests(unittest.TestCase):
    def test_numbers_stay_in_their_shard_for_ever(self):
        keys = [b"+14155550100", b"+14155550101", b"+442079460958", b"", "é".encode()]
        self.assertEqual([shard_of(key, 8) for key in keys], [3, 5, 0, 0, 6])

    def test_a_base_is_refused_when_it_is_not_what_it_says(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            self.assertIsNone(Shards.open(folder))
            for text in ("", "[]", '{"shards":0,"split":"crc32"}', '{"shards":2,"split":"md5"}',
                         '{"shards":2,"split":"crc32"}'):
                (folder / "shards.json").write_text(text)
                with self.subTest(text), self.assertRaises(Problem):
                    Shards.open(folder)
            for shard in range(2):
                (folder / f"shard-{shard:05}.db").touch()
            self.assertEqual(Shards.open(folder).count, 2)
            with self.assertRaises(Problem):
                Shards.open(folder, 3)

    def test_a_base_is_made_anew_where_its_making_stopped_and_nowhere_else(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            program = folder / "enlist"
            program.write_text('#!/bin/sh\necho fresh > "$2"\n')
            program.chmod(0o700)
            with sqlite3.connect(folder / "shard-00003.db") as started:
                started.execute("CREATE TABLE contacts (id)")
            (folder / "shard-00000.db-wal").write_text("of the one before")
            Shards.create(folder, 2, program, "config.json")
            self.assertEqual(sorted(path.name for path in folder.glob("*.db*")),
                             ["shard-00000.db", "shard-00001.db"])
            (folder / "shards.json").unlink()
            (folder / "enlist.db").write_text("somebody's")
            with self.assertRaises(Problem):
                Shards.create(folder, 2, program, "config.json")
            self.assertEqual((folder / "enlist.db").read_text(), "somebody's")


class SummaryTests(unittest.TestCase):
    def test_counts_and_money_add_up(self):
        one = {"state": "finished", "rows": 3, "errors": {"a": 1}, "validation": {"total": 1, "total_cost": 0.1}}
        other = {"state": "finished", "rows": 4, "errors": {"b": 2}, "validation": {"total": 2, "total_cost": 0.2}}
        whole = summary.added("k", [_result(0, 0, one), _result(1, 3, other)], 2.0, 70, "r", {})
        self.assertEqual((whole["rows"], whole["errors"]), (7, {"a": 1, "b": 2}))
        self.assertEqual(whole["validation"]["total_cost"], 0.3)
        self.assertEqual((whole["exit_status"], whole["state"], whole["error"]), (3, "finished", None))

    def test_the_worst_shard_speaks_for_all(self):
        stopped = {"state": "failed", "rows": 1, "error": {"code": "c", "message": "m"}}
        whole = summary.added(
            "k", [_result(1, 75, stopped), _result(0, 0, {"state": "finished", "rows": 1})], 1.0, 1, "r", {})
        self.assertEqual((whole["exit_status"], whole["state"]), (75, "failed"))
        self.assertEqual(whole["error"], {"code": "c", "message": "shard 1: m"})

    def test_the_first_error_is_told_and_how_many_there_are(self):
        stopped = {"state": "failed", "error": {"code": "c", "message": "m"}}
        results = [_result(shard, 1, stopped) for shard in (2, 0, 1)]
        error = summary.added("k", results, 1.0, 1, "r", {})["error"]
        self.assertEqual(error["message"], "shard 0: m (2 more shards stopped, too)")

    def test_a_shard_without_a_summary_is_a_failure(self):
        whole = summary.added("k", [_result(0, -9, None)], 1.0, 1, "r", {})
        self.assertEqual((whole["exit_status"], whole["state"]), (75, "failed"))
        self.assertEqual(whole["error"]["code"], "shard_failed")

    def test_a_killed_or_hindered_attempt_is_made_again(self):
        self.assertTrue(summary.is_worth_trying(-9, ""))
        self.assertTrue(summary.is_worth_trying(75, ""))
        self.assertTrue(summary.is_worth_trying(75, '{"error":{"code":"provider_away"}}'))
        self.assertFalse(summary.is_worth_trying(3, '{"error":null}'))
        self.assertFalse(summary.is_worth_trying(1, '{"error":{"code":"input_changed"}}'))

    def test_a_limit_that_another_attempt_would_meet_again_is_final(self):
        sources = "".join(
            path.read_text() for path in (ROOT / "Sources/ImportPipeline").rglob("*.swift"))
        for code in summary.FINAL_CODES:
            with self.subTest(code):
                self.assertIn(f'code: "{code}"', sources)
                self.assertFalse(summary.is_worth_trying(75, f'{{"error":{{"code":"{code}"}}}}'))


def _result(shard, status, found):
    return {"shard": shard, "status": status, "summary": found, "message": ""}


class ReportsTests(unittest.TestCase):
    def test_a_merged_report_needs_a_folder(self):
        with self.assertRaises(Problem):
            reports.check(Path("/there/is/none/merged.ndjson"))
        reports.check(Path("merged.ndjson"))

    def test_lines_come_in_the_order_of_rows(self):
        with tempfile.TemporaryDirectory() as name:
            paths = []
            for shard, rows in enumerate([[1, 4, 10], [], [2, 3, 11]]):
                paths.append(Path(name) / f"{shard}.ndjson")
                paths[-1].write_text("".join(f'{{"row":{row},"status":200}}\n' for row in rows))
            reports.merge(paths, Path(name) / "merged")
            lines = (Path(name) / "merged").read_bytes().splitlines()
            self.assertEqual([reports.row_of(line) for line in lines], [1, 2, 3, 4, 10, 11])

    def test_a_draft_that_is_there_is_not_written_to(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "one.ndjson").write_text('{"row":1,"status":200}\n')
            (folder / "victim").write_text("precious")
            (folder / "victim").chmod(0o644)
            for trap in (os.symlink, os.link):
                trap(folder / "victim", folder / "merged.part")
                reports.merge([folder / "one.ndjson"], folder / "merged")
                self.assertEqual((folder / "victim").read_text(), "precious")
                self.assertEqual((folder / "merged").stat().st_mode & 0o777, 0o600)


if __name__ == "__main__":
    unittest.main()
