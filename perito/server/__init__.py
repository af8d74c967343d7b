"""perito/server"""
