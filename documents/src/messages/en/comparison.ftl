### What changes between two libraries: for everyone, and for one person.
###
### $people is a number of people with its noun, ready to print. Things of a library
### are named by their kind and id, such as `rule practice-first`.

## The head

diff-title = WHAT CHANGES FOR WHOM  { $library }
diff-as-of = as of { $date }
diff-from-to = from { $before } to { $after }

## The library

diff-library = LIBRARY
diff-library-same = Both versions say the same, so no plan can change.
diff-changes =
    { $count ->
        [one] { $count } change
       *[other] { $count } changes
    }
# What became of a thing, in a column of 8.
diff-kind =
    { $kind ->
        [added] added
        [removed] removed
       *[changed] changed
    }
# A place in the library before, for what was removed.
diff-place-before = { $place } (before)
diff-field = { $field }: { $before } -> { $after }
diff-field-whole = { $before } -> { $after }
# Stands for $before or $after where nothing stood.
diff-nothing = (nothing)

## Lists that were cut

diff-more-changes =
    { $count ->
        [one] and { $count } more change; `--format json` lists all
       *[other] and { $count } more changes; `--format json` lists all
    }
diff-more-things =
    { $count ->
        [one] and { $count } more thing; `--format json` lists all
       *[other] and { $count } more things; `--format json` lists all
    }
diff-more-causes =
    { $count ->
        [one] and { $count } more cause; `--format json` lists all
       *[other] and { $count } more causes; `--format json` lists all
    }
diff-more-people =
    { $count ->
        [one] and { $count } more person; `--format json` lists all
       *[other] and { $count } more people; `--format json` lists all
    }

## For whom

diff-for-whom = FOR WHOM
diff-nobody = Nobody: { $people }, and every plan stays as it is.
# $reasons is a number of people.
diff-nobody-reasons =
    { $reasons ->
        [one] Nobody gets another plan. Of { $people }, { $reasons } has the same plan for other reasons (points, swaps, rules).
       *[other] Nobody gets another plan. Of { $people }, { $reasons } have the same plan for other reasons (points, swaps, rules).
    }
diff-some = { $another } of { $people } get another plan; all others keep theirs.
diff-some-reasons = { $another } of { $people } get another plan; { $reasons } more keep the same for other reasons (points, swaps, rules).
# $names are ids.
diff-only-before = Not compared, because only the library before can plan for them: { $people } ({ $names }).
diff-only-after = Not compared, because only the library after can plan for them: { $people } ({ $names }).

diff-column-another = ANOTHER
diff-column-hours = HOURS
diff-column-now = READY NOW
diff-column-after = AFTER, %
diff-everyone = everyone
diff-by-role = by role
diff-by-persona = by persona
diff-group-no-persona = (no persona)
diff-others =
    { $count ->
        [one] { $count } other: no other plan
       *[other] { $count } others: no other plan
    }
diff-of = { $count } of { $all }
# A number before and after.
diff-step = { $before } > { $after }

## In plans

diff-in-plans = IN PLANS
diff-in-plans-counts = how many people have what, before > after
diff-in-plans-same = everybody has the same modules, prompts and reminders as before
diff-label-outcome = outcome
diff-label-persona = persona
diff-label-readiness = readiness
diff-label-other = also other
diff-step-people = { $before } > { $after }: { $people }
diff-no-persona = no persona
# $readier and $less are numbers of people with their nouns.
diff-readier = { $readier } readier for the planned role after the plan, { $less } less ready
# $changes are numbers with signs, such as `+3 -1`.
diff-turnover = { $thing }: { $before } > { $after } ({ $changes })

# What a plan holds several of, in a column.
diff-listed =
    { $listed ->
        [modules] modules
        [must_do] must do
        [coaching] coaching
        [reminders] reminders
        [assessments] assess
        [flags] flags
       *[rules] rules
    }

# A part of a plan, in a sentence.
diff-part =
    { $part ->
        [outcome] outcome
        [persona] persona
        [readiness] readiness
        [modules] modules
        [schedule] dates and hours
        [must_do] what must be done
        [milestones] proofs, KPIs and evidence chains
        [coaching] coaching
        [reminders] reminders
        [assessments] assessments
        [flags] flags
        [gaps] gaps
        [open] what stays open
       *[reasons] reasons
    }
# A part with the people whose plans differ in it.
diff-part-of = { $part } of { $people }

# The outcome of a plan.
diff-outcome =
    { $outcome ->
        [away] away
        [assess_first] assess first
        [plan] plan
        [short_plan] short plan
        [required_only] required only
       *[nothing_missing] nothing missing
    }

## Which change made the difference

