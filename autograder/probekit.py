"""Small helpers for probes, at home where the student's code runs: they build, load and call; never judge."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy
import torch
from torch import nn
from torch.optim.optimizer import register_optimizer_step_post_hook


def filled(module: nn.Module, seed: int, scale: float = 0.5) -> nn.Module:
    """Give every learned number a drawn value, so that no special start can hide a mistake."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in module.parameters():
            drawn = torch.randn(parameter.shape, generator=generator, dtype=torch.float64)
            parameter.copy_((scale * drawn).to(parameter.dtype))
    return module


def warmed(module: nn.Module, *inputs: Any) -> nn.Module:
    """Call a module once and give it back: layers that take their sizes from the data have them then."""
    with torch.no_grad():
        module(*inputs)
    return module


def weights_of(module: nn.Module) -> dict[str, torch.Tensor]:
    """Give the learned numbers of a module by name."""
    return {name: parameter.detach().clone() for name, parameter in module.named_parameters()}


def layout_of(module: nn.Module) -> list[tuple[str, list[int]]]:
    """Give names and shapes of what a module learns, in its own order."""
    return [(name, list(parameter.shape)) for name, parameter in module.named_parameters()]


def load(module: nn.Module, weights: dict[str, torch.Tensor]) -> nn.Module:
    """Copy weights into a module, name by name, and switch dropout off."""
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            parameter.copy_(weights[name])
    return module.eval()


def load_and_run(module: nn.Module, weights: dict[str, torch.Tensor], run: Callable[[Any], Any]) -> dict[str, Any]:
    """Run a module with these weights if its names and shapes fit; say its layout if not."""
    layout = layout_of(module)
    if dict(layout) == {name: list(value.shape) for name, value in weights.items()}:
        return {"value": run(load(module, weights))}
    return {"layout": [list(item) for item in layout]}


def attention_weights_of(module: Any) -> Any:
    """Find the weights a module has stored: on itself or on its `attention`."""
    for owner in (module, getattr(module, "attention", None)):
        stored = getattr(owner, "attention_weights", None)
        if stored is not None:
            return stored
    raise AttributeError("nothing is stored as attention_weights")


def gradient(output: torch.Tensor, inputs: Sequence[torch.Tensor], seed: int = 0) -> list[torch.Tensor | None]:
    """Gradients of a drawn mix of the output's entries with respect to each input (None: not connected)."""
    generator = torch.Generator().manual_seed(seed)
    mix = torch.randn(output.shape, generator=generator, dtype=torch.float64).to(output.dtype)
    return list(torch.autograd.grad((output * mix).sum(), list(inputs), allow_unused=True))


class Counter(torch.utils._python_dispatch.TorchDispatchMode):
    """Counts what torch is really asked to do: operations by name and the largest result."""

    def __init__(self) -> None:
        """Start at nothing."""
        super().__init__()
        self.calls: dict[str, int] = {}
        self.largest = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:  # noqa: ARG002
        """Note one operation and let it happen."""
        result = func(*args, **(kwargs or {}))
        name = func.name().split("::")[-1].split(".")[0]
        self.calls[name] = self.calls.get(name, 0) + 1
        for item in result if isinstance(result, tuple | list) else (result,):
            if isinstance(item, torch.Tensor):
                self.largest = max(self.largest, item.numel())
        return result


class Largest(torch.overrides.TorchFunctionMode):
    """Notes how many elements the largest tensor has that torch is asked for; starts faster than Counter."""

    def __init__(self) -> None:
        """Start at nothing."""
        super().__init__()
        self.elements = 0

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:  # noqa: ARG002
        """Let one call happen and look at what it gives."""
        result = func(*args, **(kwargs or {}))
        for item in result if isinstance(result, tuple | list) else (result,):
            if isinstance(item, torch.Tensor):
                self.elements = max(self.elements, item.numel())
        return result


def called(names: Sequence[str], function: Callable[[], Any]) -> list[str]:
    """Call a function and tell which of these torch modules or functions it made use of.

    A name is a class in torch.nn (its forward is watched) or a function in torch.nn.functional, which is
    also noticed when it was imported by name before.
    """
    seen: list[str] = []
    kept: list[tuple[Any, str, Any]] = []
    functions: dict[Any, str] = {}

    def watch(owner: Any, attribute: str, name: str) -> None:
        original = getattr(owner, attribute)
        kept.append((owner, attribute, original))

        def watched(*args: Any, **kwargs: Any) -> Any:
            seen.append(name)
            return original(*args, **kwargs)

        setattr(owner, attribute, watched)

    for name in names:
        if hasattr(nn, name):
            watch(getattr(nn, name), "forward", name)
        else:
            functions[getattr(nn.functional, name)] = name
            watch(nn.functional, name, name)

    class Listener(torch.overrides.TorchFunctionMode):
        def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:  # noqa: ARG002
            if func in functions:
                seen.append(functions[func])
            return func(*args, **(kwargs or {}))

    try:
        with Listener():
            function()
    finally:
        for owner, attribute, original in kept:
            setattr(owner, attribute, original)
    return sorted(set(seen))


