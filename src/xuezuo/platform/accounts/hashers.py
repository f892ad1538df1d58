"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane: what the OWASP sheet on storing passwords recommends first.

    Django's 100 MiB in eight lanes would let a hall of people who log in together fill the memory of a small server,
    and three passes over 31 MiB made half the cost of a whole exam. Hashes of an older cost are renewed at the next
    log-in. Wrong guesses are held back by the lock-out, not by the cost of one guess.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
