"""The small program that goes along with every export: whoever gets one can check it without us, and without a network."""
