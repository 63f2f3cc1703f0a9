### Words that several documents share: dates, numbers, lists and units.
###
### The catalogue of a language is the files of its folder, one after the other. An
### id begins with the document it stands in: `plan-`, `route-`, `trace-` and so on.
### Here they begin with what they write: `date-`, `number-`, `list-`, `unit-`.
###
### Comments say where a message is shown and what its variables hold. Dates, hours,
### levels, percentages and lists arrive as text that is ready to print. $count is a
### number, so that a language can choose its plural by it.

## Dates

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

weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun

# 12 Jan
date-day = { $day } { $month }
# 12 Jan 2026
date-day-year = { $day } { $month } { $year }
# Mon 12 Jan: $date is one of the two above.
date-weekday = { $weekday } { $date }
# Jan 2027
date-month = { $month } { $year }
# 16-20 Feb: two days of one month.
date-days = { $first }{ $dash }{ $last } { $month }
# 16-20 Feb 2027
date-days-year = { $first }{ $dash }{ $last } { $month } { $year }
# 28 Feb - 3 Mar: both are dates.
date-period = { $from } { $dash } { $until }

## Numbers

# 1.5: $part are the digits behind the decimal mark.
number-decimal = { $whole }.{ $part }
# -1.5: $number is the number without its sign.
number-negative = -{ $number }
# +10: a change, where a minus would be shown too.
number-positive = +{ $number }
# 62 %
number-percent = { $number }{ "\u00A0" }%
# 51-55 %
number-percent-range = { $low }{ $dash }{ $high }{ "\u00A0" }%

## Lists

# The next of several things, behind those before it.
list-next = { $items }, { $next }
# The last of several things. $items are those before it, with commas between them.
list-and = { $items } and { $last }
# As above, where one of the things is enough.
list-or = { $items } or { $last }
# Stands where the last thing would, if a list was cut.
list-more = { $count } more
# The next of several half sentences.
list-next-clause = { $items }; { $next }

## Units: a number with its noun

# $number is text that is ready to print, because hours have decimals.
unit-hours = { $number } h
unit-week =
    { $count ->
        [one] { $count } week
       *[other] { $count } weeks
    }
unit-month =
    { $count ->
        [one] { $count } month
       *[other] { $count } months
    }
unit-person =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
unit-module =
    { $count ->
        [one] { $count } module
       *[other] { $count } modules
    }
unit-file =
    { $count ->
        [one] { $count } file
       *[other] { $count } files
    }
unit-row =
    { $count ->
        [one] { $count } row
       *[other] { $count } rows
    }
