//! Eyes for the harness: pictures of a test's window by the program's own rasteriser.
//!
//! The harness owns its renderer, so the textures are shared: give [`Eye::renderer`] to the builder and ask
//! [`Eye::picture`] afterwards.

use std::cell::RefCell;
use std::rc::Rc;

use crosscheck::ui::picture::{Image, Rasteriser};
use egui_kittest::{Harness, TestRenderer};

/// Keeps the textures of one harness.
#[derive(Default)]
pub struct Eye {
    rasteriser: Rc<RefCell<Rasteriser>>,
}

/// The half of an [`Eye`] that lives in the harness.
pub struct EyeRenderer {
    rasteriser: Rc<RefCell<Rasteriser>>,
}

impl Eye {
    /// For `HarnessBuilder::renderer`.
    pub fn renderer(&self) -> EyeRenderer {
        EyeRenderer {
            rasteriser: Rc::clone(&self.rasteriser),
        }
    }

    /// What the harness shows now.
    pub fn picture<State>(&self, harness: &Harness<'_, State>) -> Image {
        let output = harness.output();
        let primitives = harness
            .ctx
            .tessellate(output.shapes.clone(), output.pixels_per_point);
        let pixels = harness.ctx.content_rect().size() * output.pixels_per_point;
        let size = [pixels.x.round() as usize, pixels.y.round() as usize];
        let background = harness.ctx.global_style().visuals.panel_fill;
        self.rasteriser
            .borrow()
            .paint(&primitives, output.pixels_per_point, size, background)
    }
}

impl TestRenderer for EyeRenderer {
    fn handle_delta(&mut self, delta: &mut egui::TexturesDelta) {
        self.rasteriser.borrow_mut().apply(delta);
    }
}
