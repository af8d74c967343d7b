"""A deployment behind nginx as parts: unit, service, socket, site, page, names."""
