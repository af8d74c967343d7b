"""perito/practice"""
