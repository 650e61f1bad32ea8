"""Document control: what is signed, who signed it, and whether what is printed is still what was signed.

A clinician signs a condition in a language. What is signed is its closure: everything that may ever print on its
handouts, taken apart into named parts (`parts`), whose hash is the version (`handouts.version`). The register
`approvals.yaml` says who signed which version, and a snapshot in `approved/` keeps the parts themselves
(`register`), so that `difference` can say in words what changed since. `standing` says where a handout stands.

How it looks (brand, paper, size of type) and the clinic's name, logo and telephone number are no part of it; nor is
the program. It is a register, not a lock: whoever may write the file may sign.
"""

from handouts.approval.parts import Parts, closure_of, printed_of
from handouts.approval.register import Approvals, read_approvals
from handouts.approval.standing import Control, Review, Standing, control_of, standing_of, standings_of
from handouts.version import version_of

__all__ = [
    "Approvals",
    "Control",
    "Parts",
    "Review",
    "Standing",
    "closure_of",
    "control_of",
    "printed_of",
    "read_approvals",
    "standing_of",
    "standings_of",
    "version_of",
]
