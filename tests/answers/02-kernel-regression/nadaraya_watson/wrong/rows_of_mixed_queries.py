"""In the repeated table a row should hold one query again and again; here each row runs through the queries. Print its
first two rows.
"""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    repeated = queries.repeat(len(keys)).reshape(len(queries), len(keys))
    return torch.softmax(-(((repeated - keys) / bandwidth) ** 2) / 2, dim=1) @ values
