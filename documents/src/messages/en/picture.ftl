### What drawings of a library say.
