### Development plans.
###
### $reader is `learner`, `manager` or `admin`: who reads. $name is the first name of
### the person whose plan it is, unless a comment says otherwise.

## Head

plan-title = Development plan
# The title of the browser's window.
plan-window-title = Development plan: { $person }, { $period }
# The short word for what came of planning, in capitals in plain text.
plan-status =
    { $word ->
        [away] Away
        [nothing_missing] Nothing missing
        [required_only] Must-do only
        [assess_first] Assess first
        [no_modules] No modules
        [proposed] Proposed
       *[agreed] Agreed
    }
# $name is the manager's or the mentor's.
plan-fact-manager = Manager { $name }
plan-fact-no-manager = No manager named
plan-fact-mentor = Mentor { $name }
plan-fact-time = { $hours }/week
plan-fact-time-away = { $hours }/week, away { $days }
plan-fact-hours-used = { $used } of { $all } h used
plan-fact-hours-needed = { $used } h needed, { $all } h there
plan-fact-team = { $persona }, team { $team }

## The answer

plan-answer-away = Away for the whole period ({ $period }), so nothing is planned.
plan-answer-away-until = Away for the whole period ({ $period }), so nothing is planned. The next plan can start on { $day }.
plan-answer-nothing-missing-job = Nothing is missing: every skill the job asks for is known and met. No learning is planned. A good moment to talk about what comes next.
plan-answer-nothing-missing-roles = Nothing is missing: every skill the roles ask for is known and met. No learning is planned. A good moment to talk about what comes next.
plan-answer-required-open = Only what has to be done: no module that fits closes one of the open gaps.
plan-answer-required-small = Only what has to be done: no other gap is large enough to plan for.
plan-answer-required-unknown = Only what has to be done: no other gap is known, and some levels are not known.
plan-answer-assess-first = Assess first: no gap is known, and not every skill was assessed.
plan-answer-assess-first-names = Assess first: no gap is known, but not everything was assessed: { $skills }.
plan-answer-provisional = The modules below are provisional. They start from the levels people are hired with, and may change once the results are in.
# $count modules fit.
plan-answer-short =
    { $count ->
        [0] No module fits now. What stands in the way is below.
        [1] A short plan: only one module fits at present, not three. What stands in the way is below.
        [2] A short plan: only two modules fit at present, not three. What stands in the way is below.
       *[other] A short plan: what stands in the way of more is below.
    }

## Readiness

plan-ready-job = Ready for the job
plan-ready-present-job = Ready for the present job
plan-ready-role = Ready for { $role }
# $ready is `yes` where the person is ready. Stands behind one of the three above.
plan-ready-now =
    { $ready ->
        [yes] yes, { $now } now
       *[no] { $now } now
    }
plan-ready-after =
    { $ready ->
        [yes] yes, { $now } now { $arrow } { $after } if every proof is accepted
       *[no] { $now } now { $arrow } { $after } if every proof is accepted
    }
plan-ready-needs = needs { $threshold } and all critical skills
# Why the readiness is two numbers. $never are $count skills, $lapsed are others.
plan-range-unknown = A range, because not every level is known.
plan-range-never =
    { $count ->
        [one] A range, because { $never } was never assessed.
       *[other] A range, because { $never } were never assessed.
    }
plan-range-lapsed = A range, because { $lapsed } ran out.
plan-range-never-and-lapsed =
    { $count ->
        [one] A range, because { $never } was never assessed, and { $lapsed } ran out.
       *[other] A range, because { $never } were never assessed, and { $lapsed } ran out.
    }
# $skills are skills as the next messages show them.
plan-critical-unmet = Critical, not yet met: { $skills }.
plan-critical-unknown = Critical, not yet known: { $skills }.
plan-critical-unconfirmed =
    { $reader ->
        [learner] Critical, so far only by your own rating, to be confirmed: { $skills }.
       *[other] Critical, so far only by { $name }'s own rating, to be confirmed: { $skills }.
    }
plan-critical-must-do = { $skill } (must do)
plan-critical-open = { $skill } (stays open)
# $modules are numbers of the plan.
plan-critical-steps = { $skill } ({ $modules })
plan-critical-steps-in-part = { $skill } ({ $modules }, in part)
plan-ready-not-enough = This plan alone does not reach { $threshold }; the next one goes on.
plan-ready-depends = Whether it is enough depends on the assessments.

## This week

