"""Who may do what on the staff's pages: accounts, sign-in, sessions, guards."""
