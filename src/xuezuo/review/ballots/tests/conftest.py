"""Keys in a folder of the test's own."""

import pytest


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    """Keep private keys of polls in the test's folder."""
    settings.DATA_DIR = tmp_path
    return tmp_path
