"""Only the nearest key is heard. Every key has a say, the farther the smaller."""


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    nearest = (queries[:, None] - keys).abs().argmin(dim=1)
    return values[nearest]