class Words:
    """A vocabulary that stands in for the course's: number to word and back; word 0 is the unknown one."""

    unk = 0

    def __init__(self, words: Sequence[str]) -> None:
        """Number the words in their order."""
        self.idx_to_token = list(words)
        self.token_to_idx = {word: index for index, word in enumerate(words)}

    def __len__(self) -> int:
        """Count the words."""
        return len(self.idx_to_token)

    def __getitem__(self, words: Any) -> Any:
        """Look up the number of a word, or of each word of a (nested) list."""
        if isinstance(words, list | tuple):
            return [self[word] for word in words]
        return self.token_to_idx.get(words, self.unk)

    def __iter__(self) -> Iterator[str]:
        """Give the words in their order; without this a loop over them would never end."""
        return iter(self.idx_to_token)

    def to_tokens(self, indices: Any) -> Any:
        """Turn a number, or each number of a (nested) list or tensor, back into its word."""
        indices = indices.tolist() if hasattr(indices, "tolist") else indices
        if isinstance(indices, list | tuple):
            return [self.to_tokens(index) for index in indices]
        return self.idx_to_token[indices]


class Pupil(nn.Module):
    """A tiny translator to be trained: it notes each call, and one of its parameters is never used."""

    def __init__(self, words: int, seed: int, scale: float = 0.5) -> None:
        """Learn to score so many words; larger numbers (scale) make larger gradients."""
        super().__init__()
        self.embedding, self.rnn, self.dense = nn.Embedding(words, 3), nn.GRU(3, 5), nn.Linear(5, words)
        self.unused = nn.Parameter(torch.zeros(2))
        self.calls: list[dict[str, Any]] = []
        filled(self, seed, scale)

    def forward(self, enc_X: torch.Tensor, dec_X: torch.Tensor, *args: Any) -> tuple[torch.Tensor, tuple[()]]:
        """Score what follows each word of dec_X [B T] -> [B T words] and a state without content."""
        self.calls.append({"source": enc_X, "lengths": list(args), "input": dec_X.clone(), "training": self.training})
        return self.dense(self.rnn(self.embedding(dec_X).transpose(0, 1))[0].transpose(0, 1)), ()


def flat(net: nn.Module) -> torch.Tensor:
    """All learned numbers of a net in one row."""
    return torch.cat([parameter.detach().flatten() for parameter in net.parameters()])


def steps_of(net: nn.Module, train: Callable[[], Any]) -> list[torch.Tensor]:
    """Run a training and give, for each step of its optimizer, the whole gradient that the step used."""
    seen: list[torch.Tensor] = []

    def note(*_: Any) -> None:
        grads = [torch.zeros_like(p) if p.grad is None else p.grad for p in net.parameters()]
        seen.append(torch.cat([grad.flatten() for grad in grads]))

    hook = register_optimizer_step_post_hook(note)
    try:
        train()
    finally:
        hook.remove()
    return seen


class Actor(nn.Module):
    """An encoder-decoder that says given lines whatever it reads, and notes what it is asked."""

    def __init__(self, scores: torch.Tensor, weights: torch.Tensor, vocabulary: int) -> None:
        """Play scores [steps words] and weights [steps Tk], one row a step; read numbers below vocabulary."""
        super().__init__()
        self.encoder, self.decoder = _Listener(vocabulary), _Speaker(scores, weights)
        filled(self, 0)


class _Listener(nn.Module):
    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, 1)
        self.heard: list[dict[str, Any]] = []

    def forward(self, X: torch.Tensor, *args: Any) -> tuple[torch.Tensor, torch.Tensor]:
        self.heard.append({"source": X, "lengths": list(args), "training": self.training})
        outputs = self.embedding(X).transpose(0, 1)
        return outputs, outputs[-1:]


class _Speaker(nn.Module):
    def __init__(self, scores: torch.Tensor, weights: torch.Tensor) -> None:
        super().__init__()
        self.embedding = nn.Embedding(scores.shape[1], 1)
        self.scores, self.weights = scores, weights
        self.started: list[dict[str, Any]] = []
        self.heard: list[dict[str, Any]] = []
        self.attention_weights: list[torch.Tensor] = []

    def init_state(self, enc_outputs: Any, *args: Any) -> tuple[int, Any]:
        self.started.append({"outputs": list(enc_outputs), "lengths": list(args)})
        return 0, enc_outputs

    def forward(self, X: torch.Tensor, state: tuple[int, Any]) -> tuple[torch.Tensor, tuple[int, Any]]:
        step, enc_outputs = state
        line = min(step, len(self.scores) - 1)
        self.attention_weights = [self.weights[line].expand(*X.shape[:1], 1, -1)]
        scores = self.scores[line] + 0 * self.embedding(X)  # [B T words]
        self.heard.append({"input": X, "training": self.training, "gradients": scores.requires_grad})
        return scores, (step + 1, enc_outputs)


