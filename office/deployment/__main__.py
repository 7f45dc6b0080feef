"""``python -m office.deployment FILE`` writes the front's template there; `make package` does."""

import json
import sys
from pathlib import Path

from office.deployment.front import front_template

Path(sys.argv[1]).write_text(json.dumps(front_template(), indent=2) + "\n", encoding="utf-8")
