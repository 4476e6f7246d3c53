"""The sharded import as one Spark application."""

import json
import math
import os
import re
import shutil
import sys
import tempfile
import zipfile
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from urllib.parse import quote, unquote

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from . import parts, shard_import, shards as shard_set, source as sources
from .problem import Problem
from .shards import Shards, write_whole

# Rows of a batch on its way to Python: a few MB.
BATCH_ROWS = 10_000
COUNTED = "path string, start long, rows long, lines long, bytes long, is_cut boolean, message string"
KEYED = "slot int, row long, line binary"
IMPORTED = "shard int, status int, summary string, message string"
# What Spark raises when a job of it fails.
FAILURES = (PySparkException, Py4JError)
# What this package raises on executors, as Spark tells it.
OWN = re.compile(r"\b(PartRefused|PartFailed|ShardStopped|Problem): (.*)")
# Longer than any file, and few enough that Spark can add them up for thousands of files.
WHOLE_FILE = 1 << 50
# What Spark takes a file's opening for, in bytes: small files share a task.
OPENING_BYTES = 4 << 20


def session(options):
    # Executors on this machine run the driver's Python; elsewhere it is the cluster's to say which.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName(f"enlist {options.job}")
    if options.master:
        builder = builder.master(options.master)
    settings = {
        "spark.sql.execution.arrow.maxRecordsPerBatch": BATCH_ROWS,
        # Partitions are shards: none may be split, joined or read elsewhere.
        "spark.sql.adaptive.enabled": "false",
        # Parts of a file must not depend on the cores that happen to be there: see `read`.
        "spark.sql.files.minPartitionNum": 1,
        "spark.ui.showConsoleProgress": "false"}
    for pair in options.conf:
        name, equals, value = pair.partition("=")
        if not equals:
            raise Problem(f'--conf takes KEY=VALUE, not "{pair}"', 2)
        settings[name] = value
    for name, value in settings.items():
        builder = builder.config(name, str(value))
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    _ship_own_code(spark)
    return spark


def program(name):
    """The absolute path of enlist."""
    path = shutil.which(name)
    if path is None:
        raise Problem(f"{name}: there is no such program: build it with scripts/install, or name it "
                      "with --enlist", 2)
    return os.path.abspath(path)


def location(name):
    """A path of this machine as Spark wants it; anything else, which may be a pattern, as it is."""
    if not os.path.exists(name):
        return name
    return sources.literal("file://" + os.path.abspath(name))


def prepare(spark, options, enlist):
    """The base of shards, with the configuration applied to each."""
    folder = options.workspaces.absolute()
    shards = Shards.open(folder, options.shards)
    if shards is None:
        if options.shards is None or options.config is None:
            raise Problem(f"{folder}: there is no base yet: make one with --shards N --config FILE", 2)
        return Shards.create(folder, options.shards, enlist, options.config)
    if options.config is not None:
        config = str(options.config.absolute())
        numbers = spark.sparkContext.parallelize(range(shards.count), shards.count)
        found = numbers.map(
            lambda shard: shard_set.refusal(enlist, config, shards.workspace(shard))).collect()
        refused = [one for one in found if one is not None]
        if refused:
            raise Problem(*refused[0])
    return shards


def job_name(job):
    """A job's key as the name of a file."""
    return quote(job, safe="")


def clock(shards, job, source, wanted=None):
    """The import's one instant: the same for all shards, and when it is called again."""
    folder = shards.folder / "imports"
    folder.mkdir(exist_ok=True)
    path = folder / f"{job_name(job)}.json"
    # Files may move to another machine; their bytes count.
    meaning = {"bytes": source.bytes, "files": [os.path.basename(name) for name in source.files]}
    if not path.exists():
        now = wanted or datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        write_whole(path, json.dumps({"clock": now} | meaning) + "\n")
    stored = json.loads(path.read_text())
    if {name: stored.get(name) for name in meaning} != meaning:
        raise Problem(f"--job {job}: was the import of other files: take another key, or see {path}", 2)
    return stored["clock"]


