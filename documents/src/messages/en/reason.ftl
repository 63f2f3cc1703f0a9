### Why something is as it is: reasons of the engine, said in plans, playbooks, traces
### and comparisons. Titles of modules and names of competencies arrive as text.

## What a module asks for and a person does not have

# $level is asked for; the person holds $held.
reason-need-level = { $skill } { $level } (the person's: { $held })
# As above, where the plan brings the person to $planned, which is not enough either.
reason-need-level-planned = { $skill } { $level } (the person's: { $held }, with this plan: { $planned })
# $offered are the shifts it is offered for, $held is the person's.
reason-need-shift = shift { $offered } (the person's: { $held })
reason-need-language = language { $offered } (the person's: { $held })
reason-need-site = site { $offered } (the person's: { $held })
# Stands for $held where nobody knows it.
reason-not-known = not known

## Why a gap stays open: stands behind the name of the skill

reason-given-up-swaps = plans without { $module }
reason-given-up-left-out = plans with { $module }
reason-given-up-obstacles = what stands in the way
reason-given-up-shorter = whether fewer modules count for more
reason-open-no-module = no module builds it from level { $level }
# $modules are modules with what each is for, as the next message says it.
reason-open-not-available = no module that builds it from level { $level } is available: { $modules }
reason-open-module-is-for = { $module } is for { $needs }
# $reasons are one or more of the three below.
reason-open-kept-out = what builds it from level { $level } is { $reasons }
reason-kept-out-declined = declined
reason-kept-out-done = done already
# $because is the rule's own reason.
reason-kept-out-rule = kept out by a rule: "{ $because }"

## Why there is no plan of the usual size

# The heading of such a reason.
reason-obstacle-kind =
    { $word ->
        [hours] hours
        [availability] availability
        [entry] entry
        [rules] rules
       *[catalogue] catalogue
    }
reason-obstacle-hours = no { $least } modules that can be taken together fit into the { $hours } hours there are
reason-obstacle-availability = not available to the person: { $modules }
reason-obstacle-entry = asking for more than the person holds or the plan builds: { $modules }
reason-obstacle-rules = excluded by rules: { $modules }
reason-obstacle-enablers = would open the way, but closes no gap of this person: { $modules }
# $count modules of the catalogue close gaps.
reason-obstacle-catalogue =
    { $count ->
        [0] no module of the catalogue closes a gap of this person
        [1] one module of the catalogue closes a gap of this person
       *[other] { $count } modules of the catalogue close gaps of this person
    }
reason-obstacle-overlap = of { $count } modules that close gaps, no { $least } fit together: they cover the same, or the limits above meet

## What managers and admins are told

reason-flag-over-hours = what is agreed and begun takes { $used } hours, and there are { $hours }
reason-flag-too-many = { $count } modules are agreed or begun at the same time: finish some before you add more
reason-flag-agreed-excluded = { $module } was agreed and is now excluded by a rule: talk about what comes instead
reason-flag-started-excluded = { $module } is under way although a rule now excludes it: decide whether it goes on
# $why is one of the words below.
reason-flag-not-in =
    { $why ->
        [declined] { $module } is required and not in the plan: it was declined
        [inactive] { $module } is required and not in the plan: it is not offered
        [unavailable] { $module } is required and not in the plan: it is not available to the person
        [no_kpi] { $module } is required and not in the plan: no KPI fits it in the roles of this person
        [full] { $module } is required and not in the plan: the plan is full
        [hours] { $module } is required and not in the plan: there are not enough hours
       *[entry] { $module } is required and not in the plan: what it builds on is not there yet
    }
# $rule is the rule's id.
reason-flag-none-fits = { $rule } asks for one of several modules and none fits this person
reason-flag-none-fits-unnamed = a rule asks for one of several modules and none fits this person
reason-flag-no-validator = nobody can validate the proof of { $module }: name a manager or a mentor
reason-flag-no-kpi = no KPI fits { $module } in the roles of this person
reason-flag-overdue = { $module } was due on { $day }

## Which evidence would decide a fact; $about is an id, $fact the name of a column

reason-evidence-level = evidence of the level of `{ $about }`
reason-evidence-kpi = a reading of `{ $about }` in kpis.csv
reason-evidence-attribute = a value in the column `{ $about }` of people.csv
reason-evidence-date = a date in the column `{ $column }` of people.csv
reason-evidence-grade = a `grade` in the role blueprint
reason-evidence-readiness = evidence of what the role expects
reason-evidence-column = a value in the column `{ $fact }` of people.csv
# Stands for $about where a fact is asked about nothing.
reason-evidence-it = it
# $evidence is one of those above.
reason-failure-needs = an effect needs { $evidence }

## The rows of an evidence chain: what shows each, and where it is seen

reason-signal-completed = { $module } completed
reason-signal-level = { $skill } from { $from } to { $to }
reason-signal-level-stays = { $skill } stays at { $to }
reason-signal-readiness = ready for { $role }: { $now } now, { $after } with every proof of this plan
reason-signal-kpi = { $kpi } from { $from } to { $to } { $unit }
reason-signal-kpi-no-target = { $kpi } from { $from } { $unit }, no target set
# Stands for $from where nobody measured it.
reason-signal-not-measured = not measured

# The name of a system with its name for the module.
reason-seen-system = { $system } { $id }
reason-seen-progress = progress record
reason-seen-observed = observed by { $name }
reason-seen-observation = observation at work
reason-seen-proof = { $proof }, validated by { $name }
reason-seen-baseline = role blueprint and baseline
# Stands for $name above where only the part somebody plays is known.
reason-seen-by =
    { $word ->
        [manager] a manager
        [mentor] a mentor
       *[peer] a peer
    }

reason-hole =
    { $word ->
        [no_behaviour] the module names no behaviour to watch for
        [no_validator] nobody can validate the proof
        [no_role] no role
       *[no_kpi] no KPI fits this module in the person's roles
    }

## What a rule did: $modules, $prompt and $competency are ids

reason-effect-boost = { $percent } % for { $modules }
reason-effect-exclude = keeps out { $modules }
reason-effect-require = puts in { $modules }
reason-effect-require-one = puts in the best of { $modules }
# Stands for $modules where there are none.
reason-effect-no-module = no module
reason-effect-mandate = { $module } has to be done
reason-effect-mandate-due = { $module } has to be done within { $due }
reason-effect-mandate-renew = { $module } has to be done, again after { $renew }
reason-effect-mandate-due-renew = { $module } has to be done within { $due }, again after { $renew }
reason-effect-coach = gives the prompt { $prompt }
reason-effect-nudge = sends a reminder: "{ $text }"
reason-effect-assess =
    { $by ->
        [manager] asks for { $competency } to be assessed by manager
        [peer] asks for { $competency } to be assessed by peer
        [mentor] asks for { $competency } to be assessed by mentor
        [test] asks for { $competency } to be assessed by test
        [simulation] asks for { $competency } to be assessed by simulation
       *[certification] asks for { $competency } to be assessed by certification
    }
# $limits are hours, a number of modules, or both.
reason-effect-limit = allows at most { $limits }
reason-effect-flag =
    { $to ->
        [manager] tells the manager: "{ $text }"
       *[admin] tells the admin: "{ $text }"
    }
