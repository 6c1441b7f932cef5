"""Drills: the running system is killed, starved, put back in time, copied and restored while honest clients use it."""
