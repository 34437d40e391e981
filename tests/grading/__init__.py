"""Tests of the way from a submission to its record, and of everything drawn from it."""
