//! The window: theme, reader, panels. Reads the app, returns commands.
//!
//! The tour: [`window`] says what stands where, `native` opens it on a screen; [`input`] turns keys into commands;
//! [`panes`] puts articles side by side; [`reader`] shows a text, `ribbons` what texts side by side have in common,
//! `together` lets them scroll with each other; [`panels`] is all around it; `picker` is the popup for commands and
//! choices; [`theme`] has every colour and size, [`fonts`] the typefaces, `icons` the signs on buttons, `hatch` the ground of what is provisional; [`picture`] draws
//! the window without a screen.
//!
//! Invariant: nothing here changes a project but through [`crate::app::App`].

mod between_panes;
pub mod fonts;
mod hatch;
mod icons;
pub mod input;
mod keyboard_focus;
mod native;
pub mod panels;
pub mod panes;
mod picker;
pub mod picture;
pub mod reader;
mod ribbons;
mod stubs;
pub mod theme;
mod together;
pub mod window;
mod window_place;

pub use window::Window;
