//! Graphemes, words, clauses and sentences.
