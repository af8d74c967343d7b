"""perito/cli"""
