"""The learner's loop: watch a stub, grade it on every save, show what happened, remember it.

session         follows the files, grades, remembers, tells whoever listens
state           what a learner sees: the one document that screen and page show
shelf           what can be read about the exercises
memory          what is remembered of the learner
watching        tells of saves
grader          asks the warm process for verdicts
grading_process has imported everything, forks a child for each save
standby         one such child
web             the same in a browser, live or as one file
"""
