"""Chinese, mainland."""
