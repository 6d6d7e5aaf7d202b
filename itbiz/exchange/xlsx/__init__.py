"""Workbooks (XLSX), read and written in pieces.

Not by openpyxl: it holds a part's whole tree or all its texts before it gives one away, so that a small file made for
it takes gigabytes; and it writes the time of day into what it writes, so that no two exports would be equal.
"""
