"""Dates and times in Serbian: ordinal day, time with a full stop."""

DATE_FORMAT = "j. F Y."
SHORT_DATE_FORMAT = "j. n. Y."
TIME_FORMAT = "H.i"
DATETIME_FORMAT = "j. F Y, H.i"
SHORT_DATETIME_FORMAT = "j. n. Y, H.i"
MONTH_DAY_FORMAT = "j. F"
