"""`python -m xuezuo.config.cli`, for child processes."""

import sys

from xuezuo.config.cli.main import main

sys.exit(main())
