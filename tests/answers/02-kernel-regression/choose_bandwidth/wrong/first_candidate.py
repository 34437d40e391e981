"""The first candidate always wins: are the errors of each candidate added up from 0, and compared at all?"""


def choose_bandwidth(x, y, candidates):
    return candidates[0]
