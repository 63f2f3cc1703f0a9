"""The three shortest routes between two roles, with igraph. See README.md."""

import sys
import time

import igraph
import numpy as np

table = np.loadtxt(sys.argv[1], delimiter=",")
levels, weights = table[:, 1::2] / 100, table[:, 2::2] / 100
weights = np.where(levels > 0, weights, 0)
n = len(levels)
start = time.perf_counter()
edges, costs = [], []
# From the least demanding role to the first one that no direct move leads to.
first = int(np.argmin(levels.sum(axis=1)))
to = None
full = (levels * weights).sum(axis=1)
for i in range(n):
    met = (np.minimum(levels, levels[i]) * weights).sum(axis=1)
    hours = np.maximum(levels - levels[i], 0).sum(axis=1) * 24
    feasible = (met >= 0.6 * full) & (np.arange(n) != i)
    if i == first:
        to = next(int(j) for j in np.flatnonzero(~feasible) if j != i)
    for j in np.flatnonzero(feasible):
        edges.append((i, int(j)))
        costs.append(float(hours[j]) + 40)
graph = igraph.Graph(n=n, edges=edges, directed=True)
print(f"{len(edges)} feasible moves, graph made in {(time.perf_counter() - start) * 1000:.0f} ms")
times = []
for _ in range(5):
    start = time.perf_counter()
    paths = graph.get_k_shortest_paths(first, to=to, k=3, weights=costs)
    times.append(time.perf_counter() - start)
print(f"igraph best {min(times) * 1000:.2f} ms: {paths}")
