"""How far two words lie apart, counted in the typing errors between them."""

from string import ascii_lowercase

# Keys that lie elsewhere on the region's keyboard, and letters that sound alike.
_EASY = frozenset({"yz", "zy", "sz", "zs", "kc", "ck", "wv", "vw", "ij", "ji"})


def distance(typed: str, word: str) -> float:
    """The least number of letters left out, put in, changed or swapped with the next.

    A change between letters that are easily confused counts half.
    """
    before: list[float] = []
    last: list[float] = [float(at) for at in range(len(word) + 1)]
    for row, letter in enumerate(typed, 1):
        line = [float(row)]
        for at, other in enumerate(word, 1):
            cost = min(last[at] + 1, line[at - 1] + 1, last[at - 1] + _change(letter, other))
            if row > 1 and at > 1 and letter == word[at - 2] and other == typed[row - 2]:
                cost = min(cost, before[at - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]


def _change(letter: str, other: str) -> float:
    if letter == other:
        return 0
    return 0.5 if letter + other in _EASY else 1


def edits(word: str) -> set[str]:
    """Every word one error away from `word`; about 54 times its length."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {left + right[1:] for left, right in parts if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    for letter in ascii_lowercase:
        found |= {left + letter + right[1:] for left, right in parts if right}
        found |= {left + letter + right for left, right in parts}
    return found - {word}