plan-week-duty = { $hours } { $module }
plan-week-start = start { $module } ({ $hours })
plan-week-go-on = go on with { $module } ({ $hours })
plan-week-do = do { $module } ({ $hours })
plan-week-assess =
    { $reader ->
        [learner] ask to be assessed in { $skills }
       *[other] arrange the assessment of { $skills }
    }
plan-week-away = away until { $day }
plan-week-later = { $module } starts in the week of { $day }

## What has to be done

# What a rule is about that mandates a module.
plan-must-do = must do
plan-duty-due = by { $day }
plan-duty-overdue = overdue since { $day }
plan-text-duty-overdue = OVERDUE since { $day }
plan-duty-renew = renew { $month }

## The modules and their milestones

plan-module-hours = { $module } ({ $hours })
plan-module-builds = { $skill } { $levels }
plan-module-agreed = agreed
plan-module-started = started
plan-module-required = required
# Who checks a proof, where nobody is named.
plan-validator =
    { $role ->
        [peer] a colleague of choice
        [mentor] the mentor
       *[manager] the manager
    }
# $name is theirs.
plan-validator-named =
    { $role ->
        [peer] { $name } (peer)
        [mentor] { $name } (mentor)
       *[manager] { $name } (manager)
    }
# The unit of a KPI that its author calls `percent`.
plan-kpi-percent = %
plan-kpi-change = { $from } { $arrow } { $to } { $unit }
plan-kpi-met = { $from } { $unit }, the target of { $to } is met already
plan-kpi-no-target = { $from } { $unit } now, no target set, { $direction }
plan-kpi-not-measured = not measured yet { $arrow } { $to } { $unit }
plan-kpi-nothing = not measured yet, no target set, { $direction }
plan-layer-activity = Learning activity
plan-layer-behaviour = Behaviour at work
plan-layer-capability = Skill
plan-layer-readiness = Readiness for the role
plan-layer-kpi = Business number

## Why this plan, and what else would do

# $modules are $count numbers of the plan.
plan-why-closes =
    { $count ->
        [one] { $modules } closes { $skill } ({ $importance })
       *[other] { $modules } close { $skill } ({ $importance })
    }
plan-why-narrows =
    { $count ->
        [one] { $modules } narrows { $skill } ({ $importance })
       *[other] { $modules } narrow { $skill } ({ $importance })
    }
# $out are numbers of the plan, $in are modules with their hours.
plan-swap = { $out } { $arrow } { $in }: { $cost }
plan-swap-without = without { $out }: { $cost }
# What another plan is worth. $number is ready to print, $count decides the plural.
plan-cost-none = as good
plan-cost-less =
    { $count ->
        [one] { $number } point less
       *[other] { $number } points less
    }
plan-cost-more =
    { $count ->
        [one] { $number } point more
       *[other] { $number } points more
    }
plan-cost-less-an-hour =
    { $count ->
        [one] { $number } point less an hour
       *[other] { $number } points less an hour
    }
plan-cost-more-an-hour =
    { $count ->
        [one] { $number } point more an hour
       *[other] { $number } points more an hour
    }
plan-shorter = Fewer would count for more: { $modules }.
plan-shorter-an-hour = Fewer would bring more an hour: { $modules }.
# $why is a sentence.
plan-obstacle = { $kind }: { $why }
plan-open = { $skill } { $from }: { $why }
plan-open-of = { $skill } { $from } of { $to }: { $why }
plan-left = { $module }: { $why }
plan-left-with-cost = { $module }: { $why } (with it: { $cost })
plan-left-rule = kept out by a rule
plan-left-declined = declined before
plan-left-inactive = not offered any more
plan-left-unavailable = not offered for { $needs }
plan-left-entry = asks for { $needs } first
plan-left-covered = teaches what the plan teaches already
# $modules are $count numbers of the plan.
plan-left-covered-by =
    { $count ->
        [one] { $modules } already teaches it
       *[other] { $modules } already teach it
    }
plan-left-outscored = other modules close more
plan-left-no-room = the hours, or what has to be in, leave no room
plan-left-too-little = closes too little
plan-left-not-worked-out = too much would have to be looked at to find out

## Assessments

plan-ask-never = never assessed
plan-lapsed = ran out on { $day }
plan-ask-inferred = so far only guessed from a related skill
plan-ask-unconfirmed =
    { $reader ->
        [learner] so far only your own rating
       *[other] so far only { $name }'s own rating
    }
