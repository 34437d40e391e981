"""The tokens are shuffled twice before the layer and once after it."""

def permutation_gap(module_fn, X, permutation):
    first = module_fn(X[:, permutation][:, permutation])
    second = module_fn(X)[:, permutation]
    return (first - second).abs().max().item()
