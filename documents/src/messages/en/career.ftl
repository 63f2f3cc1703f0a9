### Moves, routes and the bench of a role: ids begin with `moves-`, `route-` and `bench-`.
###
### `career-` is what several of them say. Labels in capitals stand before a line, and
### `…-column-…` above a column of a table; longer labels make narrower texts. ESTIMATED
### is explained below the text.

## What moves, routes and the bench all say

# Stands at the right end of the heading. $date is an ISO date.
career-as-of = as of { $date }
# A competency, from one level to the next: SQL 1 > 3. $step is the sign between them.
career-skill = { $competency } { $from } { $step } { $to }
# The same, where nobody has evidence of the first level.
career-skill-unknown = { $competency } { $from } { $step } { $to } (not assessed)
# A competency at a level: SQL 3.
career-level = { $competency } { $level }
# A module and its hours: Product lab 5 h.
career-module = { $module } { $hours }
# Money: 120 EUR.
career-price = { $amount } { $currency }
# 14 h, of which no module builds 6 h.
career-hours-estimated = { $hours } ({ $estimated } ESTIMATED)
career-legend-estimated = ESTIMATED: no module builds it.
# Why a move is not feasible.
career-hindrance-readiness = ready { $ready } (needs { $needs })
career-hindrance-stretch = { $competency } { $held } of { $expected } (at most { $most } missing)
# The roles and people an answer is about.
career-roles =
    { $count ->
        [one] { $count } role
       *[other] { $count } roles
    }
career-people =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
# A note beside the answer. $ids are the roles.
career-without-expectations =
    { $count ->
        [one] { $count } role without expectations left out: { $ids }
       *[other] { $count } roles without expectations left out: { $ids }
    }

## The nearest roles of a role, or of a person

moves-title = NEAREST ROLES
# Where the moves start: a role, its grade, and the person who has it.
moves-start-graded = { $role }, grade { $grade }
moves-start-person = { $name }, { $start }
# The answer is some of these sentences, one after the other. $role is the nearest.
moves-nearest-only = The only role with something in common: { $role }.
moves-nearest = Nearest of { $count } roles: { $role }.
moves-nearest-filtered = Nearest that passes of { $count } roles: { $role }.
moves-feasible-only = The move is feasible.
moves-feasible-only-not = The move is not feasible at once.
moves-feasible-none = None of these moves is feasible at once.
moves-feasible-all = All of these moves are feasible.
moves-feasible-some =
    { $count ->
        [one] { $count } of these { $shown } moves is feasible.
       *[other] { $count } of these { $shown } moves are feasible.
    }
moves-passed-over =
    { $count ->
        [one] { $count } role on the way does not pass the filters.
       *[other] { $count } roles on the way do not pass the filters.
    }
moves-unrelated =
    { $count ->
        [one] { $count } role has nothing in common and is not ranked.
       *[other] { $count } roles have nothing in common and are not ranked.
    }
moves-ranked-by-role = Nothing held is known, so roles are ranked as for somebody who has just what the role expects.
moves-nothing-expected = There is no other role that expects something and passes the filters.
moves-nothing-passes = No role passes the filters. Leave one out to see more.
moves-column-role = ROLE
moves-column-grade = GRADE
moves-column-ready = READY
moves-column-hours = HOURS
moves-column-unused = UNUSED
# A grade, and by how many it is higher or lower than the present one.
moves-grade-up = { $grade } (+{ $grades })
moves-grade-down = { $grade } (-{ $grades })
moves-grade-same = { $grade } (=)
moves-learn-label = Learn
moves-learn-nothing = nothing; everything expected is held.
moves-with-label = With
moves-estimated = { $hours } ESTIMATED
moves-if-held = { $hours } in all if what is not assessed is held
moves-at-least = perhaps shorter, but no less than { $hours }
moves-closed-label = Closed
moves-legend = READY: how much of what the role expects is met. HOURS: to learn the rest. UNUSED: strengths of the present role beyond what this one asks for.

## The best routes to a role