def figure_facts(draw: Callable[[], Any]) -> dict[str, Any]:
    """Let a function draw, and tell plain facts of its figure: the one it returns, else the newest it opened.

    size: width and height in inches; returned: whether it was handed back; opened: how many figures are new
    panels: one dict for each axes with a picture, ordered by row and column as one sees them, with row, column,
        picture (the numbers as one sees them, top row first), limits and colours of its scale, xlabel, ylabel, title
    bars: limits and colours of each colour bar
    New figures are closed; those that were open before stay open.
    """
    from matplotlib import pyplot
    from matplotlib.figure import Figure

    before, show = pyplot.get_fignums(), pyplot.show
    pyplot.show = lambda *_, **__: None  # it would close figures, or wait for somebody to close them
    try:
        with pyplot.ioff():
            result = draw()
        opened = [number for number in pyplot.get_fignums() if number not in before]
        newest = pyplot.figure(opened[-1]) if opened else pyplot.gcf()
        figure = result if isinstance(result, Figure) else newest
        facts = {"size": figure.get_size_inches().tolist(), "returned": figure is result, "opened": len(opened)}
        return {**facts, **_painted(figure)}
    finally:
        pyplot.show = show
        for number in set(pyplot.get_fignums()) - set(before):
            pyplot.close(number)


def is_figure(value: Any) -> bool:
    """Whether a value is what figure_facts tells of a figure."""
    return isinstance(value, dict) and {"size", "panels", "bars"} <= value.keys()


def _painted(figure: Any) -> dict[str, Any]:
    """Panels and colour bars of a figure."""
    found, bars = [], []
    for axes in [part for whole in figure.axes for part in (whole, *whole.child_axes)]:
        images = [*axes.images, *(mesh for mesh in axes.collections if hasattr(mesh, "get_coordinates"))]
        if hasattr(axes, "_colorbar"):
            bars.append({"limits": axes._colorbar.mappable.get_clim(), "colours": axes._colorbar.cmap.name})
        elif images:
            found.append((_box(axes), _panel(axes, images[-1])))
    rows = _ranks([-(box.y0 + box.y1) / 2 for box, _ in found], min((box.height for box, _ in found), default=0) / 2)
    columns = _ranks([(box.x0 + box.x1) / 2 for box, _ in found], min((box.width for box, _ in found), default=0) / 2)
    panels = [{"row": row, "column": col, **panel} for row, col, (_, panel) in zip(rows, columns, found, strict=True)]
    return {"panels": sorted(panels, key=lambda panel: (panel["row"], panel["column"])), "bars": bars}


def _panel(axes: Any, image: Any) -> dict[str, Any]:
    """What one sees in one panel: an image, or a mesh of coloured cells."""
    numbers = numpy.ma.filled(numpy.ma.asarray(image.get_array()).astype(float), numpy.nan)
    if hasattr(image, "get_coordinates"):
        corners = image.get_coordinates()
        (first_x, first_y), (last_x, last_y) = corners[0, 0], corners[-1, -1]
    else:
        first_x, last_x, last_y, first_y = image.get_extent()
        if image.origin == "lower":
            first_y, last_y = last_y, first_y
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    down, across = (first_y - last_y) * (top - bottom) > 0, (last_x - first_x) * (right - left) > 0
    whole = axes.get_figure(root=False)
    return {
        "picture": numbers[:: 1 if down else -1, :: 1 if across else -1].copy(),
        "limits": image.get_clim(),
        "colours": image.get_cmap().name,
        "xlabel": axes.get_xlabel() * axes.axison or whole.get_supxlabel(),
        "ylabel": axes.get_ylabel() * axes.axison or whole.get_supylabel(),
        "title": "".join(axes.get_title(loc) for loc in ("left", "center", "right")),
    }


def _box(axes: Any) -> Any:
    """Where an axes stands, in pixels; a locator (as grids of images have them) has the last word."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    place, whole, box = axes.get_axes_locator(), axes.get_figure(root=False), axes.get_position(original=True)
    if place:
        box = place(axes, FigureCanvasAgg(axes.get_figure(root=True)).get_renderer())
    return box.transformed(whole.transSubfigure)


def _ranks(places: list[float], apart: float) -> list[int]:
    """Number places from the least up; those less than `apart` from the one before share its number."""
    ordered = sorted(places)
    pairs = zip([float("-inf"), *ordered], ordered, strict=False)  # each with the one before it
    starts = [place for before, place in pairs if place - before > apart]
    return [sum(start <= place for start in starts) - 1 for place in places]
