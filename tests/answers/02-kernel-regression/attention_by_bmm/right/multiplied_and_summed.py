"""Products added up over the keys, both axes kept."""


def attention_by_bmm(weights, values):
    return (weights * values).sum(dim=1, keepdim=True).unsqueeze(-1)
