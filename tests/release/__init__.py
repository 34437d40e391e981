"""Tests of what students get, and of the notebooks it is made from."""
