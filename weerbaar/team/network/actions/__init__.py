"""Every write of the network, by noun. What other rooms call on associations has its name here too."""

from weerbaar.team.network.actions.associations import (
    HasCircle,
    LastKey,
    NoCircleYet,
    NotAMember,
    NotOneself,
    admit,
    declare_tie,
    end_membership,
    end_tie,
    found_association,
    join,
    leave,
    leave_everywhere,
    renew_circles,
    seat_first_member,
    take_duty,
)

__all__ = [
    "HasCircle",
    "LastKey",
    "NoCircleYet",
    "NotAMember",
    "NotOneself",
    "admit",
    "declare_tie",
    "end_membership",
    "end_tie",
    "found_association",
    "join",
    "leave",
    "leave_everywhere",
    "renew_circles",
    "seat_first_member",
    "take_duty",
]
