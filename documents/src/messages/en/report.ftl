### Mistakes in files, and what commands count and list: ids begin with `report-` and `list-`.
