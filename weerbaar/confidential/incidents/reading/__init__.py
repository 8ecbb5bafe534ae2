"""Reading evidence: mails, chats and archives become one stream of messages. Knows no database and changes no original."""
