"""One file per format. Reports read results; results know nothing of reports."""
