"""How far coders agree: units, coefficients, intervals. Pure."""
