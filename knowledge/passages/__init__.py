"""What our playbooks have to say, cut into passages and found by the words of a question."""
