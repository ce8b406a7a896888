"""Hong Kong's general holidays that fall on a weekday, and the school's own breaks, as data.

Source of the general holidays: the General Holidays Ordinance (Cap. 149) and the lists the
Government gazettes each year (gov.hk, "General holidays"), 2024 to 2027. 2028 follows the
Ordinance's rules from the lunar calendar and had not been gazetted when this was written. In a
year outside the table only the holidays with a fixed date are known.
"""

import datetime as dt

Name = tuple[str, str]

NEW_YEAR: Name = ("The first day of January", "一月一日")
LUNAR: Name = ("Lunar New Year", "農曆新年")
CHING_MING: Name = ("Ching Ming Festival", "清明節")
GOOD_FRIDAY: Name = ("Good Friday", "耶穌受難節")
EASTER: Name = ("Easter Monday", "復活節星期一")
LABOUR: Name = ("Labour Day", "勞動節")
BUDDHA: Name = ("The Birthday of the Buddha", "佛誕")
TUEN_NG: Name = ("Tuen Ng Festival", "端午節")
HKSAR: Name = ("HKSAR Establishment Day", "香港特別行政區成立紀念日")
MID_AUTUMN: Name = ("The day following the Mid-Autumn Festival", "中秋節翌日")
NATIONAL: Name = ("National Day", "國慶日")
CHUNG_YEUNG: Name = ("Chung Yeung Festival", "重陽節")
CHRISTMAS: Name = ("Christmas Day", "聖誕節")
AFTER_CHRISTMAS: Name = ("The first weekday after Christmas Day", "聖誕節後第一個周日")

CHRISTMAS_BREAK: Name = ("Christmas holiday", "聖誕及新年假期")
LUNAR_BREAK: Name = ("Lunar New Year holiday", "農曆新年假期")
EASTER_BREAK: Name = ("Easter holiday", "復活節假期")
SUMMER_BREAK: Name = ("Summer holiday", "暑假")
STAFF_DAY: Name = ("Staff development day", "教師發展日")

FIXED: tuple[tuple[int, int, Name], ...] = (
    (1, 1, NEW_YEAR),
    (5, 1, LABOUR),
    (7, 1, HKSAR),
    (10, 1, NATIONAL),
    (12, 25, CHRISTMAS),
)

MOVING: dict[int, tuple[tuple[int, int, Name], ...]] = {
    2024: (
        (2, 12, LUNAR),
        (2, 13, LUNAR),
        (3, 29, GOOD_FRIDAY),
        (4, 1, EASTER),
        (4, 4, CHING_MING),
        (5, 15, BUDDHA),
        (6, 10, TUEN_NG),
        (9, 18, MID_AUTUMN),
        (10, 11, CHUNG_YEUNG),
        (12, 26, AFTER_CHRISTMAS),
    ),
    2025: (
        (1, 29, LUNAR),
        (1, 30, LUNAR),
        (1, 31, LUNAR),
        (4, 4, CHING_MING),
        (4, 18, GOOD_FRIDAY),
        (4, 21, EASTER),
        (5, 5, BUDDHA),
        (10, 7, MID_AUTUMN),
        (10, 29, CHUNG_YEUNG),
        (12, 26, AFTER_CHRISTMAS),
    ),
    2026: (
        (2, 17, LUNAR),
        (2, 18, LUNAR),
        (2, 19, LUNAR),
        (4, 3, GOOD_FRIDAY),
        (4, 6, CHING_MING),
        (4, 7, EASTER),
        (5, 25, BUDDHA),
        (6, 19, TUEN_NG),
        (10, 19, CHUNG_YEUNG),
    ),
    2027: (
        (2, 8, LUNAR),
        (2, 9, LUNAR),
        (3, 26, GOOD_FRIDAY),
        (3, 29, EASTER),
        (4, 5, CHING_MING),
        (5, 13, BUDDHA),
        (6, 9, TUEN_NG),
        (9, 16, MID_AUTUMN),
        (10, 8, CHUNG_YEUNG),
        (12, 27, AFTER_CHRISTMAS),
    ),
    2028: (
        (1, 26, LUNAR),
        (1, 27, LUNAR),
        (1, 28, LUNAR),
        (4, 4, CHING_MING),
        (4, 14, GOOD_FRIDAY),
        (4, 17, EASTER),
        (5, 2, BUDDHA),
        (5, 29, TUEN_NG),
        (10, 4, MID_AUTUMN),
        (10, 26, CHUNG_YEUNG),
        (12, 26, AFTER_CHRISTMAS),
    ),
}

Span = tuple[dt.date, dt.date, Name]

BREAKS: dict[int, tuple[Span, ...]] = {
    2023: (
        (dt.date(2023, 12, 21), dt.date(2024, 1, 2), CHRISTMAS_BREAK),
        (dt.date(2024, 2, 7), dt.date(2024, 2, 16), LUNAR_BREAK),
        (dt.date(2024, 3, 28), dt.date(2024, 4, 5), EASTER_BREAK),
    ),
    2024: (
        (dt.date(2024, 12, 20), dt.date(2025, 1, 2), CHRISTMAS_BREAK),
        (dt.date(2025, 1, 27), dt.date(2025, 2, 4), LUNAR_BREAK),
        (dt.date(2025, 4, 14), dt.date(2025, 4, 22), EASTER_BREAK),
    ),
    2025: (
        (dt.date(2025, 12, 22), dt.date(2026, 1, 2), CHRISTMAS_BREAK),
        (dt.date(2026, 2, 13), dt.date(2026, 2, 23), LUNAR_BREAK),
        (dt.date(2026, 4, 1), dt.date(2026, 4, 10), EASTER_BREAK),
    ),
    2026: (
        (dt.date(2026, 12, 22), dt.date(2027, 1, 1), CHRISTMAS_BREAK),
        (dt.date(2027, 2, 4), dt.date(2027, 2, 12), LUNAR_BREAK),
        (dt.date(2027, 3, 24), dt.date(2027, 4, 2), EASTER_BREAK),
    ),
    2027: (
        (dt.date(2027, 12, 22), dt.date(2027, 12, 31), CHRISTMAS_BREAK),
        (dt.date(2028, 1, 24), dt.date(2028, 2, 1), LUNAR_BREAK),
        (dt.date(2028, 4, 10), dt.date(2028, 4, 18), EASTER_BREAK),
    ),
}
"""The invented school's breaks by the year in which its school year begins."""

STAFF_DAYS: tuple[tuple[int, int], ...] = ((10, 24), (3, 12), (5, 22))
"""Three a year; the school takes the Friday on or before."""


def general_holidays(year: int) -> dict[dt.date, Name]:
    """A calendar year's general holidays by date."""
    rows = (*FIXED, *MOVING.get(year, ()))
    return {dt.date(year, month, day): name for month, day, name in rows}


def breaks(first_year: int) -> tuple[Span, ...]:
    """The school's breaks in the school year that begins in `first_year`, summer included."""
    known = BREAKS.get(first_year) or (
        (dt.date(first_year, 12, 22), dt.date(first_year + 1, 1, 1), CHRISTMAS_BREAK),
    )
    summer = (dt.date(first_year + 1, 7, 13), dt.date(first_year + 1, 8, 31), SUMMER_BREAK)
    return (*known, summer)


def staff_days(first_year: int) -> list[dt.date]:
    """The Fridays on which students stay at home."""
    found = []
    for month, day in STAFF_DAYS:
        date = dt.date(first_year if month > 8 else first_year + 1, month, day)
        found.append(date - dt.timedelta(days=(date.weekday() - 4) % 7))
    return found
