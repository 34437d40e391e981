"""All keys within one bandwidth count alike and the others not at all; the Gaussian kernel falls little by little."""


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    d = (queries[:, None] - keys).abs() / bandwidth
    k = (d < 1).float() + 1e-12
    return (k / k.sum(1, keepdim=True)) @ values
