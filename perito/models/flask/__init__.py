"""perito/models/flask"""
