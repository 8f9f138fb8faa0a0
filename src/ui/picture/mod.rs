//! Pictures of the window without a window: egui's triangles drawn on the CPU.
//!
//! `crosscheck shot`, `crosscheck bench` and the tests need what a person would see, on machines with neither display
//! nor graphics driver, and the same bytes every time. Egui hands out triangles, so a small rasteriser is enough.
//!
//! - [`Image`]: RGBA bytes and their PNG form.
//! - [`Rasteriser`]: the textures egui uploads, and triangles to [`Image`].
//! - [`Headless`]: an egui context with a rasteriser; runs the passes of a frame until it has settled.
//! - `texture`, `blend`, `triangle`: samples, colour arithmetic and coverage, in this order.
//!
//! The rules are those of egui's own shader: colours are premultiplied and multiplied and blended in gamma space, the
//! smooth edges are triangles that egui makes itself, clip rectangles are rounded to whole pixels. Coverage is decided
//! at pixel centres in 1/256 of a pixel with integers, by the top-left rule, so that a pixel on the edge between two
//! triangles is drawn by exactly one of them. A rectangle, by far the most frequent shape (every glyph is one), takes
//! a shorter way with the same answer. Paint callbacks are not drawn, and mipmaps are not made: the program uses neither.
//!
//! Invariant: nothing here reads a clock, a file, a thread or a random number; the same triangles give the same bytes.
//! Invariant: nothing here knows the app; it may be used by tests of any widget.

mod blend;
mod headless;
mod image;
mod rasteriser;
mod texture;
mod triangle;

pub use headless::{Headless, Work};
pub use image::{Image, PictureError};
pub use rasteriser::Rasteriser;
