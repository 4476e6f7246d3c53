"""Compiles programs into automata: sets of words, prefix rewriting and prefix maps."""

from .regex import Parser, Program, digits_of

DEAD = 0


class WordPool:
    """Acyclic automata over digits that share equal states: a state is a label and ten targets.
    State 0 is dead. Targets always come before the states that lead to them."""

    def __init__(self):
        self.states = [(0, (DEAD,) * 10)]
        self.known = {self.states[0]: DEAD}

    def intern(self, label, targets):
        state = (label, tuple(targets))
        if state not in self.known:
            self.known[state] = len(self.states)
            self.states.append(state)
        return self.known[state]

    def compile(self, program, starts, label, depth_max):
        """The state that reads a word from its start; `label(tags, depth)` is what a word is
        worth that ends in a state where the patterns `tags` match."""
        closures, memo = {}, {}

        def close(at):
            if at not in closures:
                closures[at] = frozenset(closure(program.code, at))
            return closures[at]

        def build(here, depth):
            if not here or depth > depth_max:
                return DEAD
            key = (here, depth)
            if key not in memo:
                tags = frozenset(program.code[at][1] for at in here if is_match(at))
                targets = [build(step(here, digit), depth + 1) for digit in range(10)]
                memo[key] = self.intern(label(tags, depth), targets)
            return memo[key]

        def is_match(at):
            return program.code[at][0] == "match"

        def step(here, digit):
            after = [close(at + 1) for at in here if reads(program.code[at], digit)]
            return frozenset().union(*after)

        return build(frozenset().union(*[close(start) for start in starts]), 0)


def reads(instruction, symbol):
    return instruction[0] == "read" and symbol in instruction[1]


def closure(code, start):
    """The reading and matching instructions reachable without reading, most preferred first."""
    found, seen, stack = [], set(), [start]
    while stack:
        at = stack.pop()
        if at in seen:
            continue
        seen.add(at)
        kind = code[at][0]
        if kind == "fork":
            stack += [code[at][2], code[at][1]]
        elif kind == "jump":
            stack.append(code[at][1])
        elif kind == "save":
            stack.append(at + 1)
        else:
            found.append(at)
    return found


class PrefixMachines:
    """Automata that find the match of a pattern at the start of a number as a backtracking
    matcher would, and say what to do: an action is (end, literal, from, to): the number becomes
    the literal, its digits from ..< to, and its digits from `end` on."""

    def __init__(self):
        self.states = [((DEAD,) * 10, 0, 0)]
        self.known = {self.states[0]: DEAD}
        self.actions = [None]

    def compile(self, pattern, rule=None):
        parser = Parser(pattern)
        program = Program(digits_of)
        program.add(parser.parse(), "match")
        return Machine(self, program, parser.groups, rule).build([(0, ())], None, 0)

    def intern(self, targets, here, at_end):
        state = (tuple(targets), here, at_end)
        if state not in self.known:
            self.known[state] = len(self.states)
            self.states.append(state)
        return self.known[state]

    def action(self, action):
        if action not in self.actions:
            self.actions.append(action)
        return self.actions.index(action)


class Machine:
    """One prefix pattern: threads in order of preference, each with its capture positions."""

    def __init__(self, pool, program, groups, rule):
        self.pool, self.code, self.groups, self.rule = pool, program.code, groups, rule
        self.built = {}

    def build(self, threads, best, depth):
        key = (tuple(threads), best, depth)
        if key not in self.built:
            self.built[key] = self.state(threads, best, depth)
        return self.built[key]

    def state(self, threads, best, depth):
        live, here = self.close(threads, depth, best, at_end=False)
        _, at_end = self.close(threads, depth, best, at_end=True)
        targets = []
        for digit in range(10):
            after = [(at + 1, caps) for at, caps in live if digit in self.code[at][1]]
            targets.append(self.build(after, here, depth + 1) if after else DEAD)
        return self.pool.intern(targets, self.number(here), self.number(at_end))

    def close(self, threads, depth, best, at_end):
        """The reading threads, cut after the first match, and the best match known then."""
        live, seen = [], set()
        stack = list(reversed(threads))
        while stack:
            at, caps = stack.pop()
            if at in seen:
                continue
            seen.add(at)
            kind = self.code[at][0]
            if kind == "match":
                return live, (depth, caps)
            if kind == "fork":
                stack += [(self.code[at][2], caps), (self.code[at][1], caps)]
            elif kind == "jump":
                stack.append((self.code[at][1], caps))
            elif kind == "save":
                stack.append((at + 1, caps + ((self.code[at][1], depth),)))
            elif kind == "read":
                live.append((at, caps))
            elif at_end:
                stack.append((at + 1, caps))
        return live, best

    def number(self, best):
        if best is None:
            return 0
        end, caps = best
        spans = dict(caps)
        last = 2 * self.groups
        if not self.rule or last not in spans or last + 1 not in spans:
            return self.pool.action((end, "", end, end))
        literal, group = self.rule[:-2], int(self.rule[-1])
        assert self.rule[-2] == "\\" and (literal.isdigit() or not literal), self.rule
        return self.pool.action((end, literal, spans[2 * group], spans[2 * group + 1]))


class PrefixMap:
    """The longest known prefix of a number as an automaton. A state is eleven entries, one for
    each next digit and one for the end of the number; an entry is (True, value) or
    (False, state). Value 0 means none."""

    def __init__(self, values):
        trie = {}
        for prefix, value in values.items():
            node = trie
            for digit in prefix:
                node = node.setdefault(digit, {})
            node["value"] = value
        self.states, self.known = [], {}
        self.root = self.build(trie, 0)
        assert not self.root[0]

    def build(self, node, inherited):
        here = node.get("value", inherited)
        entries = [
            self.build(node[digit], here) if digit in node else (True, here)
            for digit in "0123456789"
        ]
        if all(entry == (True, here) for entry in entries):
            return (True, here)
        state = tuple(entries + [(True, here)])
        if state not in self.known:
            self.known[state] = len(self.states)
            self.states.append(state)
        return (False, self.known[state])
