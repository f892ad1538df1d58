"""`python -m bench` lists the benchmarks; `python -m bench NAME ...` runs one with its own arguments."""

import importlib
import pkgutil
import sys

import bench


def main() -> None:
    """Run the benchmark that was named, or list them."""
    names = [module.name for module in pkgutil.iter_modules(bench.__path__) if module.name != "__main__"]
    if len(sys.argv) > 1 and sys.argv[1] in names:
        name = sys.argv.pop(1)
        importlib.import_module(f"bench.{name}").main()
        return
    for name in names:
        words = importlib.import_module(f"bench.{name}").__doc__ or ""
        print(f"{name:15} {words.strip().splitlines()[0]}")


if __name__ == "__main__":
    main()
