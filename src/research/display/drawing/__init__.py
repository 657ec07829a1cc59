"""Specifications drawn by matplotlib and seaborn, a module a kind."""
