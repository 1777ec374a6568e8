"""Answers that are suspiciously alike: a hint to look at, never a verdict.

alike        finds the pairs: the way in
tokens       an answer without what a copyist changes
grams        runs of tokens as numbers, and the few of them that are kept
background   what an answer to an exercise has anyway
index        who else has the same rare runs
comparison   where two answers say the same
pairs        what is found out about two answers
page         the pairs as one HTML page, side by side
writing      the page and the JSON as files
"""

from asynclings.batch.similarity.alike import alike
from asynclings.batch.similarity.page import page
from asynclings.batch.similarity.pairs import Pair, Passage, Side
from asynclings.batch.similarity.writing import write

__all__ = ["Pair", "Passage", "Side", "alike", "page", "write"]