plan-ask-rule = rule { $rule }
plan-ask-some-rule = a rule asks for it
# Who or what assesses. The manager is only called so where nobody is named.
plan-assessor =
    { $word ->
        [manager] a manager (none is named)
        [peer] a colleague
        [mentor] a mentor
        [test] a test
        [simulation] a simulation
       *[certification] a certificate
    }
plan-assumed = Assumed, not observed: { $skills }. An assessment may change the plan.

## Where the person stands

plan-importance-small = { $importance }, too small to plan for
plan-importance-needed = { $importance }, needed for { $skill }
plan-importance-needed-small = { $importance }, needed for { $skill }, too small to plan for
plan-rests-on = { $source }, { $day }
plan-rests-on-related = { $source }, { $day }, of a related skill
plan-rests-on-stale = { $source }, { $day }, out of date
plan-rests-on-related-stale = { $source }, { $day }, of a related skill, out of date
plan-rests-on-assumption = assumed, never assessed
plan-rests-on-nothing = no record

## The next 1:1

# $name is the manager's or the mentor's.
plan-talk-for = For { $name }
plan-talk-alone = On your own
plan-talk-when = 10 minutes, { $day }
# What to ask where no prompt is due.
plan-talk-opening = What was tried at work this week, and what came of it?
plan-agree = agree
plan-agree-swap = swap
plan-agree-disputed = level disputed
# The person and somebody who signs with them decide, or the person alone.
plan-suggestion-both = A suggestion; you both decide.
plan-suggestion-alone = A suggestion; you decide.

## How the plan came about

plan-trail-best-certified = Score { $score }, proved the best there is: every other allowed set was looked at or cannot exceed it
plan-trail-best-found = Score { $score }, best found; none can exceed { $bound }
# Stands for $score where no set of modules was allowed.
plan-trail-no-score = none
plan-trail-given-up = Not worked out, because too much would have to be looked at: { $what }
# $modules and $sets are numbers.
plan-trail-looked-at =
    { $modules ->
        [one] { $modules } module to choose from, { $sets ->
            [one] { $sets } partial set looked at
           *[other] { $sets } partial sets looked at
        }
       *[other] { $modules } modules to choose from, { $sets ->
            [one] { $sets } partial set looked at
           *[other] { $sets } partial sets looked at
        }
    }
plan-trail-hours = { $used } of { $all } h used by the modules
plan-trail-points-for-hours = { $points } for { $hours }
plan-trail-needs = needs { $evidence }
# $rule is the rule that won.
plan-trail-overruled = gives way to { $rule } about { $module }
# $held and $expected are as the messages below say them.
plan-trail-gap = { $held }; { $expected }; { $points }
plan-trail-held-assumed = held { $level } (assumed: nobody has evidence)
plan-trail-held =
    { $doubt ->
        [related] held { $level } ({ $source } { $day }, of a neighbour)
        [stale] held { $level } ({ $source } { $day }, stale)
       *[none] held { $level } ({ $source } { $day })
    }
# $place is a file and a line.
plan-trail-held-in =
    { $doubt ->
        [related] held { $level } ({ $source } { $day }, of a neighbour in { $place })
        [stale] held { $level } ({ $source } { $day }, stale in { $place })
       *[none] held { $level } ({ $source } { $day } in { $place })
    }
plan-trail-expected = expected { $level } ({ $importance })
plan-trail-expected-in = expected { $level } ({ $importance } in { $place })
plan-trail-expected-implied = expected { $level } ({ $importance }, because { $skill } requires it)
plan-trail-expected-in-implied = expected { $level } ({ $importance } in { $place }, because { $skill } requires it)
plan-trail-kpi-not-measured = nobody measured it
plan-trail-kpi = stands at { $number } { $unit } ({ $basis })
plan-trail-kpi-in = stands at { $number } { $unit } ({ $basis } in { $place })
plan-trail-as-of = As of
plan-trail-engine = Engine
plan-trail-library = Library
plan-trail-rules = Rules
plan-trail-person = Person

## Plain text: labels in front of lines, as short as possible

