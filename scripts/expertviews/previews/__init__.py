"""Previews of pull requests, and publishing: from a built site to a branch that is served."""
