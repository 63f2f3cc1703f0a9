### Traces and explanations, for people who write rules and modules.
###
### $part is a part of a condition as conditions are written; $persona, $rule, $module
### and $thing are ids unless a comment says otherwise.

## The head of a trace

trace-title = TRACE
trace-who = { $name }, { $role }
trace-who-target = { $name }, { $role } -> { $target }
trace-as-of = as of { $date }

## Personas

trace-personas = PERSONA
# An id with the name people know.
trace-persona-named = { $persona }: { $name }
trace-persona-none = none fits
trace-persona-others = Others do not fit, because of
trace-persona-verdict =
    { $verdict ->
        [wins] fits and comes first, priority { $priority }
        [outranked] fits too, priority { $priority }; { $by } comes first
        [undecided] undecided, so it does not fit, priority { $priority }
        [failed] failed, so it does not fit, priority { $priority }
       *[silent] does not fit, priority { $priority }
    }

## Rules

trace-rules = RULES
trace-rules-counted = { $all }: { $fired } fired, { $undecided } undecided, { $failed } failed, { $silent } silent, { $unasked } not asked
trace-section =
    { $verdict ->
        [fired] FIRED
        [undecided] UNDECIDED
        [failed] FAILED
        [not_asked] NOT ASKED, because the scope of the rule is another
       *[silent] SILENT
    }
trace-verdict =
    { $verdict ->
        [fired] fired
        [undecided] undecided
        [failed] failed
        [not_asked] not asked
       *[silent] silent
    }
# $verdict is one of those above; $things is a number of gaps or modules.
trace-verdict-of = { $verdict } about { $count } of { $things }
# $things are ids, or a number of gaps or modules.
trace-verdict-about = { $verdict } about { $things }
trace-verdict-because = { $verdict } about { $things }: { $part }
trace-example = for example { $thing }

trace-count-person =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
trace-count-gap =
    { $count ->
        [one] { $count } gap
       *[other] { $count } gaps
    }
trace-count-module =
    { $count ->
        [one] { $count } module
       *[other] { $count } modules
    }

# A silent rule in short: $groups are several of the next message.
trace-silent-all = about all { $things }: { $groups }
trace-silent-group = { $part } for { $count }
trace-part-holds = { $part } holds
trace-part-does-not = { $part } does not hold
trace-nothing-gap = asked about each gap, and there is no planned gap
trace-nothing-module = asked about each module, and no module is open

# $key is a key of a scope, $wants one or more values of it.
trace-out-of-scope = its scope asks for { $key } { $wants }; here it is { $has }
# Stands before the scopes of rules, and the rules with each.
trace-scope-is = { $key } is { $has }, not
# Stands for $has where there is none.
trace-scope-none = none

# $evidence says which evidence would decide a fact.
trace-would-decide = { $evidence } would decide it
trace-fires-undecided = fires although undecided (`if_unknown: fire`); { $evidence } would decide it
trace-failed = failed: { $error }
trace-gives-way = gives way to { $rule } about { $module }
# Stands before what a rule did.
trace-so = so

## The parts of a condition

trace-all = all of
trace-any = any of
trace-not = not
trace-not-part = not { $part }
trace-not-parts = not ({ $part })
trace-either = one or the other
trace-if = if { $part }
trace-then = then { $part }
trace-else = else { $part }
# A helper with one of `all of` and `any of`.
trace-helper = { $part }, { $joint }
trace-compared = { $left } { $operator } { $right }

trace-value = { $part } = { $value }
# The level is not known; a default stands for it.
trace-value-assumed = { $part } = { $value } (assumed)
trace-value-yes = yes
trace-value-no = no
trace-value-thing = a gap or module
trace-it-is = it is { $value }

trace-not-needed = { $answer }, not needed here
trace-unknown = not known, not needed here
trace-unknown-needs = not known, needs { $evidence }

## How far a comparison is from its limit

# $number is ready to print; $count is the same number, for its plural.
trace-amount-levels =
    { $count ->
        [one] { $number } level
       *[other] { $number } levels
    }
trace-amount-months =
    { $count ->
        [one] { $number } month
       *[other] { $number } months
    }
trace-amount-hours =
    { $count ->
        [one] { $number } hour
       *[other] { $number } hours
    }
trace-amount-percent = { $number } %
trace-amount-points =
    { $count ->
        [one] { $number } point
       *[other] { $number } points
    }
trace-amount-reviews =
    { $count ->
        [one] { $number } review
       *[other] { $number } reviews
    }
trace-amount-gaps =
    { $count ->
        [one] { $number } gap
       *[other] { $number } gaps
    }
trace-amount-grades =
    { $count ->
        [one] { $number } grade
       *[other] { $number } grades
    }
# $unit is the unit of a KPI, in its author's words.
trace-amount-kpi = { $number } { $unit }

trace-distance-short = { $amount } short
trace-distance-over = { $amount } over
trace-distance-off = { $amount } off
trace-distance-below = { $amount } below the limit
trace-distance-at-not-above = just at the limit, not above
trace-distance-at-not-below = just at the limit, not below

## Why a module is in a plan, or why it is not

# $module is a title with its id, $name the name of a person.
explain-picked = { $module } is in the plan of { $name }
explain-left-out = { $module } is not in the plan of { $name }
explain-must-do = { $module } has to be done by { $name }, by { $due }
explain-done =
    { $status ->
        [learned] { $module } is learned by { $name }
        [proven] { $module } is proven by { $name }
        [completed] { $module } is completed by { $name }
        [waived] { $module } is waived by { $name }
        [agreed] { $module } is agreed by { $name }
        [started] { $module } is started by { $name }
       *[declined] { $module } is declined by { $name }
    }
# A title with an id.
explain-module = { $title } ({ $module })

# $points is a number of points with its noun, $skill the name of a competency.
explain-points = { $number } points
explain-closes = it closes { $skill } from { $from } to { $to }: { $points }
explain-would-close = it would close { $skill } from { $from } to { $to }
explain-boost = rules add { $points }
explain-required = rules require it
explain-rule = rule { $rule }: { $because }
# $out and $in are titles with ids.
explain-swap = { $in } in place of { $out }: { $costs }
explain-without = without { $out }: { $costs }
explain-costs-none = as good
explain-costs-less = { $points } less
explain-costs-more = { $points } more
explain-held-place = { $skill }: the level held stands in { $place }
explain-held-assumed = { $skill }: the level held is assumed, there is no evidence
explain-module-place = the module stands in { $place }

explain-excluded = rules keep it out
explain-declined = { $name } declined it
explain-inactive = it is not offered
explain-unavailable = it is not available for the person's shift, language or site
explain-entry = it asks for more than the person or the plan has
# $modules are titles with ids, $count says how many.
explain-covered =
    { $count ->
        [one] { $modules } covers all it covers
       *[other] { $modules } cover all it covers
    }
explain-outscored = other modules close more
explain-no-room = hours, or what has to be in, leave no room
explain-too-little = it closes too little, or nothing
explain-not-worked-out = too much would have to be looked at to find out
explain-needs = it needs { $need }
explain-costs = the best plan with it scores { $points } less
