"""What happened in the organization, told upwards after commit, and the audit names that record it."""
