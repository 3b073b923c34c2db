"""A tracker of contacts that a council has kept as a spreadsheet, loaded: docs/import_referrals.md holds its columns.

`reading` takes the file apart, `columns` says which of its columns is which, `values` reads one cell and refuses to guess,
`load` makes records of rows, `report` tells what was left out and why.
"""
