"""Every write, sync, open, cut and delete of a small import, killed or failed in turn."""

import random
import subprocess

from crash.program import Program
from crash.scenario import LARGE_GROUPS, Scenario
from crash.state import State

CALLS = ["pwrite64", "write", "fdatasync", "fsync", "ftruncate", "rename", "renameat2", "unlink", "openat"]
# strace counts by thread: the report's thread is disturbed by itself, too, in an import of large groups.
CALLS_OF_REPORT = ["pwrite64", "fcntl", "fdatasync", "ftruncate", "fsync"]
# What happens to the call in strace's words, and whether it happens to all behind it, too.
INJECTIONS = {
    "killed": ("signal=KILL", ""),
    "EIO once": ("error=EIO", ""),
    "EIO from there on": ("error=EIO", "+"),
    "ENOSPC once": ("error=ENOSPC", ""),
    "ENOSPC from there on": ("error=ENOSPC", "+"),
}
KILLED = 137
# 75 can be resumed, 1 needs a person.
STATUSES = (0, 3, 75, 1)
COUNT_MAX = 2_000


def run(binary, folder, seed):
    if subprocess.run(["which", "strace"], stdout=subprocess.DEVNULL).returncode:
        subprocess.run(["apt-get", "install", "-y", "-qq", "strace"], check=True)
    rng = random.Random(seed)
    print(f"seed {seed}", flush=True)
    small = Scenario("small", binary, folder, rng, rows=80, commit=20, filled=True)
    large = Scenario("large", binary, folder, rng, filled=True, **LARGE_GROUPS)
    failures = total = 0
    for call, of_report in [(call, False) for call in CALLS] + [(call, True) for call in CALLS_OF_REPORT]:
        for name, injection in INJECTIONS.items():
            scenario = large if of_report else small
            count, red = every(binary, scenario, folder / "round", call, of_report, name, injection)
            total += count
            failures += red
            file = " of the report" if of_report else ""
            print(f"{call}{file}, {name}: {count} places, {red} differing", flush=True)
    print(f"{total:,} runs disturbed at one place each, {failures} differing")
    return failures


def every(binary, scenario, folder, call, of_report, name, injection):
    """Disturbs the first call, the second, … until a run no longer meets its number."""
    red = 0
    injection, more = injection
    for number in range(1, COUNT_MAX):
        log = scenario.folder / "strace.log"
        tracer = ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={call}",
                  "-e", f"inject={call}:{injection}:when={number}{more}"]
        program = Program(binary, scenario.fresh(folder))
        if of_report:
            tracer += ["-P", str(program.folder / scenario.report)]
        status, _, error = program.run(scenario.command("job"), scenario.stdin, tracer)
        was_met = status in (-9, KILLED) or "(INJECTED)" in log.read_text(errors="replace")
        if not was_met:
            return number - 1, red
        # The write that fails may be that of the message.
        is_mute = call == "write"
        problem = judged(scenario, program, status, error, name, call, is_mute)
        if problem:
            red += 1
            print(f"  {call} {number}, {name}: {problem}", flush=True)
    return COUNT_MAX, red


def judged(scenario, program, status, error, name, call, is_mute):
    """What is wrong with a disturbed run and the resumed one behind it."""
    if name != "killed":
        # While it is loaded, nothing of ours runs yet: 127, or 2 when the runtime finds no arguments.
        if status not in STATUSES and not (call == "openat" and status in (2, 127)):
            return f"ended with {status}: {error}"
        if status in (75, 1) and not is_mute and not error.strip():
            return f"ended with {status} and said nothing"
    for _ in range(2):
        status, _, error = program.run(scenario.command("job"), scenario.stdin)
        if status in (0, 3):
            break
    if status not in (0, 3):
        return f"cannot go on, {status}: {error}"
    differences = scenario.undisturbed.differences(State(program, scenario.report))
    return "; ".join(differences)
