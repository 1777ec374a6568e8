"""The learner's loop: watch a stub, grade it on every save, show what happened, remember it.

state        what a learner sees: the one document that screen and page show
"""
