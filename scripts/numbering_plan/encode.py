"""Writes integers as printable text that a Swift string literal holds without escapes."""

# 64 characters in a row from '0' on, without the backslash.
ALPHABET = [chr(48 + value + (1 if value >= 44 else 0)) for value in range(64)]


def integers(words):
    """Each integer as digits to base 32, lowest first; 32 is added while more follow."""
    text = []
    for word in words:
        assert word >= 0
        while word >= 32:
            text.append(ALPHABET[32 + word % 32])
            word //= 32
        text.append(ALPHABET[word])
    return "".join(text)


def automaton_words(states):
    """A state: its label, then runs of equal targets as (length, distance back or 0 for dead)."""
    words = [len(states)]
    for at, (label, targets) in enumerate(states):
        words.append(label)
        words += run_words([at - target if target else 0 for target in targets])
    return words


def map_words(prefix_map):
    """The state count, then each state's eleven entries as runs of twice the value plus one, or
    twice the distance back. The last state is the start."""
    words = [len(prefix_map.states)]
    assert prefix_map.root[1] == len(prefix_map.states) - 1
    for at, entries in enumerate(prefix_map.states):
        assert at < 1 << 15 and all(to < 1 << 15 for _, to in entries)
        words += run_words([2 * to + 1 if final else 2 * (at - to) for final, to in entries])
    return words


def run_words(values):
    words, at = [], 0
    while at < len(values):
        end = at
        while end < len(values) and values[end] == values[at]:
            end += 1
        words += [end - at, values[at]]
        at = end
    return words


def name_list(names):
    """Names between bars; they must need no escapes."""
    text = "|".join(names)
    assert text.count("|") == max(len(names) - 1, 0) and not set(text) & set('\\"\n')
    return text


def literal(text):
    """A Swift multi-line literal of the text, in lines of at most 100 columns."""
    lines, at = [], 0
    while at < len(text):
        end = at + 91
        while end < len(text) and " " in text[end - 1 : end + 1]:
            end -= 1
        lines.append(text[at:end])
        at = end
    return '"""\n        ' + "\\\n        ".join(lines) + '\n        """'
