"""How many children have which needs, at which tier: Hong Kong's published figures.

Published: Specific learning difficulties are the most common main need in public sector primary
schools, 53 % of children with SEN in 2011/12 and 42 % in 2015/16, with autism and AD/HD next and
rising (replies to the Finance Committee 2013-14 and 2016-17, in HKSPC's Youth and Child Data);
about 59,000 children with SEN in ordinary public sector schools (Secretary for Education, 2022);
autism in 2.57 % of children of 6 to 17 (SCMP on a study of 2025); 59,000 students at Tier 2 and
4,274 at Tier 3 city-wide. Assumed: what no source read here gives, which is the share of each
smaller category, of Tier 1 and of co-occurring needs. EDB's open data by level and type
(data.gov.hk, `sen-list`) would settle them. See docs/decisions/0004-demo-school.md.
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
    C.SPLD: 38.0,
    C.ADHD: 25.0,
    C.ASD: 22.0,
    C.SLI: 9.0,
    C.ID: 2.0,
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
    C.SPLD: (0.43, 0.56, 0.01),
    C.ADHD: (0.37, 0.60, 0.03),
    C.ASD: (0.30, 0.64, 0.06),
    C.SLI: (0.50, 0.48, 0.02),
    C.ID: (0.0, 0.0, 1.0),
    C.HI: (0.40, 0.60, 0.0),
    C.MI: (0.20, 0.70, 0.10),
    C.PD: (0.30, 0.70, 0.0),
    C.VI: (0.40, 0.60, 0.0),
}
"""Chance of Tier 1, 2 and 3 by main need. Tier follows need; ID is always Tier 3, AD/HD and ASD
mostly Tier 2, SpLD Tier 1 and 2 (EDB Operation Guide on the Whole School Approach, 2026)."""
