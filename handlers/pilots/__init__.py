"""A pilot's life: started, managed, decided on, and folded from its journal."""
