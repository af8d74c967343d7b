"""perito/grading"""
