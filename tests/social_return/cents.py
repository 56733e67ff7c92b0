"""A reference for what counts: plain integers and lists, without SQL and without a line of ours.

It knows pieces (a sale, or coins that were earned), lines (what a declaration counted), and the
room that a plan's cap, the share of community activities and the target leave.
"""

from dataclasses import dataclass, field

COMMUNITY, PROCUREMENT = "community-activity", "social-procurement"
WHOLE_BP = 10_000
PROCUREMENT_BP = 15_000
"""As the table of the tests says."""


@dataclass
class Piece:
    """Cents that may count once; at most one line ever has them."""

    cents: int
    fund: int
    rule: str
    line: "Line | None" = None
    undone: int = 0
    in_purse: int = 0
    is_lost: bool = False
    """It happened after its contract went over to another one."""


@dataclass
class Line:
    """What one declaration counted of one plan by one rule."""

    fund: int
    factor_bp: int
    rule: str
    pieces: list[Piece]
    counted: int = 0
    approved: int | None = None
    corrected: int = 0

    @property
    def value(self) -> int:
        return sum(one.cents - one.undone for one in self.pieces) * self.factor_bp // WHOLE_BP

    @property
    def in_books(self) -> int:
        return (self.counted if self.approved is None else self.approved) - self.corrected

    @property
    def to_correct(self) -> int:
        agreed = self.counted if self.approved is None else self.approved
        left = min(self.counted, self.value)
        return self.in_books - (agreed * left // self.counted if self.counted else 0)


@dataclass
class Declaration:
    """Lines, and what it takes back of earlier ones."""

    lines: list[Line]
    taken_back: int

    @property
    def is_waiting(self) -> bool:
        return any(line.approved is None for line in self.lines)

    @property
    def asked(self) -> int:
        return sum(line.counted for line in self.lines)


@dataclass
class Fund:
    """With its plan, once that was approved."""

    contract: int
    cap: int | None = None
    factor_bp: int = WHOLE_BP
    by_enterprise: bool = False
    at_issuance: bool = False
    is_agreed: bool = False


@dataclass
class Contract:
    """What is owed, and which contract it goes on with."""

    target: int
    share: int
    before: int | None = None
    after: int | None = None
    declarations: list[Declaration] = field(default_factory=list)
    waiting: Declaration | None = None
    accepted: int = 0
    """Invoices, by hand."""
    claimed: int = 0
    """Invoices that nobody accepted."""


class Reference:
    """All contracts, and every piece."""

    def __init__(self, contracts: list[Contract]) -> None:
        self.contracts = contracts
        self.funds: list[Fund] = []
        self.pieces: list[Piece] = []

    def chain(self, number: int, *, with_later: bool) -> list[int]:
        found, one = [number], self.contracts[number].before
        while one is not None:
            found.insert(0, one)
            one = self.contracts[one].before
        one = self.contracts[number].after if with_later else None
        while one is not None:
            found.append(one)
            one = self.contracts[one].after
        return found

    def lines(self, numbers: list[int]) -> list[Line]:
        return [
            line
            for number in numbers
            for declaration in self.contracts[number].declarations
            for line in declaration.lines
        ]

    def efforts(self, number: int, numbers: list[int]) -> tuple[int, int]:
        """What of the invoices counts, or will: what the lines leave below the target."""
        taken = sum(line.in_books for line in self.lines(numbers))
        left = max(self.contracts[number].target - taken, 0)
        accepted = min(left, sum(self.contracts[one].accepted for one in numbers))
        claimed = min(left - accepted, sum(self.contracts[one].claimed for one in numbers))
        return accepted, claimed

    def new_lines(
        self, number: int, *, chain: list[int], of: list[int], efforts: int
    ) -> list[Line]:
        """What the pieces without a line come to, in the order of the plans, by rule."""
        contract, made = self.contracts[number], list[Line]()
        for fund_number, fund in enumerate(self.funds):
            for rule in (COMMUNITY, PROCUREMENT):
                pieces = [
                    one
                    for one in self.pieces
                    if (one.fund, one.rule, one.line) == (fund_number, rule, None)
                    and not one.is_lost
                ]
                if fund.contract not in of or not fund.is_agreed or not pieces:
                    continue
                factor = fund.factor_bp if rule == COMMUNITY else PROCUREMENT_BP
                line = Line(fund_number, factor, rule, pieces)
                taken = self.lines(chain) + made
                left = [contract.target - sum(one.in_books for one in taken) - efforts]
                if fund.cap is not None:
                    own = sum(one.in_books for one in taken if one.fund == fund_number)
                    left.append(fund.cap - own)
                if rule == COMMUNITY:
                    own = sum(one.in_books for one in taken if one.rule == COMMUNITY)
                    left.append(contract.share - own)
                line.counted = min(line.value, max(min(left), 0))
                made.append(line)
        return made

    def declare(self, number: int) -> Declaration:
        """Each piece gets its one line; what was undone of older lines is taken back."""
        contract = self.contracts[number]
        chain = self.chain(number, with_later=True)
        accepted, _ = self.efforts(number, chain)
        lines = self.new_lines(number, chain=chain, of=[number], efforts=accepted)
        taken_back = 0
        for line in self.lines([number]):
            more = line.to_correct
            line.corrected += more
            taken_back += more
        for line in lines:
            for piece in line.pieces:
                assert piece.line is None, "counted twice"
                piece.line = line
        contract.waiting = Declaration(lines, taken_back)
        contract.declarations.append(contract.waiting)
        return contract.waiting

    def stages(self, number: int) -> tuple[int, int, int]:
        """Assessed, waiting and not declared, with what came along from earlier contractors."""
        chain = self.chain(number, with_later=False)
        assessed = awaiting = 0
        for one in chain:
            for declaration in self.contracts[one].declarations:
                if declaration is self.contracts[one].waiting:
                    awaiting += declaration.asked - declaration.taken_back
                else:
                    approved = sum(line.approved or 0 for line in declaration.lines)
                    assessed += approved - declaration.taken_back
        accepted, claimed = self.efforts(number, chain)
        new = self.new_lines(number, chain=chain, of=chain, efforts=accepted + claimed)
        back = sum(line.to_correct for line in self.lines(chain))
        undeclared = sum(line.counted for line in new) - back
        return assessed + accepted, awaiting + claimed, undeclared
