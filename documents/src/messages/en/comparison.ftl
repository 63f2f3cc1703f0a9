### How two libraries or two plans differ.
