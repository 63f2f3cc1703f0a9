"""The ten nearest roles of each role, with NumPy. See README.md."""

import sys
import time

import numpy as np

table = np.loadtxt(sys.argv[1], delimiter=",")
ours = np.loadtxt(sys.argv[1] + ".nearest", delimiter=",", dtype=int)
family = table[:, 0].astype(int)
points = table[:, 1::2] * table[:, 2::2] / 10_000
n = len(points)
same = np.where(family[:, None] == family[None, :], 0.85**2, 1.0).astype(np.float32)


def nearest(squares):
    squares = squares * same
    np.fill_diagonal(squares, np.inf)
    return sorted_nearest(squares)


def sorted_nearest(squares):
    near = np.argpartition(squares, 10, axis=1)[:, :10]
    order = np.argsort(np.take_along_axis(squares, near, axis=1), axis=1)
    return np.take_along_axis(near, order, axis=1)


def profiles():
    return points / np.sqrt(points.sum(axis=1, keepdims=True))


def whole(x):
    """The squares of all differences at once."""
    length = (x * x).sum(axis=1)
    squares = x @ x.T
    squares *= -2
    squares += length[:, None]
    squares += length[None, :]
    return squares


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


def half():
    """Each pair once: what is missing one way goes unused the other."""
    x = profiles().astype(np.float32)
    squares = whole(x)
    unused = np.zeros((n, n), dtype=np.float32)
    for i in range(n - 1):
        down = np.maximum(x[i] - x[i + 1 :], 0)
        unused[i, i + 1 :] = np.einsum("ij,ij->i", down, down)
    upper = np.triu_indices(n, 1)
    unused.T[upper] = squares[upper] - unused[upper]
    return nearest(squares + 0.5 * unused)


def block():
    """Each pair once, four roles at a time, in one place of memory."""
    x = profiles().astype(np.float32)
    squares = whole(x)
    unused = np.zeros((n, n), dtype=np.float32)
    space = np.empty((4, n, x.shape[1]), dtype=np.float32)
    for i in range(0, n, 4):
        down = space[: min(4, n - i), : n - i]
        np.subtract(x[i : i + 4, None], x[None, i:], out=down)
        np.maximum(down, 0, out=down)
        unused[i : i + 4, i:] = np.einsum("ijk,ijk->ij", down, down)
    mirrored = np.where(np.tri(n, k=-1, dtype=bool), squares - unused.T, unused)
    return nearest(squares + 0.5 * mirrored)


def prune():
    """Only the pairs that can be near. Of the ten nearest by the whole difference none
    is further than 1.5 times the last, so nothing beyond that can be."""
    x = profiles().astype(np.float32)
    squares = whole(x)
    squares *= same
    np.fill_diagonal(squares, np.inf)
    limit = 1.5 * np.partition(squares, 9, axis=1)[:, 9]
    one, other = np.nonzero(squares <= limit[:, None])
    down = x[one] - x[other]
    np.maximum(down, 0, out=down)
    unused = np.einsum("ij,ij->i", down, down)
    near = np.full((n, n), np.inf, dtype=np.float32)
    near[one, other] = squares[one, other] + 0.5 * unused * same[one, other]
    return sorted_nearest(near)


def distances(near):
    """The engine counts in whole numbers: of two roles that are as good as equally far
    it may name the other one first, so distances are compared and not numbers."""
    x = profiles()
    more = x[near] - x[:, None]
    up, down = np.maximum(more, 0), np.minimum(more, 0)
    squares = (up**2 + 1.5 * down**2).sum(axis=2) * np.take_along_axis(same, near, axis=1)
    return np.sqrt(squares)


for way in (rows, half, block, prune):
    times = []
    for _ in range(15):
        start = time.perf_counter()
        near = way()
        times.append(time.perf_counter() - start)
    apart = np.abs(distances(ours) / distances(near) - 1).max()
    print(f"{way.__name__:5} best {min(times) * 1000:6.1f} ms, same distances within {apart:.1e}")
