//! From "these words, this status" to an edit.
