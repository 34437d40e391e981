"""Raises exceptions whose type, text and line are HTML: reports and feedback show them.

Must come of it: nothing for the target, no tag in the graded notebook.
"""

PEERS = False
ANSWERS = {
    "sum_scores": """
Evil = type("<script>alert(1)</script>", (Exception,), {})
def sum_scores(queries, keys):
    raise Evil("<script>alert(2)</script><img src=x onerror=alert(3)>")  # <script>alert(4)</script>
"""
}
