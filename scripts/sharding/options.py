"""The command line of scripts/spark-import: its own options and those of `enlist import`."""

import argparse
import os
from decimal import Decimal, InvalidOperation
from pathlib import Path
from urllib.parse import quote

from .problem import Problem

# Options of `enlist import` with a value: what an input is and means, which `normalize` decides …
READING = ["--format", "--encoding", "--delimiter", "--quote", "--mapping", "--extra"]
# … what both must know to read a row alike …
SHARED = ["--region", "--date-order"]
# … and what a row does.
ROWS = ["--list", "--existing", "--provider", "--provider-key-file", "--provider-timeout",
        "--api-key-file", "--threads", "--commit-rows", "--memory", "--wait"]
FLAGS = ["--use-journeys", "--no-skip-journey-if-exists", "--replace-custom-fields",
         "--use-validation", "--force", "--insecure-provider"]
# Options whose files executors have to find, too, which start in folders of their own.
PATHS = ["--provider-key-file", "--api-key-file"]
# Options of `enlist import` that shards cannot have.
REFUSED = ["--sync", "--max-removals", "--max-shrink", "--dry-run", "--anew", "--rejects", "--html",
           "--metrics", "--profile"]
# Limits of the whole import, of which every shard gets its share.
DIVIDED = ["--max-enroll", "--provider-rate"]
MILLS = 1_000

DESCRIPTION = """Imports a large CSV or NDJSON input into a base of shards under Apache Spark.

Rows are split by phone number into workspaces that never talk, each imported by `enlist import` in the order
of the file: the result is that of one import. Called again after a stop, it goes on."""


def parse(arguments=None):
    parser = argparse.ArgumentParser(
        prog="spark-import", description=DESCRIPTION, allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    own = parser.add_argument_group("the import")
    own.add_argument("input", help="a file, folder or pattern, wherever Spark reads: file:, hdfs:, s3a:")
    own.add_argument("--workspaces", required=True, type=Path, metavar="DIR",
                     help="folder of the shards' workspaces, which driver and executors reach")
    own.add_argument("--job", required=True, metavar="KEY", help="names the import: it happens once")
    own.add_argument("--shards", type=int, metavar="N", help="how many, when the base is new")
    own.add_argument("--config", type=Path, metavar="CONFIG.json", help="for `apply`, goes to every shard")
    own.add_argument("--reports", type=Path, metavar="DIR",
                     help="folder of the shards' reports (default: reports/KEY in --workspaces)")
    own.add_argument("--merge-report", type=Path, metavar="PATH", help="also one report in row order")
    own.add_argument("--clock", metavar="INSTANT",
                     help="sign-up date of rows without one (default: when it was first called)")
    own.add_argument("--enlist", default="enlist", metavar="PATH",
                     help="the program, at the same path on every machine")
    own.add_argument("--master", help="of Spark (default: what spark-submit says, else local[*])")
    own.add_argument("--conf", action="append", default=[], metavar="KEY=VALUE", help="of Spark")
    own.add_argument("--part-bytes", type=int, default=128 << 20, metavar="N",
                     help="bytes of a file that one task reads")
    rows = parser.add_argument_group("options of `enlist import`")
    for name in [*READING, *SHARED, *ROWS, *DIVIDED, "--max-cost", "--max-rejects"]:
        rows.add_argument(name)
    rows.add_argument("--ignore-column", action="append", default=[])
    rows.add_argument("--no-header", action="store_true")
    for name in FLAGS:
        rows.add_argument(name, action="store_true")
    options, others = parser.parse_known_args(arguments)
    _refuse(parser, others)
    if not 1 <= len(options.job.encode()) <= 190:
        raise Problem("--job takes a name of 1 to 190 bytes", 2)
    if options.job in (".", "..") or len(quote(options.job, safe="")) > 220:
        raise Problem("--job names a file, too: take a shorter key of plain letters and digits", 2)
    for name in PATHS:
        if _value(options, name) is not None:
            setattr(options, _attribute(name), os.path.abspath(_value(options, name)))
    return options


def _refuse(parser, words):
    for word in words:
        if word.partition("=")[0] in REFUSED:
            raise Problem(
                f"{word.partition('=')[0]}: is for one workspace and `enlist import`: leave it out", 2)
    if words:
        parser.error(f"unrecognized arguments: {' '.join(words)}")


def reading(options):
    """What `normalize`, `inspect` and `mapping` get."""
    words = _words(options, READING + SHARED)
    for name in options.ignore_column:
        words += ["--ignore-column", name]
    return words + (["--no-header"] if options.no_header else [])


def importing(options):
    """What every shard's `import` gets alike."""
    return _words(options, SHARED + ROWS) + [name for name in FLAGS if _value(options, name)]


def shares(options, count):
    """By shard, its share of the limits of the whole import."""
    shares = [[] for _ in range(count)]
    for name in DIVIDED:
        text = _value(options, name)
        if text is not None:
            least = 1 if name == "--provider-rate" else 0
            _divide(shares, name, _integer(name, text), str, least)
    if options.max_cost is not None:
        _divide(shares, "--max-cost", _mills(options.max_cost), lambda mills: f"{mills / MILLS:.3f}")
    if options.max_rejects is not None:
        _share_rejects(shares, options.max_rejects)
    return shares


def _share_rejects(shares, text):
    """A share of the rows is the same for every shard."""
    if text.endswith("%"):
        for share in shares:
            share += ["--max-rejects", text]
    else:
        _divide(shares, "--max-rejects", _integer("--max-rejects", text), str)


def _divide(shares, name, total, text, least=0):
    """The sum of the shares is the total, never more."""
    count = len(shares)
    if total < least * count:
        raise Problem(
            f"{name} {total}: is less than the {count} shards, of which each needs at least {least}: "
            "raise it", 2)
    for shard, share in enumerate(shares):
        share += [name, text(total // count + (1 if shard < total % count else 0))]


def _integer(name, text):
    if not text.isascii() or not text.isdigit():
        raise Problem(f'{name} takes a whole number, not "{text}"', 2)
    return int(text)


def _mills(text):
    try:
        mills = Decimal(text.removeprefix("$")) * MILLS
    except InvalidOperation:
        mills = Decimal("NaN")
    if not mills.is_finite() or mills < 0 or mills != int(mills):
        raise Problem(f'--max-cost takes dollars such as 25 or 2.50, not "{text}"', 2)
    return int(mills)


def _value(options, name):
    return getattr(options, _attribute(name))


def _attribute(name):
    return name.removeprefix("--").replace("-", "_")


def _words(options, names):
    return [word for name in names if _value(options, name) is not None
            for word in (name, _value(options, name))]
