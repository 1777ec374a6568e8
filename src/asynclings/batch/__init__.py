"""A whole class: its answers read, graded, kept, put into a gradebook.

records      what is handed on from one part to the next
intake       what a class handed in, read and told apart
similarity   answers that are suspiciously alike
"""
