"""The only room that opens sockets: mail, SMS, telephone, each with a fake."""