def read(spark, source, part_bytes):
    """The input's lines as they are, each with its place.

    Parts end at multiples of `part_bytes`, and nowhere else: the input is read twice, and has to have the
    same parts when executors have come or gone in between.
    """
    spark.conf.set("spark.sql.files.maxPartitionBytes", str(part_bytes))
    opening = WHOLE_FILE if part_bytes == WHOLE_FILE else min(OPENING_BYTES, part_bytes)
    spark.conf.set("spark.sql.files.openCostInBytes", str(opening))
    lines = spark.read.text([sources.literal(name) for name in source.files], lineSep="\n")
    return lines.select(
        F.col("_metadata.file_path").alias("path"),
        F.col("_metadata.file_block_start").alias("start"),
        F.col("value").cast("binary").alias("line"))


def placed(spark, source, reading, part_bytes):
    """The lines, and by part where it begins: reads the input once to count.

    A part that ends inside a record (a line break in a cell) would begin the next one inside it, too: then
    every file is one part, which is right and slower.
    """
    share = max(-(-source.bytes // spark.sparkContext.defaultParallelism), OPENING_BYTES)
    sizes = [WHOLE_FILE] if source.is_array else [min(part_bytes, share), WHOLE_FILE]
    for size in sizes:
        lines = read(spark, source, size)
        if len(source.files) == 1 and lines.rdd.getNumPartitions() == 1:
            return lines, {}
        counts = sorted(
            lines.mapInArrow(partial(parts.counted, reading=reading), COUNTED).collect(),
            key=lambda part: (unquote(part.path), part.start))
        bad = [part for part in counts if part.message is not None]
        if not bad:
            return lines, starts_of(counts)
        if size == WHOLE_FILE or not all(part.is_cut for part in bad):
            named = next((part for part in bad if not part.is_cut), bad[0])
            raise Problem(f"{unquote(named.path)}: {named.message}")


def starts_of(counts):
    """By part where it begins, of counted parts in the order of the input."""
    starts, row, line, byte, path = {}, 1, 1, 1, None
    for part in counts:
        if part.path != path:
            path, line, byte = part.path, 1, 1
        starts[(part.path, part.start)] = parts.Start(row, line, byte)
        row += part.rows
        line += part.lines
        byte += part.bytes
    return starts


def run(spark, lines, starts, reading, task):
    """Splits, sorts and imports; gives one result a shard that has rows."""
    count = task.shards.count
    keyed = partial(parts.keyed, reading=reading, starts=starts, slots=slots(spark, count))
    by_shard = (
        lines.mapInArrow(keyed, KEYED)
        .repartition(count, "slot").sortWithinPartitions("row").select("line"))
    results = by_shard.mapInArrow(partial(shard_import.imported, task=task), IMPORTED).collect()
    return [row.asDict() | {"summary": _parsed(row.summary)} for row in results]


def slots(spark, count):
    """By shard, a number that `repartition(count, …)` sends to the partition of the shard's number."""
    tries = count * (math.ceil(math.log(count + 1)) + 20)
    slot = F.col("id").cast("int")
    found = spark.range(0, tries, 1, 1).select(
        slot.alias("slot"), F.pmod(F.hash(slot), F.lit(count)).alias("shard")).collect()
    by_shard = {row.shard: row.slot for row in found}
    return [by_shard[shard] for shard in range(count)]


def last_attempt(spark):
    """A local master tries a task once; others as often as they are told, of which one is left for a
    result that says what is wrong."""
    master = spark.sparkContext.master
    if master.startswith("local") and not master.startswith("local-cluster"):
        return 0
    return max(int(spark.conf.get("spark.task.maxFailures", "4")) - 2, 0)


def problem(failure):
    """What a failure of Spark says, without the stacks of its machines, and whether it may pass."""
    lines = [line.strip() for line in str(failure).splitlines()]
    own = [match.groups() for line in lines if (match := OWN.search(line))]
    if own and own[-1][0] == "PartRefused":
        return Problem(own[-1][1])
    said = [text for _, text in own] or [
        line for line in lines if line and not line.startswith(("at ", "File "))]
    text = said[-1] if said else type(failure).__name__
    return Problem(f"Spark: {text}; run the same command again", 75)


def _parsed(text):
    try:
        return json.loads(text)
    except (ValueError, TypeError):
        return None


def _ship_own_code(spark):
    """The executors' Python finds this package in a zip file."""
    folder = Path(tempfile.mkdtemp(prefix="enlist-spark-"))
    package = Path(__file__).parent
    with zipfile.ZipFile(folder / "sharding.zip", "w") as archive:
        for path in sorted(package.glob("*.py")):
            archive.write(path, f"{package.name}/{path.name}")
    spark.sparkContext.addPyFile(str(folder / "sharding.zip"))
