"""Crawls the built-in newspaper with each hostile case, and prints verdict, time and peak memory.

``python -m tests.hostile [--list] [WORDS]``: all cases, or those whose names contain one of the words. Ends with 1
when a case breaks a bound.
"""

import sys

from crawler.newspapers.builtin.hostile.cases import CASES
from tests.hostile.trial import Trial, try_case


def main(words: list[str]) -> int:
    """Try the cases; the number of broken bounds decides the exit code."""
    names = [name for name in CASES if not words or any(word in name for word in words)]
    broken = 0
    for name in names:
        trial = try_case(name)
        problems = trial.problems()
        broken += bool(problems)
        print(_line(name, trial, problems), flush=True)
    print(f"{len(names)} cases, {broken} beyond a bound")
    return 1 if broken else 0


def _line(name: str, trial: Trial, problems: list[str]) -> str:
    figures = f"{trial.stall_s:5.2f} s  {trial.grown_mb:4.0f} MB  code {trial.code}  {trial.took_s:5.1f} s in all"
    return f"{name:48s} {figures}  {'; '.join(problems) or trial.verdict}"


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        print("\n".join(CASES))
        raise SystemExit(0)
    raise SystemExit(main(sys.argv[1:]))
