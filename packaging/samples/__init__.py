"""How the sample files are made: what the imaginary city's departments report, and how messily each of them writes it."""
