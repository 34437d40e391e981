"""One column of scores for each offset, values added up shift by shift."""

import torch


def sliding_window_attention(queries, keys, values, window):
    B, n, D = queries.shape
    window = min(window, n - 1)
    columns = []
    for shift in range(-window, window + 1):
        column = queries.new_full((B, n), float("-inf"))
        mine = slice(max(0, -shift), min(n, n - shift))
        theirs = slice(max(0, shift), min(n, n + shift))
        column[:, mine] = (queries[:, mine] * keys[:, theirs]).sum(-1) / D**0.5
        columns.append(column)
    weights = torch.stack(columns, dim=-1).softmax(dim=-1)
    output = torch.zeros(B, n, values.shape[-1], dtype=values.dtype)
    for number, shift in enumerate(range(-window, window + 1)):
        mine = slice(max(0, -shift), min(n, n - shift))
        theirs = slice(max(0, shift), min(n, n + shift))
        output[:, mine] = output[:, mine] + weights[:, mine, number, None] * values[:, theirs]
    return output
