"""Columns that stand in many tables, said once."""

from answerable.core.tables.declare import Both, Column
from answerable.core.tables.types import IDENT, TEXT, choice, ref

TIERS = ("counter", "online", "phone", "home", "site", "assisted", "other")

CONTRACT = Column(
    "contract", ref("contracts"), Both("合同", "Contract"), Both("所指合同", "The contract meant")
)
NAME = Column("name", TEXT, Both("名称", "Name"), Both("对外使用的全称", "The full name used in public"))
NAME_EN = Column(
    "name_en", TEXT, Both("英文名称", "Name in English"), Both("可不填", "May be left empty"), required=False
)
TIER = Column(
    "tier",
    choice(*TIERS),
    Both("渠道", "Tier"),
    Both(
        "窗口、网上、电话、上门、现场、代填、其他",
        "Counter, online, phone, at home, on site, assisted, other",
    ),
)


def id_of(zh: str, en: str) -> Column:
    """The id of the table's own rows."""
    return Column(
        "id", IDENT, Both("编号", "Id"), Both(f"{zh}；一经使用不再更改", f"{en}; never changed once used")
    )


def who(name: str, zh: str, en: str, *, required: bool = True) -> Column:
    """A person who acted or has to act."""
    return Column(name, ref("people"), Both(zh, en), Both("人员编号", "The person's id"), required=required)
