### Mistakes in files, and what commands count and list: ids begin with `report-` and `list-`.
### Results of tests, lists and reports of files of other tools.

## Tests: one line a file, then what does not hold

# $hold is a number in a column, so it is ready to print.
test-file = { $hold } of { $all } hold
# $line is the message above.
test-file-mistakes = { $line }, { $mistakes } above
test-mistakes =
    { $count ->
        [one] { $count } mistake
       *[other] { $count } mistakes
    }
test-failed = FAILED
test-expected = expected
test-came = came
test-at = at
test-note-lead = note:
test-tests =
    { $count ->
        [one] { $count } test
       *[other] { $count } tests
    }
# $results are several of those below.
test-summary = { $tests }: { $results }
test-summary-hold = { $count } hold
test-summary-fail =
    { $count ->
        [one] { $count } fails
       *[other] { $count } fail
    }
test-summary-mistakes =
    { $count ->
        [one] { $count } mistake kept some from running
       *[other] { $count } mistakes kept some from running
    }
test-junit-failure = expected: { $expected }; came: { $came }

## What was expected, and what came; $rule, $module and so on are ids

test-expected-rule =
    { $says ->
        [fires] { $rule } fires
        [silent] { $rule } is silent
        [does_not_fire] { $rule } does not fire
       *[undecided] { $rule } is undecided
    }
test-expected-rule-about =
    { $says ->
        [fires] { $rule } fires about { $about }
        [silent] { $rule } is silent about { $about }
        [does_not_fire] { $rule } does not fire about { $about }
       *[undecided] { $rule } is undecided about { $about }
    }
test-persona = the persona is { $persona }
test-no-persona = there is no persona
test-expected-outcome = the outcome is { $outcome }
test-holds = the plan holds { $modules }
test-holds-none = the plan holds no module
test-expected-without = the plan does without { $module }
test-expected-must-do = { $module } has to be done
test-expected-prompt = the prompt { $prompt } is given
test-expected-no-prompt = the prompt { $prompt } is not given
test-expected-assess = { $competency } is to be assessed
test-expected-readiness =
    { $when ->
        [now] readiness now for { $role } is { $from }-{ $to } %
       *[after] readiness after the plan for { $role } is { $from }-{ $to } %
    }
test-expected-score = the plan scores at least { $points } points
test-expected-score-per-hour = the plan scores at least { $points } points an hour

# $why is one or more of the next message.
test-not-asked = { $rule } is not asked: { $why }
test-out-of-scope = its scope asks for { $key } { $wants }, and here it is { $has }
test-about-nothing =
    { $each ->
        [gap] { $rule } is asked about nothing: the person has no planned gap
       *[module] { $rule } is asked about nothing: no module is open
    }
test-not-about = { $rule } is not asked about { $about }, which is no planned gap or open module
test-fires =
    { $count ->
        [one] { $rule } fires
       *[other] { $rule } fires { $count } times
    }
test-silent = { $rule } is silent
# $fact is a fact as conditions write it.
test-unsaid = { $rule } is undecided: the case does not say `{ $fact }`
test-undecided = { $rule } is undecided: { $evidence } would decide it
test-rule-fails = { $rule } fails: { $error }
test-must-do = { $module } has to be done, outside the three to five
test-prompts = given are { $prompts }
test-prompts-none = no prompt is given
test-assessments = to be assessed: { $competencies }
test-assessments-none = nothing is to be assessed
test-readiness = { $percent }
test-readiness-range = { $percent }, as not everything is known
test-no-score = nothing was chosen, so nothing scores
test-score = { $points } points
test-score-per-hour = { $points } points in { $hours }
test-note = { $rule } does not fire only because it is undecided: the case does not say `{ $fact }`

## What tests reach

coverage-column-rule = COVERAGE
coverage-column-fires = FIRES
coverage-column-silent = SILENT
coverage-column-comparisons = COMPARISONS BOTH WAYS
coverage-both = { $both } of { $all }
coverage-lacks = { $comparison }: { $lacks }
coverage-never-reached = never reached
coverage-never-holds = never seen to hold
coverage-always-holds = always seen to hold
coverage-no-module = Modules nobody gets: { $ids }
coverage-no-prompt = Prompts nobody gets: { $ids }
coverage-shares = Coverage: { $shares }
coverage-share =
    { $what ->
        [rules_fire] rules fire { $shown } of { $all } ({ $percent } %)
        [rules_silent] rules keep silent { $shown } of { $all } ({ $percent } %)
        [comparisons] comparisons both ways { $shown } of { $all } ({ $percent } %)
        [modules] modules reached { $shown } of { $all } ({ $percent } %)
       *[prompts] prompts reached { $shown } of { $all } ({ $percent } %)
    }
