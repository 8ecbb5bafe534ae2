"""Sessions and trainings: planned, composed, staffed, paid for, held and looked back on."""