route-title = ROUTE
# $step is the sign between two roles.
route-way = { $from } { $step } { $to }
route-way-person = { $name }: { $from } { $step } { $to }
route-direct-label = Direct:
route-direct-yes = YES. Ready { $ready }; { $hours } of learning.
# $why is one sentence of reasons without its full stop.
route-direct-no = NO. { $why }. { $hours } to learn all of it.
route-direct-no-unsure = NO. { $why }. Ready { $ready } if what is not assessed is held. { $hours } to learn all of it.
route-away-label = AWAY
route-away = back on { $date }; weeks and months count from then
route-unsure-label = UNSURE
route-unsure = { $competencies } not assessed. Somebody who holds them needs less, so assess first.
route-best-label = BEST
# A move of a route. $facts are some of the lines below, with commas between them.
route-hop = { $from } { $step } { $to }: { $facts }
route-hop-ready = ready { $ready }
route-hop-up = grade +{ $grades }
route-hop-down = grade -{ $grades }
route-learn-label = Learn
route-stay-label = Stay
route-stay = { $weeks } more as { $role } before this move (`min_stay`)
route-if-held-label = Unsure
route-if-held = { $hours } if what is not assessed is held
route-cost-label = Cost
route-begin-label = Begin
route-proofs-label = Proofs
route-kpis-label = KPIs
route-ready-label = Ready
route-ready = { $before }, then { $after } once these are proved
route-kept-label = KEPT
route-kept =
    { $count ->
        [one] { $competencies } counts here
       *[other] { $competencies } count here
    }
route-unused-label = UNUSED
route-also-label = ALSO
route-also-direct = directly: { $length }
route-also-via = via { $roles }: { $length }
# The next role of a route, behind those before it.
route-then = { $before }, then { $next }
# 96 h of learning in 2 moves
route-length =
    { $count ->
        [one] { $hours } of learning in { $count } move
       *[other] { $hours } of learning in { $count } moves
    }
# Stands behind the weeks of learning, with a semicolon between.
route-in-all = { $months } in all
route-within-label = WITHIN
route-within =
    { $count ->
        [one] { $count } partial route looked at, and not all: no route costs less than { $hours }
       *[other] { $count } partial routes looked at, and not all: no route costs less than { $hours }
    }
route-legend = Hours are for everything missing, by the shortest chain of modules. Begin is what a plan for the move has first: rules choose it, so it may be other modules, and the rest comes in later plans. UNUSED: strengths beyond what the role asks for.
route-nowhere =
    { $count ->
        [one] No route of at most { $count } move leads there.
       *[other] No route of at most { $count } moves leads there.
    }
route-given-up = No route was found before the search was given up.
route-opens-label = OPENS
route-opens-readiness = asking for { $readiness } of readiness (`move_readiness`), all else as it is
# $levels is text that is ready to print, because levels have decimals.
route-opens-stretch =
    { $count ->
        [one] allowing { $levels } level of stretch (`move_stretch`), all else as it is
       *[other] allowing { $levels } levels of stretch (`move_stretch`), all else as it is
    }
route-opens-either =
    { $count ->
        [one] asking for { $readiness } of readiness (`move_readiness`), or allowing { $levels } level of stretch (`move_stretch`), all else as it is
       *[other] asking for { $readiness } of readiness (`move_readiness`), or allowing { $levels } levels of stretch (`move_stretch`), all else as it is
    }
route-enough-label = LEARN
route-enough = { $skills }: { $hours }, and the direct move is feasible
route-unlocks-label = UNLOCKS
route-unlocks-none = No competency opens another role by itself.
route-unlocks =
    { $count ->
        [one] { $skill }, { $hours }: { $count } role: { $roles }
       *[other] { $skill }, { $hours }: { $count } roles: { $roles }
    }

## Who is ready for critical roles

bench-title = BENCH
# The answer in two sentences, or one that says why there is none. $soon is a length
# of time, such as 12 months.
bench-none-shown =
    { $count ->
        [one] For no role { $count } person comes into question, so figures could tell who somebody is. `--names` shows them, with names.
       *[other] For no role { $count } people or more come into question, so figures could tell who somebody is. `--names` shows them, with names.
    }
bench-ready-only = Somebody is ready now for the role.
bench-ready-each = Somebody is ready now for each of { $roles }.
# How many roles have nobody ready now, and $later: one of the three lines below it.
bench-nobody-now =
    { $count ->
        [one] { $count } of { $roles } has nobody ready now ({ $percent }); { $later }.
       *[other] { $count } of { $roles } have nobody ready now ({ $percent }); { $later }.
    }
bench-somebody-soon-only = it has somebody ready within { $soon }
bench-somebody-soon-each = each has somebody ready within { $soon }
bench-nobody-soon =
    { $count ->
        [one] { $count } has nobody ready within { $soon } either ({ $percent })
       *[other] { $count } have nobody ready within { $soon } either ({ $percent })
    }
