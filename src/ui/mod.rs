//! The window: theme, reader, panels. Reads the app, returns commands.

pub mod picture;
