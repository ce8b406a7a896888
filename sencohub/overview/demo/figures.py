"""How many children have which needs, at which tier: Hong Kong's published figures.

See docs/decisions/0004-demo-school.md for the sources and for what is an assumption.
"""

from students.models import Need

C = Need.Category

REGISTER_SHARE = 0.116
"""On the register, of all students: about 90 of 780."""

LEVEL_WEIGHTS = {1: 5, 2: 9, 3: 12, 4: 14, 5: 14, 6: 14}
"""How likely a child of each level is to be on the register: most are identified in P2 to P4."""
BOY_WEIGHT = 2.4
"""Boys for each girl on the register."""

MAIN_NEEDS: dict[str, float] = {
    C.SPLD: 34.0,
    C.ADHD: 28.0,
    C.ASD: 22.0,
    C.SLI: 9.0,
    C.ID: 2.5,
    C.HI: 1.5,
    C.MI: 1.0,
    C.PD: 0.7,
    C.VI: 0.4,
}
"""Main need, per hundred children on the register."""

TWO_OR_MORE = 0.27
"""Share of children with more than one need, as the chances below give it."""

ALSO: dict[str, tuple[tuple[str, float], ...]] = {
    C.SPLD: ((C.ADHD, 0.22), (C.SLI, 0.06)),
    C.ADHD: ((C.SPLD, 0.20), (C.ASD, 0.08)),
    C.ASD: ((C.ADHD, 0.24), (C.SLI, 0.08), (C.MI, 0.03)),
    C.SLI: ((C.SPLD, 0.08), (C.ADHD, 0.07)),
    C.ID: ((C.SLI, 0.35), (C.ASD, 0.15)),
    C.MI: ((C.ASD, 0.15),),
}
"""The chance that a child with this main need has another one too."""

TIERS: dict[str, tuple[float, float, float]] = {
    C.SPLD: (0.46, 0.52, 0.02),
    C.ADHD: (0.38, 0.58, 0.04),
    C.ASD: (0.30, 0.62, 0.08),
    C.SLI: (0.50, 0.48, 0.02),
    C.ID: (0.0, 0.0, 1.0),
    C.HI: (0.40, 0.60, 0.0),
    C.MI: (0.20, 0.70, 0.10),
    C.PD: (0.30, 0.70, 0.0),
    C.VI: (0.40, 0.60, 0.0),
}
"""Chance of Tier 1, 2 and 3 by main need. Tier follows need; ID is always Tier 3, AD/HD and ASD
mostly Tier 2, SpLD Tier 1 and 2 (EDB Operation Guide on the Whole School Approach, 2026)."""
