"""Tests of the documentation: what it says can be done, can be done."""
