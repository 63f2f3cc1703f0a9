### Every word that answers say, in English.
###
### An id begins with the document it stands in. Comments say where a message is
### shown and what its variables hold. Dates, hours, levels, percentages and lists
### arrive ready to print; numbers arrive as numbers, so that a language can choose
### its plural.

## Dates, numbers and lists

month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec

# Two or more things: $items are all but the last, with commas between them.
list-and = { $items } and { $last }
# A list that was cut: stands where its last thing would.
list-more = { $count } more