bench-filled-none = None can be filled.
bench-filled-soon = None can be filled at once, { $then } within { $soon }, as one person fills one role.
bench-filled-now = { $now } can be filled at once, as one person fills one role.
bench-filled = { $now } can be filled at once, { $then } within { $soon }, as one person fills one role.
bench-column-role = ROLE
bench-column-now = NOW
bench-column-soon = SOON
bench-column-later = LATER
bench-column-unknown = UNKNOWN
bench-column-soonest = SOONEST
bench-column-median = MEDIAN
# Months until somebody is ready, in a narrow column.
bench-months = { $months } mo
bench-months-at-most = <={ $months } mo
bench-now-label = Now
bench-soon-label = Soon
bench-unknown-label = Unknown
# A person, and what is still to be done.
bench-person = { $name } ({ $facts })
bench-hours-estimated = { $hours }, { $estimated } ESTIMATED
# $criteria are some of the seven words below.
bench-fails = fails { $criteria }
bench-criterion-known = known
bench-criterion-threshold = threshold
bench-criterion-critical = critical
bench-criterion-confirmed = confirmed
bench-criterion-fresh = fresh
bench-criterion-available = available
bench-criterion-tenure = tenure
bench-coverage-label = COVERAGE
bench-coverage =
    { $count ->
        [one] { $count } of { $roles } has somebody ready now ({ $percent }). Successor coverage { $coverage }: { $successors } ready now or soon, who count once for each role, over { $roles }; it is high even where some have none.
       *[other] { $count } of { $roles } have somebody ready now ({ $percent }). Successor coverage { $coverage }: { $successors } ready now or soon, who count once for each role, over { $roles }; it is high even where some have none.
    }
bench-relied-label = RELIED ON
bench-nobody-ready-now = nobody is ready now.
bench-relied-nobody = nobody: without any one person as many roles can be filled at once.
bench-relied-named = without one of { $people }, fewer roles could be filled at once.
bench-relied-counted = { $people }: without one of them fewer roles could be filled at once.
bench-relied-hidden =
    { $count ->
        [one] not shown: those without whom fewer roles could be filled at once, or the rest of those ready now, are fewer than { $count } person.
       *[other] not shown: those without whom fewer roles could be filled at once, or the rest of those ready now, are fewer than { $count } people.
    }
bench-site-label = SITE
bench-manager-label = MANAGER
bench-nobody-ready = nobody is ready now or soon.
# How many people share a site or a manager. $id is it.
bench-share-named = { $part } of { $people } ready now or soon ({ $percent }) share { $id }.
bench-share-site = { $part } of { $people } ready now or soon ({ $percent }) share one site.
bench-share-manager = { $part } of { $people } ready now or soon ({ $percent }) share one manager.
bench-without-site = none of those ready now or soon has a site in `people.csv`.
bench-without-manager = none of those ready now or soon has a manager in `people.csv`.
bench-share-hidden =
    { $count ->
        [one] not shown: the largest group, or the rest, is fewer than { $count } person.
       *[other] not shown: the largest group, or the rest, is fewer than { $count } people.
    }
bench-unlocks-label = UNLOCKS
bench-unlocks-none = no competency and no module by itself makes anybody ready.
bench-column-unlocks = WHAT UNLOCKS MOST, BY ITSELF
bench-column-hours = HOURS
bench-unlock-module = Module: { $module }
bench-legend = NOW: job-ready, every critical expectation seen by somebody else within { $evidence }, not away, shortest stay in the present role served. SOON: within { $soon } at the person's hours; 0 mo where only an assessment is missing. UNKNOWN: nobody has evidence of something critical; counted as not ready. Holders of a role do not follow themselves. HOURS: of all these people together.
# A line below the table, and a note beside a CSV file.
bench-undecided-label = UNDECIDED: { $undecided }.
bench-undecided =
    { $count ->
        [one] { $count } of those later, counted for each role, may be ready soon: the search for a chain of modules that is short enough was given up
       *[other] { $count } of those later, counted for each role, may be ready soon: the search for a chain of modules that is short enough was given up
    }
bench-without-names = Without names. Roles for which fewer than { $few } people come into question, and parts of a group that would tell of fewer than { $few }, are not shown; months of fewer than { $few } are in whole quarters, without a median, and hours are left out.
# A note beside the answer. $ids are the roles.
bench-too-few =
    { $count ->
        [one] { $count } role left out, fewer than { $few } people come into question: { $ids }; `--names` shows them
       *[other] { $count } roles left out, fewer than { $few } people come into question: { $ids }; `--names` shows them
    }
