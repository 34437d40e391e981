"""The table of scores is [n_k n_q], its columns are the weights of a query."""


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    scores = -0.5 * ((keys.unsqueeze(1) - queries.unsqueeze(0)) / bandwidth) ** 2
    return values @ scores.softmax(dim=0)