coverage-too-little = too little: every share has to be at least { $least } %
coverage-junit-name = at least { $least } %
coverage-junit-lowest = the lowest share is { $lowest } %

## Lists of what a library holds: the names of columns, then cells

list-column-id = id
list-column-code = code
list-column-name = name
list-column-title = title
list-column-active = active
list-column-because = because
list-column-builds = builds
list-column-direction = direction
list-column-each = each
list-column-every = every
list-column-evidence = evidence
list-column-expects = expects
list-column-family = family
list-column-file = file
list-column-for = for
list-column-grade = grade
list-column-hours = hours
list-column-job-ready = job ready
list-column-kind = kind
list-column-kpis = kpis
list-column-modality = modality
list-column-part-of = part of
list-column-priority = priority
list-column-requires = requires
list-column-role = role
list-column-rows = rows
list-column-say = say
list-column-scale = scale
list-column-severity = severity
list-column-source = source
list-column-summary = summary
list-column-target-role = target role
list-column-team = team
list-column-unit = unit
list-column-unknown = unknown
list-column-who = who
list-column-window = window
list-column-default = default
# A competency with the level it requires of it.
list-requires = { $competency } { $level }
list-builds = { $competency } { $from }-{ $to }
list-about =
    { $kind ->
        [person] person { $id }
        [gap] gap { $id }
        [competency] competency { $id }
        [module] module { $id }
       *[persona] persona { $id }
    }
list-yes = yes
list-no = no

## Reports of imports and exports: labels stand in a column of 9

report-read = read
report-made = made
report-kind =
    { $kind ->
        [merged] merged
        [changed] changed
        [inferred] inferred
        [assumed] assumed
        [missing] missing
       *[dropped] dropped
    }
report-set-aside = set aside
# The number of mistakes stands before it.
report-set-aside-mistakes =
    { $count ->
        [one] mistake in the source, each reported with its place
       *[other] mistakes in the source, each reported with its place
    }
# $lines are numbers of lines.
report-places = { $file }:{ $lines }
report-places-more = { $file }:{ $lines } and { $more } more
report-note-places = { $message } ({ $places })

## What milestones of a progression framework add up to

report-points =
    { $count ->
        [one] { $count } point
       *[other] { $count } points
    }
report-milestone = { $track } { $milestone }: { $points }
report-level = level { $level }
report-no-level = no level
report-together = together { $points }: { $level }
report-together-next = together { $points }: { $level }; level { $next } begins with { $begins }
report-titles = titles: { $titles }
report-no-titles = titles: none

## What a library holds, where it has no mistakes

check-no-mistakes = { $library } has no mistakes
# The number stands before each.
check-models =
    { $count ->
        [one] competency model
       *[other] competency models
    }
check-competencies =
    { $count ->
        [one] competency
       *[other] competencies
    }
check-roles =
    { $count ->
        [one] role
       *[other] roles
    }
check-modules =
    { $count ->
        [one] module
       *[other] modules
    }
check-kpis =
    { $count ->
        [one] KPI
       *[other] KPIs
    }
check-prompts =
    { $count ->
        [one] coaching prompt
       *[other] coaching prompts
    }
check-personas =
    { $count ->
        [one] persona
       *[other] personas
    }
check-rules =
    { $count ->
        [one] rule
       *[other] rules
    }
check-people =
    { $count ->
        [one] person
       *[other] people
    }
lint-nothing = { $library } shows nothing that is probably wrong

## `check --explain-speed`: which parts of conditions run in Rhai, and why

report-speed-direct =
    { $expressions ->
        [one] { $direct } of 1 expression of rules and personas is evaluated directly.
       *[other] { $direct } of { $expressions } expressions of rules and personas are evaluated directly.
    }
report-speed-left = The following parts run in Rhai, which takes some microseconds each time:
report-speed-persona = persona { $id }, { $key }: { $part }
report-speed-rule = rule { $id }, { $key }: { $part }
report-speed-helper = it calls the helper `{ $helper }`
report-speed-thing = it reads the { $thing } as a whole
report-speed-list = it looks into a value that is no list written there
report-speed-chain = it has too many points in a row
report-speed-type = the type of a value is known only when it runs

## Mistakes in files

# 3 errors, 1 warning in 2 files
report-summary = { $mistakes } in { $files }
