"""What the shipped tables ask to be checked can be read in Dutch."""

from wallet.social_return import rule_files
from wallet.web.rule_words import CHECKS


def test_every_check_of_a_shipped_table_has_its_words() -> None:
    tables = [rule_files.read(text) for text in rule_files.shipped().values()]

    asked = {check for table in tables for check in table.check}

    assert asked == set(CHECKS)
