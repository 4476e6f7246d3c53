"""The automata that decide which text may be a number, over classes of characters."""

import re

from .automata import closure, reads
from .regex import Parser, Program, reverse

FLAGS = re.UNICODE | re.IGNORECASE
EVERYTHING = "".join(chr(at) for at in range(0x110000) if not 0xD800 <= at < 0xE000)


class Alphabet:
    """Characters that no pattern tells apart share a class. Class 0 is never read, class 1 is a
    decimal digit of any script."""

    def __init__(self, atoms):
        self.members = {atom: frozenset(re.findall(atom, EVERYTHING, FLAGS)) for atom in atoms}
        digits = frozenset(re.findall(r"\d", EVERYTHING))
        special = frozenset().union(*self.members.values()) - digits
        signatures = {self.signature("0"): 1, (): 0}
        self.classes = {}
        for char in sorted(special) + sorted(digits):
            number = signatures.setdefault(self.signature(char), len(signatures))
            self.classes[char] = number
        assert all(self.classes[digit] == 1 for digit in digits)
        self.count = len(signatures)
        self.special = {ord(char): self.classes[char] for char in sorted(special)}
        for digit in "0123456789":
            self.special[ord(digit)] = 1

    def signature(self, char):
        return tuple(atom for atom in self.members if char in self.members[atom])

    def symbols_of(self, atom):
        return frozenset(self.classes[char] for char in self.members[atom])


def atoms_of(tree):
    if tree[0] == "atom":
        return {tree[1]}
    inner = [part for part in tree[1:] if isinstance(part, (list, tuple))]
    parts = sum((part if isinstance(part, list) else [part] for part in inner), [])
    return set().union(*[atoms_of(part) for part in parts])


def text_automata(viable_pattern, extension_pattern):
    """The alphabet, the automaton of viable numbers and that of extensions read backwards."""
    assert extension_pattern.endswith("$")
    viable = Parser(viable_pattern).parse()
    extension = Parser(extension_pattern[:-1]).parse()
    alphabet = Alphabet(sorted(atoms_of(viable) | atoms_of(extension)))
    return alphabet, automaton(viable, alphabet), automaton(reverse(extension), alphabet)


def automaton(tree, alphabet):
    """Rows of (accepts, targets by class), row 0 dead, row 1 the start, as few as possible."""
    program = Program(alphabet.symbols_of)
    start = frozenset(closure(program.code, program.add(tree, "match")))
    known, rows, queue = {frozenset(): 0, start: 1}, {}, [frozenset(), start]
    for here in queue:
        targets = []
        for symbol in range(alphabet.count):
            after = [at + 1 for at in here if reads(program.code[at], symbol)]
            there = frozenset().union(*[closure(program.code, at) for at in after])
            if there not in known:
                known[there] = len(known)
                queue.append(there)
            targets.append(known[there])
        rows[known[here]] = (any(program.code[at][0] == "match" for at in here), targets)
    return minimal([rows[at] for at in range(len(rows))])


def minimal(rows):
    """Merges states no word tells apart, by refining the split into accepting and not."""
    block, count = [int(accepts) for accepts, _ in rows], 0
    while True:
        names = {}
        refined = [
            names.setdefault((block[at], tuple(block[to] for to in rows[at][1])), len(names))
            for at in range(len(rows))
        ]
        block = refined
        if len(names) == count:
            break
        count = len(names)
    merged = {}
    for at, (accepts, targets) in enumerate(rows):
        merged.setdefault(block[at], (accepts, [block[to] for to in targets]))
    return [merged[at] for at in range(len(merged))]
