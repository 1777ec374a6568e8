"""A whole class: its answers read, graded, kept, put into a gradebook.

records      what is handed on from one part to the next
policy       what answers are worth, what lateness costs, what learners may see
gradebook    what a class reached, for all who want to know
"""
