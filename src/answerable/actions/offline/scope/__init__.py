"""The boundary question from files: decide, ask, prove, compare, replay, find. One function per command."""