diff-why = WHY
diff-why-none = none of the changes makes anyone's plan another
diff-why-reasons = which change stands behind the other reasons; tried out
diff-why-leading = which change made the leading difference; tried out
# $why is one of those above.
diff-why-some = { $why } with { $asked } of them, evenly spread
# $changes are several.
diff-only-together = only together: { $changes }
diff-not-worked-out = not worked out: too much would have to be tried
diff-label-beside = beside
diff-label-nobody = nobody
diff-label-not-seen = not seen
diff-label-not-tried = not tried
diff-change-touches = { $change }: { $parts }
diff-idle-reasons = { $change }; only what stands behind the plans of { $people }
diff-idle-note = (nobody: without it no plan would be another)
diff-idle-fires-nobody = { $change }: fires for nobody
diff-idle-fires-same = { $change }: fires for the same { $people } as before
diff-idle-fires-other = { $change }: fires for { $after } instead of { $before }, and moves no plan

## People

diff-people = PEOPLE
diff-people-hint = `--person ID` shows two plans side by side
# $changes are numbers of changes, such as `[1] and [3]`.
diff-because-of = because of { $changes }
diff-must-do = must do { $modules }
diff-ready-after = ready after { $before } > { $after } %
diff-hours = { $before } > { $after } h
# $parts are parts of a plan.
diff-other = other { $parts }
diff-part-schedule = dates or hours

## The two plans of one person

diff-pair-title = TWO PLANS FOR ONE PERSON  { $name }
diff-pair-who = { $role }  ({ $person })
diff-pair-who-target = { $role } -> { $target }  ({ $person })
diff-pair-before = BEFORE  { $version }
diff-pair-after = AFTER  { $version }
diff-pair-same = The two plans, and the reasons behind them, are the same.
diff-label-ready = ready
diff-label-at-present = at present
diff-label-hours = hours
diff-label-modules = modules
diff-label-must-do = must do
diff-label-proofs = proofs
diff-label-coaching = coaching
diff-label-reminders = reminders
diff-label-assess = assess
diff-label-flags = flags
diff-label-gaps = gaps
diff-label-open = stays open
diff-label-rules = rules
diff-same = the same
diff-same-number = ({ $count } the same)
diff-pair-readiness = { $now } now, { $after } after
diff-pair-hours = { $used } of { $hours }
# A title with its id.
diff-pair-title-id = { $title } ({ $module })
diff-pair-module = { $order }. { $module }, { $hours }, by { $day }
# $what is a module, or what a proof produces.
diff-pair-by = { $what }, by { $day }
diff-pair-by-kpi = { $what }, by { $day }; KPI { $kpi } { $from } > { $to }
# Stands for a number of a KPI that nobody knows.
diff-pair-unknown = ?
diff-pair-coaching = { $say } ({ $prompt }), { $days }
# $what is a day, a competency or a rule.
diff-pair-said = { $what }: { $text }
diff-pair-assess = { $skill }: { $by }, { $because }
diff-assessor =
    { $word ->
        [manager] manager
        [peer] peer
        [mentor] mentor
        [test] test
        [simulation] simulation
       *[certification] certification
    }
diff-assess-because =
    { $word ->
        [unknown] unknown
        [lapsed] lapsed
        [inferred] inferred
        [unconfirmed] unconfirmed
       *[rule] rule
    }
diff-pair-flag =
    { $to ->
        [manager] to the manager: { $text }
       *[admin] to the admin: { $text }
    }
diff-pair-gap = { $skill } { $held } of { $expected }, { $importance }
diff-pair-gap-small = { $skill } { $held } of { $expected }, { $importance }, too small to plan

diff-pair-why = tried out by making only some of the changes
# $parts are parts of a plan, $changes are changes of the library.
diff-pair-not-worked-out = { $parts }: not worked out, too much would have to be tried; compare with a version that lies nearer.
diff-pair-alone =
    { $without ->
        [as_before] { $parts }: because of { $changes }. With it alone it is as after; without it, as before.
        [as_after] { $parts }: because of { $changes }. With it alone it is as after; without it the other changes do the same.
        [another] { $parts }: because of { $changes }. With it alone it is as after; without it, neither as before nor as after.
       *[impossible] { $parts }: because of { $changes }. With it alone it is as after; the other changes cannot be made without it.
    }
diff-pair-together = { $parts }: only because of { $changes } together. With these alone it is as after; with one of them taken out again it is not.
diff-pair-all-but =
    { $without ->
        [as_before] All changes but [{ $number }]: as before.
        [as_after] All changes but [{ $number }]: as after, by way of the others.
        [another] All changes but [{ $number }]: neither as before nor as after.
       *[impossible] All changes but [{ $number }]: cannot be made, the others need it.
    }
diff-pair-instead = The same would come of { $changes }.
diff-pair-others =
    { $count ->
        [one] { $count } other change in the library, not needed for this difference
       *[other] { $count } other changes in the library, not needed for this difference
    }
