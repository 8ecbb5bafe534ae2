"""The only room that opens sockets: mail, SMS, telephone, time stamps, each with a fake."""
