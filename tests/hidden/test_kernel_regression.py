"""Hidden checks of section 2: what decides. Read in order they say what attention by distance is."""

from autograder.checks import assert_close, exercise


@exercise("average_pooling", points=1)
def test_average_answers_each_query(student, draw):
    """There is one prediction for each query, be they fewer than the values, as many, or more."""
    for n_queries, n_keys in ((3, 7), (5, 5), (7, 3)):
        queries, values = draw.normal(n_queries), draw.normal(n_keys)
        probe = lambda my, queries=queries, values=values: my.average_pooling(queries, values)
        assert_close(student(probe), values.mean().expand(n_queries), "query")


@exercise("average_pooling", points=1)
def test_average_of_a_single_value(student, draw):
    """One query, or one value, is treated like many."""
    for n_queries, n_keys in ((1, 5), (3, 1), (1, 1)):
        queries, values = draw.normal(n_queries), draw.normal(n_keys)
        probe = lambda my, queries=queries, values=values: my.average_pooling(queries, values)
        assert_close(student(probe), values.mean().expand(n_queries), "query")
