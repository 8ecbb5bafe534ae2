"""The case: compartments, who may open it, thread, notes, states."""
