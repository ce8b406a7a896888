"""Dates as Hong Kong schools write them in Chinese."""

DATE_FORMAT = "Y 年 n 月 j 日"
SHORT_DATE_FORMAT = "n 月 j 日"
DATETIME_FORMAT = "Y 年 n 月 j 日 H:i"
TIME_FORMAT = "H:i"
DATE_INPUT_FORMATS = [
    "%Y年%m月%d日",
    "%Y 年 %m 月 %d 日",
    "%d %b %Y",
    "%d/%m/%Y",
    "%Y-%m-%d",
    "%d.%m.%Y",
    "%d-%m-%Y",
]
