### Moves, routes and the bench of a role: ids begin with `moves-`, `route-` and `bench-`.
