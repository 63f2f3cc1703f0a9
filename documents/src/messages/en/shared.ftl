### Words that several documents share: dates, numbers, lists, units, and the closed
### words of the library's files.
###
### The catalogue of a language is the files of its folder, one after the other. An
### id begins with the document it stands in: `plan-`, `route-`, `trace-` and so on.
### Here they begin with what they write: `date-`, `number-`, `list-`, `unit-`, `word-`.
###
### Comments say where a message is shown and what its variables hold. Dates, hours,
### levels, percentages and lists arrive as text that is ready to print. $count is a
### number, so that a language can choose its plural by it. $word is a word of the
### library's files; each has a variant of its own.

## Dates

# The short name of a month, by its number from 1.
date-month-name =
    { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }
# The short name of a weekday, by its number from 1 for Monday.
date-weekday-name =
    { $weekday ->
        [1] Mon
        [2] Tue
        [3] Wed
        [4] Thu
        [5] Fri
        [6] Sat
       *[7] Sun
    }
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
# 1.5 points: $count decides the plural, $number is what is shown.
unit-point =
    { $count ->
        [one] { $number } point
       *[other] { $number } points
    }
unit-day =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
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
unit-row =
    { $count ->
        [one] { $count } row
       *[other] { $count } rows
    }
unit-file =
    { $count ->
        [one] { $count } file
       *[other] { $count } files
    }
unit-change =
    { $count ->
        [one] { $count } change
       *[other] { $count } changes
    }
unit-document =
    { $count ->
        [one] { $count } document
       *[other] { $count } documents
    }
unit-test =
    { $count ->
        [one] { $count } test
       *[other] { $count } tests
    }
unit-mistake =
    { $count ->
        [one] { $count } mistake
       *[other] { $count } mistakes
    }
unit-finding =
    { $count ->
        [one] { $count } finding
       *[other] { $count } findings
    }
unit-error =
    { $count ->
        [one] { $count } error
       *[other] { $count } errors
    }
unit-warning =
    { $count ->
        [one] { $count } warning
       *[other] { $count } warnings
    }

## Words of the library's files

# A level of something that is held or not held.
word-held = yes
word-not-held = no
# 2 (working): a level with the name of its step.
word-level-named = { $level } ({ $name })
# 1 > 2: what a module lifts.
word-level-step = { $from } { $step } { $to }
word-importance =
    { $word ->
        [critical] critical
        [important] important
       *[useful] useful
    }
word-modality =
    { $word ->
        [course] course
        [micro] micro
        [workshop] workshop
        [simulation] simulation
        [shadowing] shadowing
        [project] project
       *[mentoring] mentoring
    }
# Where evidence comes from.
word-source =
    { $word ->
        [certification] certification
        [test] test
        [simulation] simulation
        [manager] manager
        [peer] colleague
       *[self] own rating
    }
# How a reminder reaches people.
word-channel =
    { $word ->
        [calendar] calendar
        [chat] chat
       *[email] email
    }
# Whose number the first reading of a KPI is.
word-basis =
    { $word ->
        [team] team
        [person] own
       *[role] role
    }
# The unit of a KPI.
word-percent = percent
# Which way a KPI is better.
word-direction =
    { $word ->
        [down] lower is better
       *[up] higher is better
    }
