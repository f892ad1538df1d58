"""Reads of contests: `access` the doors, `lists`, `board` the standing of a knowledge contest, `works`, `jury`."""
