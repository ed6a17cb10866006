"""Run learners' code in a sandbox, which contains no right answers and nothing of nbgrader.

host/ runs outside and never trusts what it receives; guest/ runs inside; both use wire/.
"""
