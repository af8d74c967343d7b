"""What other programs' tests become here: a practice of the parts that translate, and a list of the rest."""
