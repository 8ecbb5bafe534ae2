"""`make bench`: how fast the house is, next to a bare view that the same server serves in the same run.

Nothing here asserts a time: a table is printed, medians of several runs, and a reader judges.
"""
