"""Small helpers for probes, at home where the student's code runs: they build, load and call; never judge."""

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import nn


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
