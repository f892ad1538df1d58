"""Audit names of log-ins."""

from xuezuo.platform.audit.names import register_name

LOGGED_IN = register_name("accounts.logged_in", "登录")
LOGGED_OUT = register_name("accounts.logged_out", "退出登录")
LOGIN_FAILED = register_name("accounts.login_failed", "登录失败")
LOGIN_LOCKED = register_name("accounts.login_locked", "登录失败次数过多，暂停登录")
ACCOUNT_CREATED = register_name("accounts.account_created", "开通账号")
ACCOUNT_DEACTIVATED = register_name("accounts.account_deactivated", "停用账号")
ACCOUNT_ACTIVATED = register_name("accounts.account_activated", "恢复账号")
PASSWORD_CHANGED = register_name("accounts.password_changed", "修改密码")
PASSWORD_RESET = register_name("accounts.password_reset", "重置密码")
ACCOUNT_UNLOCKED = register_name("accounts.account_unlocked", "解除登录锁定")
ADMIN_GIVEN = register_name("accounts.admin_given", "设为系统管理员")
ADMIN_TAKEN = register_name("accounts.admin_taken", "取消系统管理员")
FACTORS_CLEARED = register_name("accounts.factors_cleared", "清除二次验证")
FACTOR_ADDED = register_name("accounts.factor_added", "添加二次验证方式")
FACTOR_REMOVED = register_name("accounts.factor_removed", "移除二次验证方式")
FACTOR_RESET = register_name("accounts.factor_reset", "重新生成恢复码")
FACTOR_FAILED = register_name("accounts.factor_failed", "二次验证失败")
