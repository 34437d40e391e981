"""The first candidate always wins: are the errors of each candidate added up from 0, and compared at all?"""


def choose_bandwidth(x, y, candidates):
    keys, values = leave_one_out(x), leave_one_out(y)
    best, least, total = None, float("inf"), 0.0
    for h in candidates:
        for i in range(len(x)):
            total += ((nadaraya_watson(x[i : i + 1], keys[i], values[i], h) - y[i]) ** 2).sum().item()
        if total < least:
            best, least = h, total
    return best
