### What drawings of a library say: roles and moves (`picture-lattice-`), and what stands
### around a role or a competency (`picture-graph-`).

# Stands behind a line of the table.
picture-not-feasible = { $edge } (not feasible)

## Roles, and the moves between them

# $library is the name of the library.
picture-lattice-title = Moves between roles at { $library }
picture-lattice-title-family = Moves within { $family } at { $library }
picture-lattice-title-around = Moves around { $role } at { $library }
picture-lattice-title-route = A route at { $library }
# The caption is some of these sentences, one after the other.
picture-lattice-around = Feasible moves from { $role } to the roles nearest to it, and to it from those nearest.
picture-lattice-nearest =
    { $count ->
        [one] Each role shows its nearest feasible move.
       *[other] Each role shows its { $count } nearest feasible moves.
    }
picture-lattice-hours = Hours of learning, for somebody who has what the role expects.
picture-lattice-route = The route is drawn thick; what was learned on it stays.
picture-lattice-no-move = No move between these roles is feasible.
picture-lattice-left-out =
    { $count ->
        [one] { $shown } of { $count } role; `--family` and `--role` show others.
       *[other] { $shown } of { $count } roles; `--family` and `--role` show others.
    }
# Names of layers, and of colours.
picture-lattice-grade = Grade { $grade }
picture-lattice-no-grade = No grade
picture-lattice-no-family = no family
# What people read when they point at a role.
picture-lattice-role = { $title } ({ $id }), grade { $grade }, { $family }
picture-lattice-role-without-grade = { $title } ({ $id }), no grade, { $family }
# What people read when they point at a move.
picture-lattice-move = { $from } to { $to }: { $hours } of learning
picture-lattice-move-not-feasible = { $from } to { $to }: { $hours } of learning, not feasible
picture-lattice-move-on-route = { $from } to { $to }: { $hours } of learning, on the route
picture-lattice-move-not-feasible-on-route = { $from } to { $to }: { $hours } of learning, not feasible, on the route
# What a file holds that was written.
picture-lattice-moves =
    { $count ->
        [one] { $count } move
       *[other] { $count } moves
    }

## What stands around a role or a competency

picture-graph-title-role = What { $title } builds on
picture-graph-title-competency = What builds on { $title }, and what it builds on
picture-graph-caption = From left to right: what is on the left builds what is on the right. Numbers are levels.
picture-graph-more-expectations =
    { $count ->
        [one] { $count } more expectation not shown.
       *[other] { $count } more expectations not shown.
    }
picture-graph-more-modules =
    { $count ->
        [one] { $count } more module not shown.
       *[other] { $count } more modules not shown.
    }
picture-graph-more-roles =
    { $count ->
        [one] { $count } more role not shown.
       *[other] { $count } more roles not shown.
    }
# Names of layers, from left to right.
picture-graph-layer-modules = Modules
picture-graph-layer-required = Required for it
picture-graph-layer-expected = Expected
picture-graph-layer-role = Role
picture-graph-layer-kpis = KPIs
picture-graph-layer-prerequisites = Parts and prerequisites
picture-graph-layer-competency = Competency
picture-graph-layer-built-on = Built on it
picture-graph-layer-roles = Roles
# Names of colours.
picture-graph-kind-module = module
picture-graph-kind-competency = competency
picture-graph-kind-role = role
picture-graph-kind-kpi = KPI
# What people read when they point at a thing: its kind and its title.
picture-graph-thing = { $kind }: { $title }
# What stands on a line.
picture-graph-levels = { $from }{ $dash }{ $to }
picture-graph-expected-level = { $importance } { $level }
picture-graph-part-of = part of
picture-graph-drives = drives
# What people read when they point at a line. $label is what stands on it.
picture-graph-relation-builds = { $from } to { $to }: builds { $label }
picture-graph-relation-required = { $from } to { $to }: required at { $label }
picture-graph-relation-expected = { $from } to { $to }: expected, { $label }
picture-graph-relation-part-of = { $from } to { $to }: part of
picture-graph-relation-drives = { $from } to { $to }: drives it
picture-graph-relation-judged-by = { $from } to { $to }: is judged by it
# What a file holds that was written.
picture-graph-things =
    { $count ->
        [one] { $count } thing
       *[other] { $count } things
    }
picture-graph-relations =
    { $count ->
        [one] { $count } relation
       *[other] { $count } relations
    }
