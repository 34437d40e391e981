"""Reports of its own cells what no honest sandbox says: another cell's outputs, HTML, a picture that is a script.

Must come of it: a break of the protocol or text only, full marks for its right answers.
"""

PEERS = False
CELL = """
shell = get_ipython()
shell.outputs.items.append({"output_type": "display_data", "metadata": {}, "data": {
    "text/html": "<script>alert(1)</script>", "image/svg+xml": "<svg onload=alert(1)>", "text/plain": "fine"}})
"""
