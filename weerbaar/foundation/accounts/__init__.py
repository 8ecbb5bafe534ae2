"""Staff accounts: invitation, roles, sign-in with two factors, step-up."""
