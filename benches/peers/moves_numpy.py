"""The ten nearest roles of each role, with NumPy. See README.md."""

import sys
import time

import numpy as np

table = np.loadtxt(sys.argv[1], delimiter=",")
family = table[:, 0].astype(int)
points = table[:, 1::2] * table[:, 2::2] / 10_000
n = len(points)
same = np.where(family[:, None] == family[None, :], 0.85**2, 1.0)


def nearest(squares):
    squares = squares * same
    np.fill_diagonal(squares, np.inf)
    near = np.argpartition(squares, 10, axis=1)[:, :10]
    order = np.argsort(np.take_along_axis(squares, near, axis=1), axis=1)
    return np.take_along_axis(near, order, axis=1)


def profiles():
    return points / np.sqrt(points.sum(axis=1, keepdims=True))


def rows():
    """One role against all others at a time."""
    x = profiles()
    squares = np.empty((n, n))
    for i in range(n):
        more = x - x[i]
        up = np.maximum(more, 0)
        down = more - up
        squares[i] = np.einsum("ij,ij->i", up, up) + 1.5 * np.einsum("ij,ij->i", down, down)
    return nearest(squares)


def blas():
    """All squares of differences at once; only what goes unused one by one."""
    x = profiles()
    length = (x * x).sum(axis=1)
    whole = length[:, None] + length[None, :] - 2 * x @ x.T
    unused = np.empty((n, n))
    for i in range(n):
        down = np.maximum(x[i] - x, 0)
        unused[i] = np.einsum("ij,ij->i", down, down)
    return nearest(whole + 0.5 * unused)


def half():
    """Each pair once: what is missing one way goes unused the other."""
    x = profiles().astype(np.float32)
    length = (x * x).sum(axis=1)
    whole = length[:, None] + length[None, :] - 2 * x @ x.T
    unused = np.zeros((n, n), dtype=np.float32)
    for i in range(n - 1):
        down = np.maximum(x[i] - x[i + 1 :], 0)
        unused[i, i + 1 :] = np.einsum("ij,ij->i", down, down)
    upper = np.triu_indices(n, 1)
    unused.T[upper] = whole[upper] - unused[upper]
    return nearest(whole + 0.5 * unused)


for way in (rows, blas, half):
    times = []
    for _ in range(9):
        start = time.perf_counter()
        near = way()
        times.append(time.perf_counter() - start)
    print(f"{way.__name__:5} best {min(times) * 1000:7.1f} ms, first role: {near[0].tolist()}")
