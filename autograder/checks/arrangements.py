"""Ways to hand a reference's weights to a module whose author chose other names or another layout.

A learned tensor of the student's may be one of the reference's (same shape, transposed, or with axes of
size one), one split into heads, or several joined (a fused projection); and tensors numbered in a list
(one small layer for each head) may together be one of the reference's. Every complete cover of the
reference's tensors is one arrangement; the likeliest come first. The student is right if any of them
makes the module compute what the reference computes.
"""

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

import torch

Weights = dict[str, torch.Tensor]
Layout = list[tuple[str, list[int]]]
MOST = 30  # of the recorded right answers, none needs more than 17
MOST_JOINED = 3


def arrangements(layout: Layout, weights: Weights) -> Iterator[Weights]:
    """Yield weights under the student's names, likeliest arrangement first, each a different one."""
    lists = _numbered(layout)
    stacked = [(name, [len(members), *shape]) if members else (name, shape) for name, shape, members in lists]
    if any(members for *_, members in lists) and all(_choices(name, tuple(shape), weights) for name, shape in stacked):
        for found in _arranged(stacked, weights):
            yield {
                own: value
                for name, _, members in lists
                for own, value in (zip(members, found[name], strict=True) if members else [(name, found[name])])
            }
    yield from _arranged(layout, weights)


def _numbered(layout: Layout) -> list[tuple[str, list[int], list[str]]]:
    """Put together tensors of one shape whose names differ in a number only; a tensor by itself has no members."""
    groups: dict[tuple[str, tuple[int, ...]], list[str]] = {}
    for name, shape in layout:
        groups.setdefault((re.sub(r"\d+", "#", name), tuple(shape)), []).append(name)
    return [
        (pattern, list(shape), names) if len(names) > 1 else (names[0], list(shape), [])
        for (pattern, shape), names in groups.items()
    ]


def _arranged(layout: Layout, weights: Weights) -> Iterator[Weights]:
    made = 0
    for slips in range(7):  # how often the likeliest choice is passed over
        for found in _covers(layout, weights, slips, {}):
            yield found
            made += 1
            if made == MOST:
                return


def _covers(layout: Layout, left: Weights, slips: int, kin: dict[str, str]) -> Iterator[Weights]:
    """Cover what is left; kin remembers which layer of ours stands in which of theirs, so a bias follows its weight."""
    if not layout:
        if not left and slips == 0:
            yield {}
        return
    (name, shape), rest = layout[0], layout[1:]
    owner = _owner(name)
    choices = _choices(name, tuple(shape), left)
    choices.sort(key=lambda choice: not owner or kin.get(owner) != _owner(choice[0][0]))
    for rank, (used, value) in enumerate(choices):
        if rank > slips:
            return
        remaining = {key: tensor for key, tensor in left.items() if key not in used}
        for cover in _covers(rest, remaining, slips - rank, {**kin, owner: _owner(used[0])}):
            yield {name: value, **cover}


def _choices(name: str, shape: tuple[int, ...], left: Weights) -> list[tuple[tuple[str, ...], torch.Tensor]]:
    """What may stand in a parameter of this name and shape: which tensors it uses up, and its value."""
    size = _size(shape)
    found: list[tuple[tuple[str, ...], torch.Tensor, int]] = []  # what it uses up, the value, rank of its form
    order = {key: place for place, key in enumerate(left)}
    for key, value in left.items():
        if value.numel() == size:
            found += [((key,), form, rank) for rank, form in enumerate(_different(_forms(value, shape)))]
    if not found:
        for count in range(2, MOST_JOINED + 1):
            for keys in _adding_up(left, size, count):
                found += [(keys, form, 0) for form in _joined([left[key] for key in keys], shape)]
    found.sort(key=lambda choice: (-_alike(name, choice[0]), choice[2], order[choice[0][0]]))
    return [(keys, form) for keys, form, _ in found]


def _adding_up(left: Weights, size: int, count: int) -> Iterator[tuple[str, ...]]:
    """So many tensors that have so many numbers together, in every order. The last one is looked up by its size."""
    sizes = {key: value.numel() for key, value in left.items()}
    by_size: dict[int, list[str]] = {}
    for key, numbers in sizes.items():
        by_size.setdefault(numbers, []).append(key)
    for first in itertools.permutations(sizes, count - 1):
        for last in by_size.get(size - sum(sizes[key] for key in first), ()):
            if last not in first:
                yield *first, last


def _different(forms: list[torch.Tensor]) -> list[torch.Tensor]:
    """Leave out what is there already, so that no second look is wasted on it."""
    return [form for place, form in enumerate(forms) if not any(torch.equal(form, other) for other in forms[:place])]


def _forms(value: torch.Tensor, shape: tuple[int, ...]) -> list[torch.Tensor]:
    """The same numbers in another shape, where that is a known way to store them."""
    forms = []
    if _bare(value.shape) == _bare(shape):
        forms.append(value.reshape(shape))
    elif value.dim() == 1:  # a bias split into heads
        forms.append(value.reshape(shape))
    if value.dim() == 2:
        rows, columns = value.shape
        if (columns, rows) == _bare(shape) or (columns, rows) == shape:
            forms.append(value.mT.reshape(shape))
        if len(shape) == 3:
            forms += _per_head(value, shape)
    return forms


def _per_head(value: torch.Tensor, shape: tuple[int, ...]) -> list[torch.Tensor]:
    """A linear layer's weight [heads*d, inputs] split into heads, in the orders people write."""
    rows, columns = value.shape
    forms = []
    for axes in itertools.permutations(range(3)):
        heads = shape[axes.index(0)]
        if rows % heads == 0:
            form = value.reshape(heads, rows // heads, columns).permute(axes)
            if tuple(form.shape) == shape:
                forms.append(form)
        heads = shape[axes.index(1)]
        if columns % heads == 0:
            form = value.reshape(rows, heads, columns // heads).permute(axes)
            if tuple(form.shape) == shape:
                forms.append(form)
    return forms


def _joined(values: list[torch.Tensor], shape: tuple[int, ...]) -> list[torch.Tensor]:
    """Several tensors as one: side by side or one above the other, transposed or not."""
    forms = []
    for axis in range(values[0].dim()):
        try:
            whole = torch.cat(values, dim=axis)
        except RuntimeError:
            continue
        forms += [form for form in (whole, whole.mT if whole.dim() == 2 else whole) if tuple(form.shape) == shape]
    return forms


def _alike(name: str, keys: tuple[str, ...]) -> float:
    """How well their name fits ours: a word in common counts twice, a beginning (`query` or `qkv` for `q`) once."""
    theirs = _parts(name)
    total = 0
    for key in keys:
        ours = _parts(key)
        total += 2 * len(ours & theirs) + sum(
            any(_begins(one, word) for word in theirs - ours) for one in ours - theirs
        )
    return total / len(keys)


def _begins(one: str, word: str) -> bool:
    return one.startswith(word) or word.startswith(one) or (len(one) == 1 and len(word) <= 3 and one in word)


def _owner(name: str) -> str:
    return name.rpartition(".")[0]


@lru_cache(1000)
def _parts(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+|\d+", name.lower()))


def _bare(shape: tuple[int, ...] | torch.Size) -> tuple[int, ...]:
    return tuple(n for n in shape if n != 1)


def _size(shape: tuple[int, ...]) -> int:
    size = 1
    for n in shape:
        size *= n
    return size
