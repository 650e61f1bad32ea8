"""The pose file: its keys, its words, and the range of every joint.

Lengths are metres, angles degrees, sides are the figure's own.
"""

from handouts.illustrator.schema.picture import Lens, NoGo, Picture, View
from handouts.illustrator.schema.pose import Ankle, ArmReach, Hip, LegReach, Pose, Shoulder, Stance, Wrist
from handouts.illustrator.schema.room import Clothes, Contact, Prop, Scene
from handouts.illustrator.schema.terms import PartName, Place, SideWord, Where

__all__ = [
    "Ankle",
    "ArmReach",
    "Clothes",
    "Contact",
    "Hip",
    "LegReach",
    "Lens",
    "NoGo",
    "PartName",
    "Picture",
    "Place",
    "Pose",
    "Prop",
    "Scene",
    "Shoulder",
    "SideWord",
    "Stance",
    "View",
    "Where",
    "Wrist",
]
