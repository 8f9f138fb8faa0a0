//! Stories: what a person does at the window, and what becomes of it. Each reads as a script of presses and clicks and
//! looks at the project, at what a screen reader would say, and at saved files; never at pixels or at time.

#![expect(
    clippy::float_cmp,
    reason = "what must not move is the same to the last bit"
)]

#[cfg(test)]
mod harness;

mod accounting;
mod agreement;
mod arrangement;
mod blind;
mod blind_deleting;
mod board;
mod claims;
mod closing;
mod commands;
mod conflicts;
mod damaged;
mod deciding;
mod desk_of_three;
mod desktop;
mod differing;
mod files;
mod finding;
mod gestures;
mod headlines;
mod keyboard;
mod keys;
mod late;
mod layout;
mod links;
mod lists;
mod marking;
mod matches;
mod merging;
mod messages;
mod more;
mod mouse;
mod nearest;
mod palette;
mod pasting;
mod quotations;
mod recovery;
mod signing;
mod sources;
mod target;
mod tying;
mod versions;
mod views;
mod walks;
mod watching;
mod widths;
