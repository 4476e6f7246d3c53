"""Reads the metadata's regular expressions into small programs: no features beyond what it uses."""

import re

REPEAT = re.compile(r"\{(\d+)(,(\d*))?\}")


class Parser:
    """A pattern as a tree: ('alt', …), ('cat', …), ('rep', node, min, max), ('group', n, node),
    ('atom', source) and ('end',)."""

    def __init__(self, pattern):
        self.text, self.at, self.groups = pattern, 0, 0

    def parse(self):
        tree = self.alternatives()
        assert self.at == len(self.text), self.text
        return tree

    def peek(self):
        return self.text[self.at : self.at + 1]

    def alternatives(self):
        branches = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            branches.append(self.sequence())
        return ("alt", branches) if len(branches) > 1 else branches[0]

    def sequence(self):
        parts = []
        while self.peek() not in ("", "|", ")"):
            parts.append(self.repeated(self.single()))
        return ("cat", parts)

    def single(self):
        char = self.peek()
        if char == "(":
            return self.group()
        if char == "$":
            self.at += 1
            return ("end",)
        start = self.at
        if char == "[":
            self.at += 1
            while self.peek() != "]":
                self.at += 2 if self.peek() == "\\" else 1
            self.at += 1
        else:
            self.at += 2 if char == "\\" else 1
        return ("atom", self.text[start : self.at])

    def group(self):
        if self.text.startswith("(?:", self.at):
            self.at += 3
            tree = self.alternatives()
        else:
            self.at += 1
            self.groups += 1
            number = self.groups
            tree = ("group", number, self.alternatives())
        assert self.peek() == ")", self.text
        self.at += 1
        return tree

    def repeated(self, tree):
        char = self.peek()
        if char in ("?", "*", "+"):
            self.at += 1
            low, high = {"?": (0, 1), "*": (0, None), "+": (1, None)}[char]
        elif match := REPEAT.match(self.text, self.at):
            self.at = match.end()
            low = int(match.group(1))
            high = int(match.group(3)) if match.group(3) else None if match.group(2) else low
        else:
            return tree
        assert self.peek() not in ("?", "+"), "lazy and possessive repeats are not used"
        return ("rep", tree, low, high)


def reverse(tree):
    """The tree of the reversed language."""
    kind = tree[0]
    if kind == "cat":
        return ("cat", [reverse(part) for part in reversed(tree[1])])
    if kind == "alt":
        return ("alt", [reverse(part) for part in tree[1]])
    if kind == "rep":
        return ("rep", reverse(tree[1]), tree[2], tree[3])
    if kind == "group":
        return ("group", tree[1], reverse(tree[2]))
    return tree


class Program:
    """Instructions of one or more patterns for a breadth-first machine, alternatives in order of
    preference: ('read', symbols), ('fork', a, b), ('jump', a), ('save', slot), ('end',),
    ('match', tag)."""

    def __init__(self, symbols_of):
        self.code, self.symbols_of = [], symbols_of

    def add(self, tree, tag):
        """Appends a pattern; returns where it starts. Reaching its end matches `tag`."""
        start = len(self.code)
        self.emit(tree)
        self.code.append(("match", tag))
        return start

    def emit(self, tree):
        getattr(self, "emit_" + tree[0])(*tree[1:])

    def emit_atom(self, source):
        self.code.append(("read", self.symbols_of(source)))

    def emit_end(self):
        self.code.append(("end",))

    def emit_cat(self, parts):
        for part in parts:
            self.emit(part)

    def emit_group(self, number, tree):
        self.code.append(("save", 2 * number))
        self.emit(tree)
        self.code.append(("save", 2 * number + 1))

    def emit_alt(self, branches):
        exits = []
        for branch in branches[:-1]:
            fork = self.hole()
            self.emit(branch)
            exits.append(self.hole())
            self.code[fork] = ("fork", fork + 1, len(self.code))
        self.emit(branches[-1])
        for hole in exits:
            self.code[hole] = ("jump", len(self.code))

    def emit_rep(self, tree, low, high):
        for _ in range(low):
            self.emit(tree)
        if high is None:
            fork = self.hole()
            self.emit(tree)
            self.code.append(("jump", fork))
            self.code[fork] = ("fork", fork + 1, len(self.code))
            return
        forks = []
        for _ in range(high - low):
            forks.append(self.hole())
            self.emit(tree)
        for fork in forks:
            self.code[fork] = ("fork", fork + 1, len(self.code))

    def hole(self):
        self.code.append(None)
        return len(self.code) - 1


def digits_of(source):
    """The decimal digits an atom accepts."""
    atom = re.compile(source)
    return frozenset(digit for digit in range(10) if atom.fullmatch(str(digit)))
