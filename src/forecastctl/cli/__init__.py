"""The command line: parse, call an action, render, return an exit code."""
