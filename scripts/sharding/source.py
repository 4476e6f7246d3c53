"""What an input is, found from its first bytes, and fixed so that every part of it is read alike."""

import json
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from .problem import Problem

# Enough for the thousand rows by which enlist decides what columns mean.
HEAD_BYTES = 4 << 20
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


def probe(spark, enlist, location, reading):
    """Looks at the input's first file.

    `reading`: the options of `enlist import` that say what inputs are and mean, as typed.
    """
    files = sorted(spark.read.text(location).inputFiles())
    if not files:
        raise Problem(f"{location}: there is no file here", 2)
    heads = {path: _head(spark, path) for path in files}
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "head"
        sample.write_bytes(heads[files[0]][0])
        profile = _inspect(enlist, sample, location, reading)
        mapping = None
        if profile["format"] == "csv":
            mapping = _run([enlist, "mapping", str(sample), *reading], location).decode()
        options = _fixed(profile, reading)
        is_array = profile["format"] == "ndjson" and heads[files[0]][0].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"["
        source = Source(files, sum(size for _, size in heads.values()), b"", options, mapping,
                        profile, is_array)
        preamble = _preamble(enlist, sample, source)
    for path in files:
        if not _is_empty(heads[path][0]) and not heads[path][0].startswith(preamble):
            raise Problem(
                f"{path}: begins with another header than {files[0]}: import files with other "
                "columns by themselves", 2)
    return Source(files, source.bytes, preamble, options, mapping, profile, is_array)


def _head(spark, path):
    """The first bytes of a file, unpacked, whole lines, and its size."""
    jvm = spark._jvm
    hadoop = jvm.org.apache.hadoop.fs.Path(jvm.java.net.URI(path))
    configuration = spark._jsc.hadoopConfiguration()
    system = hadoop.getFileSystem(configuration)
    size = system.getFileStatus(hadoop).getLen()
    stream = system.open(hadoop)
    codec = jvm.org.apache.hadoop.io.compress.CompressionCodecFactory(configuration).getCodec(hadoop)
    if codec is not None:
        stream = codec.createInputStream(stream)
    try:
        head = bytes(stream.readNBytes(HEAD_BYTES))
    finally:
        stream.close()
    return (head if len(head) < HEAD_BYTES else head[: head.rfind(b"\n") + 1]), size


def _is_empty(head):
    return not head.strip(b"\xef\xbb\xbf \t\r\n")


def _inspect(enlist, sample, location, reading):
    output = _run([enlist, "inspect", str(sample), "--json", *reading], location)
    found = json.loads(output)
    profile = found["input"] | {"file": location}
    problem = found["problem"]
    if problem is not None and "input_cut" not in json.dumps(problem):
        text = problem if isinstance(problem, str) else problem.get("message", json.dumps(problem))
        raise Problem(text.replace(str(sample), location))
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
    options += ["--format", profile["format"], "--encoding", profile["encoding"].lower()]
    if profile["format"] == "csv":
        names = {"\t": "tab"}
        options += ["--delimiter", names.get(profile["delimiter"], profile["delimiter"])]
        if profile["quote"]:
            options += ["--quote", profile["quote"]]
    elif "--mapping" in reading:
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
    head = sample.read_bytes()
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
