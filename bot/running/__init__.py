"""What runs while Gatepost serves: the house with its clock, sender, studio and folder."""
