"""What answers are worth, what lateness costs, what learners may see: one small TOML file.

terms      what the file says, read
score      what an answer is worth, late or not
reading    from the file to the terms
problems   what is wrong with the file, said with the nearest name
rules      the rules of an exercise, with their points
moments    dates, and the time zone of those that name none
lines      on which line a key stands
"""

from asynclings.batch.policy.reading import read_policy
from asynclings.batch.policy.score import Policy, Score, Total, policy_sha256
from asynclings.batch.policy.terms import Extension, Late, Rounding, RuleTerms, Terms, Visibility

__all__ = [
    "Extension",
    "Late",
    "Policy",
    "Rounding",
    "RuleTerms",
    "Score",
    "Terms",
    "Total",
    "Visibility",
    "policy_sha256",
    "read_policy",
]
