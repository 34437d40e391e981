"""Tests of the language that checks are written in, and of what decides about an answer."""
