"""What Gatepost does when someone speaks or a clock strikes."""
