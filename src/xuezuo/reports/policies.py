"""Capabilities of the reports room."""

from xuezuo.org.policies import OFFICERS
from xuezuo.org.types import Role
from xuezuo.platform.access import Reach, capability

REPORT_VIEW = capability("reports.report.view", "查看报表", roles=OFFICERS | {Role.INSPECTOR}, reach=Reach.BELOW)
