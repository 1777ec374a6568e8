"""Commands that need no package of their own, a module each."""
