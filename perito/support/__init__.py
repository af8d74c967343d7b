"""perito/support"""
