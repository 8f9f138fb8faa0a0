//! The join of two copies of a project, and what reviewers agree on. Pure.
