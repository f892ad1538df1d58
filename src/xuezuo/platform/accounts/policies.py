"""Who may manage log-ins."""

from xuezuo.platform.access import Reach, capability

ACCOUNT_MANAGE = capability("accounts.account.manage", "管理登录账号", roles={"admin"}, reach=Reach.BELOW)
