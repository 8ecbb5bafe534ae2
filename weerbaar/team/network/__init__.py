"""Associations and their advisers: who belongs where and who has ties to whom."""
