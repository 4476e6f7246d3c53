"""Faults planted on purpose: each must turn the rounds red."""

import random

from crash.rounds import Round
from crash.scenario import Scenario

FAULTS = ["checkpoint-apart", "report-not-cut", "commit-first", "ids-not-derived", "clock-not-frozen",
          "enrolments-not-unique"]
ROUNDS_MAX = 60
ROWS = 3000


def run(binary, folder, seed):
    rng = random.Random(seed)
    print(f"seed {seed}", flush=True)
    unseen = 0
    for fault in [None, *FAULTS]:
        name = fault or "no fault"
        scenario = Scenario(f"fault-{name.replace(' ', '-')}", binary, folder, rng, rows=ROWS, commit=250)
        if fault == "enrolments-not-unique":
            scenario.lift_enrolment_key()
        if fault:
            # Kills fall where the faulty import is, not where a sound one would be.
            scenario.run_undisturbed(binary, fault)
        rounds = ROUNDS_MAX if fault else 10
        red = first_red(binary, scenario, folder / "round", rng, fault, rounds)
        expected = red is not None if fault else red is None
        unseen += not expected
        print(f"{name}: " + (f"red in round {red[0]} ({red[1][:100]})" if red else f"{rounds} rounds clean")
              + ("" if expected else "  WRONG"), flush=True)
    return unseen


def first_red(binary, scenario, folder, rng, fault, count):
    for number in range(1, count + 1):
        differences = Round(binary, scenario, folder, rng, fault).run()
        if differences:
            return number, differences[0]
    return None
