"""perito/models"""
