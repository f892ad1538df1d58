"""Log-ins: accounts, passwords, second factors, lock-out. Knows no members."""
