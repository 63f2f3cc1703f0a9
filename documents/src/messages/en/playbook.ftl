### Playbooks: what managers of a persona say, tick off and collect.

playbook-title = Playbook
playbook-window-title = Playbook: { $persona }
# Seen by readers of screens only, to jump over the head.
playbook-skip = Skip to the playbook
playbook-hours-a-week = { $hours } a week
# $count people belong to the persona.
playbook-basis-file =
    { $count ->
        [0] Nobody among these people belongs to this persona. The levels are those the persona's file calls typical.
        [one] { $count } person belongs to this persona. The levels are those the persona's file calls typical.
       *[other] { $count } people belong to this persona. The levels are those the persona's file calls typical.
    }
playbook-basis-median =
    { $count ->
        [0] Nobody among these people belongs to this persona. The levels are the median of what these people hold.
        [one] { $count } person belongs to this persona. The levels are the median of what these people hold.
       *[other] { $count } people belong to this persona. The levels are the median of what these people hold.
    }
# $percent is a number with its sign.
playbook-outcome = { $kpi } { $percent } %
playbook-outcomes = What should change: { $outcomes }.
playbook-builds = { $skill } { $from } { $step } { $to }
playbook-kpi = { $kpi } { $from } { $arrow } { $to } { $unit }
playbook-kpi-no-target = { $kpi } { $from } { $unit }
# Stands for $from where nobody measured it.
playbook-kpi-not-measured = not measured

playbook-modules = Modules
playbook-no-modules = There is no module for the typical member.
playbook-proof = Proof
playbook-seen-at-work = Seen at work
playbook-kpi-label = KPI
playbook-checklist = Checklist: what managers do
playbook-script = Manager script
playbook-look-for = Look for: { $text }
playbook-agenda = 1:1 agenda
playbook-agenda-caption = One question a week
playbook-evidence = Evidence of practice
playbook-fill-in = To fill in: { $module }
playbook-column-week = Week
playbook-column-ask = Ask
playbook-column-next = Answer, and what comes next
playbook-column-did = What I did
playbook-column-where = Where to see it
playbook-column-differently = What I would do differently
playbook-column-checked-by = Checked by
playbook-column-on = On

## Plain text

# Stands in front of what stands in the way.
playbook-text-but = BUT
playbook-text-practices = WHAT MANAGERS DO
playbook-text-script = MANAGER SCRIPT
playbook-text-ask = Ask
playbook-text-look-for = Look for
playbook-text-agenda = 1:1 AGENDA
playbook-text-week = Week { $week }
playbook-text-evidence = EVIDENCE OF PRACTICE  one sheet a proof
# Two lines to fill in, at most 77 signs wide.
playbook-text-what-i-did = What I did ____________________________  where to see it ____________
playbook-text-differently = What I would do differently ____________  checked by ______ on ______
