"""perito/evidence"""
