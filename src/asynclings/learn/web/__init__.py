"""The learner's loop as a page in a browser, live or as one file.

address   port and token, kept so that a page finds its server again
guard     who may talk to the server: pages of its own, which know the token
markdown  texts of the kit as HTML that can do no harm
view      what the page shows of a state
page      the page itself: one HTML file, with all that it needs
gallery   what a written page shows of a report: many exercises, one of them at a time
server    sends every change to the page, takes the learner's wishes
browser   the session with its page, until Ctrl-C

``assets`` holds its style and its scripts, ``templates`` its frame.
"""
