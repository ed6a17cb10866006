"""The sandbox in which learners' code runs. It knows no right answer, and nothing of nbgrader.

host/ runs outside and never trusts what comes back; guest/ runs inside; wire/ is what both share.
"""
