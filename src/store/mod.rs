//! The RON file: reading, writing, never making a file worse.
