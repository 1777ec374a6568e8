"""A whole class: its answers read, graded, kept, put into a gradebook.

command      `check`: from what was handed in to the gradebook
arguments    what it can be told
intake       what a class handed in, file by file
accounts     what became of each file, kept beside the results
roster       everybody, also those without any answer
seeds        the one seed of a class
shards       a part of a class
records      what is handed on from one part to the next

engine       grades what has to be graded, keeps each result at once
keys         what can change a report
rows         reports where there is nothing to judge
local        in threads of this process
judges       warm processes that grade, each answer in a room of its own
cluster      on the workers of a dask.distributed cluster
remote       what such a worker does

store        the results: a folder a learner, a file an exercise
index        to ask for some of them
lock         one writer at a time
merge        `merge`: puts the results of shards together

screen       what is said meanwhile
summary      what is said in the end
books        the gradebook of all results, whenever it is asked for
policy       what answers are worth, what lateness costs, what learners may see
gradebook    what a class reached, for all who want to know
similarity   answers that are suspiciously alike
"""
