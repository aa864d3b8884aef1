"""Text in, candidates out: the predictions of an article, found by rules or over a parse."""
