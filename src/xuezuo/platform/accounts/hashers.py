"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Argon2id with 31 MiB, three passes, one lane: about 40 ms of one core.

    Not 32 MiB: from there on glibc maps fresh pages for every log-in, and their faults cost a third on top.

    Django's 100 MiB in eight lanes would let a hall of people who log in together fill the memory of a small server;
    the OWASP sheet asks for 19 MiB and two passes at least.
    """

    time_cost = 3
    memory_cost = 31 * 1024
    parallelism = 1
