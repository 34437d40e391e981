"""The sentences a student reads, in one place, so that a reader can judge them together."""

from autograder.probing import Failure

NOT_STARTED = "not started"
NOT_RUN_YET = "not run yet: needs the check above ({needs})"
OURS_BROKE = "this check could not be decided; the fault is ours, no points are lost to it"
CONFUSED = "what came back could not be read as the answer: {got}. Look at its shape and type"
FORGOTTEN_RETURN = "expected {want}, got None. Is the return missing?"
NAN = "expected numbers, got NaN{place}. Was something divided by zero, or a score of minus infinity averaged?"
SHAPE = "shape: expected {want}, got {got}{hint}"
DTYPE = "dtype: expected {want}, got {got}"
KIND = "expected {want}, got {got}"
VALUE = "{place}expected {want}, got {got}"
ELSEWHERE = " ({count} of {total} numbers differ, by {worst:.3g} at most)"
ROW_SUM = "{place}the weights of this row should sum to 1, they sum to {got}"
NEGATIVE = "{place}a weight can't be negative, got {got}"
CHANGED = "{name} was changed by the call: {place}it was {want}, now it is {got}. Work on a copy"
SAME = "{what} should differ, and they are the same"
PARAMETERS = (
    "learned numbers: expected {want} in all, got {got}. Is a layer missing, too many, or hidden from parameters()?"
)

FAILURES = {
    "missing": "`{text}` is not defined yet. Has its cell been run?",
    "unfinished": NOT_STARTED,
    "error": "your code stopped with {error}{said}{at}",
    "unsendable": "expected tensors or numbers, got an object of type {text}",
    "time": "your code was stopped: it ran longer than allowed. Is there a loop that never ends?",
    "memory": "your code was stopped: it asked for more memory than allowed. Is a tensor larger than it should be?",
    "died": "your code ended the Python process{at}. Nothing after that could be run",
    "protocol": "your code disturbed the connection to the check, so nothing could be read from it",
}


def failure_sentence(failure: Failure) -> str:
    """Say why a probe brought back no value."""
    at = f" (at: {failure.line})" if failure.line else ""
    text = failure.text.split("\n")[0][:300]
    said = f": {text}" if text else ""
    return FAILURES[failure.kind].format(text=text, said=said, error=failure.error, at=at)


def place(axes: str, index: tuple[int, ...]) -> str:
    """Name a place by its axes: `batch 1, query 0, key 2: `."""
    names = axes.split()
    if not index:
        return ""
    if len(names) != len(index):
        return "at [" + ", ".join(map(str, index)) + "]: "
    return ", ".join(f"{name} {i}" for name, i in zip(names, index, strict=True)) + ": "


def numeral(value: float) -> str:
    """Write a number as a student would read it aloud."""
    return f"{value:.4f}" if 1e-3 <= abs(value) < 1e5 or value == 0 else f"{value:.3g}"
