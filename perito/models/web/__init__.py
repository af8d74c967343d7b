"""perito/models/web"""
