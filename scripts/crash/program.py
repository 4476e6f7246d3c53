"""Running the built command."""

import os
import subprocess
import sys

# Kept apart from what the caller has set: a key or a workspace of theirs means nothing here.
KEPT = ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH")


def built(root, faulty=False):
    """The release binary, built when needed; with the faults in a folder of its own."""
    command = ["swift", "build", "--package-path", root, "-c", "release", "--product", "enlist"]
    folder = root / ".build"
    if faulty:
        folder = root / ".build-faults"
        command += ["--scratch-path", folder, "-Xswiftc", "-DENLIST_FAULTS"]
    subprocess.run([root / "scripts/setup", "--tests"], check=True, stdout=sys.stderr)
    subprocess.run(command, check=True, stdout=sys.stderr)
    return folder / "release/enlist"


class Program:
    """The command in one folder with one workspace."""

    def __init__(self, binary, folder, fault=None):
        self.binary = binary
        self.folder = folder
        self.environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.environment["ENLIST_WORKSPACE"] = "enlist.db"
        if fault:
            self.environment["ENLIST_FAULT"] = fault

    def start(self, arguments, stdin=None, tracer=()):
        """Starts the command; standard input is a file of the folder, or nothing."""
        source = open(self.folder / stdin, "rb") if stdin else subprocess.DEVNULL
        try:
            return subprocess.Popen(
                [*tracer, self.binary, *arguments], cwd=self.folder, env=self.environment,
                stdin=source, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        finally:
            if stdin:
                source.close()

    def run(self, arguments, stdin=None, tracer=(), timeout=120):
        """Runs the command to its end: status, standard output, standard error."""
        process = self.start(arguments, stdin, tracer)
        output, error = process.communicate(timeout=timeout)
        return process.returncode, output, error.decode(errors="replace")

    def check(self, arguments, stdin=None):
        """Runs what must succeed; status 3 says that rows were refused."""
        status, output, error = self.run(arguments, stdin)
        if status not in (0, 3):
            raise RuntimeError(f"{arguments} ended with {status}: {error}")
        return output