plan-text-this-week = THIS WEEK
plan-text-must-do = MUST DO
plan-text-in-the-way = IN THE WAY
# The columns of the table of modules.
plan-text-learn = LEARN
plan-text-level = LEVEL
plan-text-hours = HOURS
plan-text-done-by = DONE BY
plan-text-show-it-by = SHOW IT BY
plan-text-due = DUE
plan-text-learned-before = { $module }, learned before: show it by { $day }
# $proof is what the proof produces, $name is who checks it.
plan-text-proof = Proof: { $proof }; checked by { $name }
plan-text-proof-unchecked = Proof: { $proof }; nobody is named to check it
# $about is whose number it is, the system that reports it, and for how long.
plan-text-kpi = KPI: { $kpi } { $change } ({ $about })
plan-text-why = WHY
plan-text-rule = RULE
plan-text-swap = SWAP
plan-text-or = OR
plan-text-note = NOTE
plan-text-open = OPEN
plan-text-ask = ASK
plan-text-next = NEXT
plan-text-flag = FLAG
plan-text-left = LEFT
plan-text-choice = Choice
plan-text-fired = Fired
plan-text-undecided = Undecided
plan-text-failed = Failed
plan-text-overruled = Overruled
plan-text-numbers = Numbers
plan-text-ask-now = Ask
plan-text-look-for = Look for
plan-text-tick-off = Tick off
plan-text-later = Later
plan-text-helps = Helps
plan-text-decide = Decide
# The days on which proofs are due.
plan-text-proofs = Proofs
plan-text-agreed = Agreed:

## Markdown and HTML: headings, columns of tables, and what stands around values

# Seen by readers of screens only, to jump over the head.
plan-skip = Skip to the plan
plan-for-your-attention = For your attention
plan-this-week = This week
plan-must-do-heading = Must do
plan-must-do-caption = Outside the choice below; hours are set aside first
plan-in-the-way = What stands in the way
plan-the-plan = The plan
plan-steps-caption = What to learn, by when, and when to show it at work
plan-milestones = Milestones
plan-still-to-show = Still to show
plan-learned-before = Learned before.
plan-why-this = Why this, and what else would do
plan-rules-behind-it = Rules behind it
plan-you-can-swap = You can swap
plan-left-out = Left out
plan-stays-open = Stays open
plan-to-be-assessed = To be assessed
plan-where-stands =
    { $reader ->
        [learner] Where you stand
       *[other] Where { $name } stands
    }
plan-gaps-caption = Skills below what the role asks for, and what we know that from
plan-reminders = Reminders
plan-later-meetings = Later 1:1s, by date
plan-what-helps = What helps
plan-agreement = Agreement
plan-how-it-came-about = How this plan came about
plan-rules-caption = What became of the rules
plan-numbers-caption = Where the numbers come from
plan-made-from-caption = What the plan was made from
plan-footer = The plan suggests; people decide.

plan-column-what = What
plan-column-hours = Hours
plan-column-due = Due
plan-column-again = Again
plan-column-why = Why
plan-column-learn = Learn
plan-column-level = Level
plan-column-done-by = Done by
plan-column-show-it-by = Show it by
plan-column-step = Step
plan-column-evidence = Evidence
plan-column-shows = What shows it
plan-column-seen = Where it is seen
plan-column-skill = Skill
plan-column-now = Now
plan-column-expected = Expected
plan-column-importance = Importance
plan-column-rests-on = Rests on
plan-column-rule = Rule
plan-column-answer = Answer
plan-column-about = About
plan-column-became = What became of it
plan-column-number = Number, file and line
plan-column-made-from = Made from
plan-column-name = Name
plan-column-date = Date
plan-column-signature = Signature
plan-person-id = Person’s id

plan-proof-by = Proof by { $day }
# $name is who checks the proof.
plan-checked-by = Checked by { $name }
plan-unchecked = Nobody is named to check it
plan-done-when = Done when
plan-kpi = KPI
plan-kpi-from =
    { $basis ->
        [team] Starts from the team’s number.
        [person] Starts from the person’s own number.
       *[role] Starts from the role’s number.
    }
plan-kpi-measured = Measured { $days } ({ $window }), source: { $source }.
plan-kpi-measured-unsourced = Measured { $days } ({ $window }).
# $kpis are KPIs that move earlier.
plan-kpi-moves-first = Moves first: { $kpis }.
plan-chain-caption = From learning to the number: what shows it, and where
plan-missing = Missing:
plan-look-for = Look for: { $text }
plan-look-for-heading = Look for
plan-tick-off = Tick off
plan-asked-before = Asked before on { $day }.
# Stands in front of what a rule was about.
plan-rule-fired = fired
plan-rule-undecided = undecided
plan-rule-failed = failed
plan-rule-overruled = overruled
# A line to sign on. $name is the full name of somebody who signs.
plan-signature = { $name }, date
