"""perito/documents"""
