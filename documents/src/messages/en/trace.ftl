### How a plan came about: which rules fired, and why.
