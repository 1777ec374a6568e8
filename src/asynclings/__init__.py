"""Auto-graded exercises for asyncio, on virtual time.

The package in the order in which a run goes through it:

    front_door   python3 noxfile.py, which goes on as nox
    environment  the one environment that all sessions share
    __main__     python -m asynclings: reads arguments, calls one function
    catalog      which exercises there are: the tree is the manifest
    exercise     one exercise: its names and files
    grading      starts pytest with the graders, returns the report
    commands     commands that need no package of their own
    files        files that are replaced at once
    shipped      the stubs as shipped, known by their hashes
    backups      stubs made as shipped, with a way back
    hints        the hints of an exercise
    progress     how far a learner is
    recovery     progress rebuilt by grading
    machine      what this machine has, what to do about the rest

    plugin       glue: gives pytest the answer, the clock, the verdict
    submission   loads the answer under a private name
    contract     what the answer must define
    surface      the narrow surface through which a grader touches it
    sessions     counts the HTTP sessions that it makes
    scenario     one run of one rule: what is watched meanwhile
    release      frees what exceptions keep alive, so that leaks show
    clock        virtual time, and the event loop that jumps over every wait
    probes       what graders hand to an answer; they write the timeline
    timeline     what happened, when

    laws         what no answer may do
    forgotten    coroutines that never began, found while somebody holds them
    seen         what one scenario showed
    findings     causes that the evidence proves
    arithmetic   a duration as the sum or maximum of its parts

    report       result per rule, report per exercise: all that leaves a process
    render       shows a report on a terminal
    drawing      a timeline as lines of text
    svg          a timeline as a picture
    picture      the timeline of a report that says most
    html         one look for every page, and nothing loaded from elsewhere
    printable    text that any terminal can show
    errors       every way a run can go wrong, with what the learner is told

    rooms        the answer in a room of its own: what passes between it and the judge

    learn        the learner's loop: watch, grade, show, remember
    batch        many learners' answers: read, graded, kept, put into a gradebook

    prove        the graders are graded, by answers whose verdict is known
    warm         forked children of one warm process
"""

__version__ = "0.1.0"
