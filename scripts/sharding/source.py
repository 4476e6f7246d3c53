"""What an input is, found from its first bytes, and fixed so that every part of it is read alike."""

import json
import re
import subprocess
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from pyspark.errors import AnalysisException

from .parts import BYTE_ORDER_MARK
from .problem import Problem

# Enough for the thousand rows by which enlist decides what columns mean.
HEAD_BYTES = 4 << 20
# Of every file: more than headers have.
BEGIN_BYTES = 64 << 10
# Encodings whose line ends are single bytes, which is where Spark cuts.
ENCODINGS = {"UTF-8", "Windows-1252"}


@dataclass(frozen=True)
class Source:
    """How the parts of an input are read; goes to the executors."""

    files: list
    bytes: int
    # The lines before the first row, which every part begins with.
    preamble: bytes
    options: list
    # JSON text for --mapping; None where the rows' own keys hold.
    mapping: str | None
    profile: dict = field(default_factory=dict)
    # Only a whole file can be read: it is one JSON array.
    is_array: bool = False
    # Files that begin with a byte order mark.
    marked: frozenset = frozenset()


def probe(spark, enlist, location, reading):
    """Looks at the input's first file that is not empty, and at how the others begin.

    `reading`: the options of `enlist import` that say what inputs are and mean, as typed.
    """
    files = _files(spark, location)
    if not files:
        raise Problem(f"{location}: there is no file here that Spark reads: it passes over names that "
                      "begin with _ or a dot", 2)
    begins = {path: _head(spark, path, BEGIN_BYTES) for path in files}
    first = next((path for path in files if _text(begins[path]).strip()), files[0])
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "head"
        head = _head(spark, first, HEAD_BYTES)
        sample.write_bytes(head if len(head) < HEAD_BYTES else head[: head.rfind(b"\n") + 1])
        source = of_head(enlist, sample, location, reading, files)
    length = len(source.preamble) + len(BYTE_ORDER_MARK)
    for path in files:
        begin = begins[path] if length <= BEGIN_BYTES else _head(spark, path, length)
        if _text(begin).strip() and not _text(begin).startswith(source.preamble):
            raise Problem(
                f"{path}: begins with another header than {first}: import files with other "
                "columns by themselves", 2)
    return replace(
        source, bytes=sum(_size(spark, path) for path in files),
        is_array=source.profile["format"] != "csv" and any(map(_is_array, begins.values())),
        marked=frozenset(path for path in files if begins[path].startswith(BYTE_ORDER_MARK)))


def of_head(enlist, sample, location, reading, files):
    """What the first bytes of a file, which are those of `sample`, tell of all files."""
    profile = _inspect(enlist, sample, location, reading)
    marked = frozenset(files if sample.read_bytes().startswith(BYTE_ORDER_MARK) else [])
    source = Source(
        files, 0, b"", _fixed(profile, reading), _mapping(enlist, sample, location, reading, profile),
        profile, marked=marked)
    return replace(source, preamble=_preamble(enlist, sample, source))


def _files(spark, location):
    """The paths, in order, without the escapes of URIs."""
    try:
        found = spark.read.text(location).inputFiles()
    except AnalysisException:
        raise Problem(f"{location}: there is no such file or folder", 2) from None
    return sorted(str(_path(spark, uri).toString()) for uri in found)


def literal(path):
    """A path that Spark takes for itself and no pattern."""
    return re.sub(r"([\\\[\]{}*?])", r"\\\1", path)


def _path(spark, uri):
    return spark._jvm.org.apache.hadoop.fs.Path(spark._jvm.java.net.URI(uri))


def _text(begin):
    return begin.removeprefix(BYTE_ORDER_MARK)


def _is_array(begin):
    return _text(begin).lstrip()[:1] == b"["


def _mapping(enlist, sample, location, reading, profile):
    """What columns mean, as JSON text: found for CSV, of the user's file for NDJSON."""
    if profile["format"] == "csv":
        return _run([enlist, "mapping", str(sample), *reading], location).decode()
    named = Path(reading[reading.index("--mapping") + 1]) if "--mapping" in reading else None
    return named.read_text() if named is not None and named.is_file() else None


def _head(spark, path, length):
    """The first bytes of a file, unpacked."""
    hadoop = spark._jvm.org.apache.hadoop.fs.Path(path)
    configuration = spark._jsc.hadoopConfiguration()
    stream = hadoop.getFileSystem(configuration).open(hadoop)
    codec = spark._jvm.org.apache.hadoop.io.compress.CompressionCodecFactory(configuration).getCodec(hadoop)
    if codec is not None:
        stream = codec.createInputStream(stream)
    try:
        return bytes(stream.readNBytes(length))
    finally:
        stream.close()


def _size(spark, path):
    hadoop = spark._jvm.org.apache.hadoop.fs.Path(path)
    return hadoop.getFileSystem(spark._jsc.hadoopConfiguration()).getFileStatus(hadoop).getLen()


def _inspect(enlist, sample, location, reading):
    output = _run([enlist, "inspect", str(sample), "--json", *reading], location)
    found = json.loads(output)
    profile = found["input"] | {"file": location}
    error = found["error"]
    # The first bytes may well end inside a record.
    if error is not None and error["code"] != "input_cut":
        raise Problem(error["message"].replace(str(sample), location), found["exit_status"])
    if profile["encoding"] not in ENCODINGS:
        raise Problem(
            f"{location}: is {profile['encoding']}, whose lines Spark cannot find: turn it into "
            "UTF-8 first (iconv -t UTF-8)")
    if profile["compression"] is not None:
        raise Problem(
            f"{location}: Spark does not unpack {profile['compression']}: unpack it first, or name "
            "it as Spark knows it (.gz, .bz2, .zst)")
    return profile


def _fixed(profile, reading):
    """The options that keep a part from being taken for something else than its file."""
    options = _without(reading, "--mapping", "--format", "--encoding", "--delimiter", "--quote")
    is_csv = profile["format"] == "csv"
    options += ["--format", "csv" if is_csv else "ndjson", "--encoding", profile["encoding"].lower()]
    if is_csv:
        names = {"\t": "tab"}
        options += ["--delimiter", names.get(profile["delimiter"], profile["delimiter"])]
        if profile["quote"]:
            options += ["--quote", profile["quote"]]
    elif "--mapping" in reading and not Path(reading[reading.index("--mapping") + 1]).is_file():
        options += ["--mapping", reading[reading.index("--mapping") + 1]]
    return options


def _without(options, *names):
    kept, rest = [], list(options)
    while rest:
        option = rest.pop(0)
        if option in names:
            rest.pop(0)
        else:
            kept.append(option)
    return kept


def _preamble(enlist, sample, source):
    """The lines before the first row: enlist says on which line that is."""
    head = sample.read_bytes().removeprefix(BYTE_ORDER_MARK)
    if source.profile["format"] != "csv":
        return b""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as mapping:
        mapping.write(source.mapping)
        mapping.flush()
        command = [enlist, "normalize", str(sample), "--quiet", *source.options,
                   "--mapping", mapping.name]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            first = process.stdout.readline()
            process.stdout.close()
    if not first:
        return head
    line = json.loads(first)["_source"]["line"]
    return b"".join(head.splitlines(keepends=True)[: line - 1]) if b"\n" not in head else (
        b"".join(text + b"\n" for text in head.split(b"\n")[: line - 1]))


def _run(command, location):
    result = subprocess.run(command, capture_output=True)
    if result.returncode not in (0, 1, 3) or not result.stdout:
        raise Problem(f"{location}: {result.stderr.decode(errors='replace').strip()}",
                      result.returncode or 1)
    return result.stdout
