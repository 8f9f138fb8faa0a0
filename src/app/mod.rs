//! The window without widgets: commands, session, jobs, settings.
