"""Computed prose: frames in, sentences out, each true and carrying what it claims.

Knows no study and reads no data files; the words are frames in the YAML file beside each module.
"""
