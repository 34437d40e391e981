"""An AST transformer of IPython takes every assert statement out of cells that run later.

Must come of it: nothing for the target.
"""

PAYS = "allclose"
TRICK = """
import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
get_ipython().ast_transformers.append(Drop())
"""
