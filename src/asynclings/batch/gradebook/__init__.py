"""What a class reached: for spreadsheets, for programs, for the teacher, for each learner.

writing       every file, in one pass over the results
cells         what is kept of one answer
book          the whole class in a table
spool         parts of learners' pages, on disk until they are put together
spreadsheets  gradebook.csv, results.csv
exchange      gradebook.json, as gradebook.schema.json describes it
overview      gradebook.html, with gradebook.css and gradebook.js
visible       what a learner may see of a result
feedback      learners/*.html, with learner.css
page_names    how those files are called, which of them are stale
wording       dates, durations, lateness
"""

from asynclings.batch.gradebook.writing import write

__all__ = ["write"]
