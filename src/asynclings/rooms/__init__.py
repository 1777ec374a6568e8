"""Two rooms: the judge in one process, the answer in another, and a narrow border between.

wire           frames: a length, then JSON
sizes          what is too large to cross
values         plain values on the wire
tracebacks     the lines an exception went through, on the wire
exceptions     exceptions on the wire
remote         coroutines, futures and tasks of the other room
proxies        stand-ins for functions, classes and objects of the other room
things         who is meant by which number
crossing       how things cross by their numbers
border         requests and answers: one token, so nothing happens in both rooms at once
tellers        callbacks that tell the other room that a future is done
twins          loops in both rooms that turn as one
pairs          those of one scenario, by number
operations     what each room does when the other asks
spans          the answer's part of the timeline

answer_room    the answer's room
answer_threads threads of the answer
connections    connections from there to servers of the judge's
worker         the process in which nothing runs but one answer
zygote         the process that becomes a worker whenever one is asked for
limits         what one worker may use up
landlock       what the kernel lets it touch
levels         which isolation this machine has
bubblewrap     the strongest of them: namespaces

judge_room     the judge's room
room_process   a room with a zygote in it
workers        which of its workers runs the next rule
output         what is printed there
shared         the folder that both rooms see
isolated       one run of one rule, with the answer in its own room
rehearsal      a rule that the zygote runs itself, which makes all workers fast
"""
