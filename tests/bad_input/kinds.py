"""What people, or worse, fill in, by kind of field."""

from uuid import uuid4

from tests.bad_input.requests import tomorrow, yesterday

LONG = "9" * 10_000
TEXTS = [" \t", "a\u0000b", "x" * 10_000, "\u202e", "a\x1b[31mb"]
AMOUNTS = ["", "0,00", "-5", "5,001", "vijf", "1e3", "5\u0000", LONG]
DAYS = ["", "2026-02-30", "31-12-2026", "1899-12-31", "9999-12-31", "\u0000", LONG]
CHOICES = ["", "x", "\u0000", LONG, str(uuid4())]
BAD: dict[str, list[str]] = {
    "text": TEXTS,
    "optional text": TEXTS[1:],
    "amount": AMOUNTS,
    "most a million": [*AMOUNTS, "1000000,01"],
    "amount or nothing": [amount for amount in AMOUNTS if amount != "0,00"],
    "optional amount": [amount for amount in AMOUNTS if amount],
    "past day": [*DAYS, tomorrow()],
    "coming day": [*DAYS, yesterday()],
    "day": DAYS,
    "hours": ["", "0", "0:00", "-1", "25", "24,01", "24:01", "2:60", "1e1", "twee", "\u0000", LONG],
    "birth year": ["", "0", "-1", "1899", "2101", "1970,5", "jong", "\u0000", LONG],
    "reward": ["", "0", "-1", "1001", "1,5", "veel", "\u0000", LONG],
    "months": ["", "0", "-1", "121", "1,5", "\u0000", LONG],
    "minimum": ["", "-5", "5,001", "1000,01", "vijf", "\u0000", LONG],
    "weekday": ["", "0", "8", "-1", "1,5", "vrijdag", "\u0000", LONG],
    "percentage": ["", "0", "-5", "100,01", "5,555", "veel", "\u0000", LONG],
    "factor": ["", "0", "-1", "10,01", "1,555", "\u0000", LONG],
    "kvk number": ["", "1234567", "123456789", "1234567x", "\u0000", LONG],
    "house number": ["", "x" * 40, "\u0000", "\u202e", LONG],
    "postcode": ["", "x" * 40, "\u0000", "1234", LONG],
    "one of few": ["", "x", "\u0000", LONG],
    "choice": CHOICES,
    "iban": ["", "NL", "NL04BNGH0285170001", "XX82WEST12345698765432", "x" * 40, "\u0000", LONG],
    "card number": ["", "9123", "8" * 16, "9" * 17, "x" * 16, "\u0000", LONG],
    "pages": ["", "0", "-1", "11", "1,5", "veel", "\u0000", LONG],
    "pin": ["", "1234", "123456", "12345", "abcde", "\u0000", LONG],
    "address": ["", "x", "x@", "@x.nl", "a b@x.nl", "a@x.nl,b@x.nl", "a\u0000@x.nl", LONG],
    "code": ["", "x", "AAAAA-AAAAA", "\u0000", LONG],
}
"""By kind of field."""
