"""The gap is rounded to four places, and a small one is lost."""

def permutation_gap(module_fn, X, permutation):
    first = module_fn(X[:, permutation])
    second = module_fn(X)[:, permutation]
    return round((first - second).abs().max().item(), 4)
