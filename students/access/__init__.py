"""Who sees which student: the one place that reads and writes guardian's grants.

`visible_students` is the only door (through `Student.objects.visible_to`; `about_visible` is the
same door for rows about students). It is one UNION over
the two grant tables with today's date in it, so a right ends at midnight of its last day in open
sessions too. `sync` makes the rows a link should have, in the transaction that changed the link.
"""

from students.access.gate import (
    LEVELS,
    REACHES,
    about_visible,
    classes_of,
    forget_permissions,
    visible_students,
)
from students.access.grants import (
    Link,
    check_access,
    move_rights,
    sync,
    sync_many,
    sync_new,
    wanted_by,
)
from students.access.reasons import Reason, explain, who_sees

__all__ = [
    "LEVELS",
    "REACHES",
    "Link",
    "Reason",
    "about_visible",
    "check_access",
    "classes_of",
    "explain",
    "forget_permissions",
    "move_rights",
    "sync",
    "sync_many",
    "sync_new",
    "visible_students",
    "wanted_by",
    "who_sees",
]
