//! Arguments, then the window or a command.

fn main() {}
