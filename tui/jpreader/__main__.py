"""`python -m jpreader` is `jpreader`."""

from jpreader.cli import main

raise SystemExit(main())
