"""Letters and mails of the Tour: templates, what goes to whom, the outbox, and what came back."""
