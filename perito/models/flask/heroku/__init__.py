"""The extension: the application on a platform such as Heroku, as visitors see it and as its repository says."""

EXTENSION = "heroku"  # the rubric's name for this part of the assignment
