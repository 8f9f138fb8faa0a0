//! An egui context without a window.
//!
//! A frame here is as many passes as egui needs to come to rest: sizes learnt in one pass move things in the next, and
//! a picture of a half-settled window would differ from the one a person sees.
//!
//! Invariant: animations, smooth scrolling and the blinking of the caret are off, whatever the app's theme says, so
//! that a picture depends on the state alone.

use std::time::Duration;

use egui::epaint::{ClippedPrimitive, Primitive};
use egui::style::ScrollAnimation;
use egui::{
    Color32, Context, Event, FullOutput, Pos2, RawInput, Rect, Theme, Ui, Vec2, ViewportId,
};

use super::image::Image;
use super::rasteriser::Rasteriser;

/// A window that asks for another frame this often in a row is drawn as it is: it will not settle.
const MOST_PASSES: usize = 12;
/// Passes that every frame gets: the second one sees the sizes that the first has measured.
const LEAST_PASSES: usize = 2;
/// Seconds between the passes of one frame, long enough for a delayed tooltip or a fade to be over soon.
const STEP_SECS: f64 = 0.25;
/// Sides of the font texture; what every graphics card since 2010 can do.
const TEXTURE_SIDE: usize = 8192;

/// An egui context, the input it has seen and the textures it has made.
pub struct Headless {
    ctx: Context,
    rasteriser: Rasteriser,
    pixels_per_point: f32,
    time: f64,
}

/// What one frame came to, for measuring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Meshes, each with its own clip rectangle or texture.
    pub primitives: usize,
    /// Corners of triangles.
    pub vertices: usize,
    /// Triangles.
    pub triangles: usize,
    /// Whether egui asked for another frame at once.
    pub wants_more: bool,
}

impl Headless {
    /// A context for a screen with `pixels_per_point`, in one theme.
    #[must_use]
    pub fn new(pixels_per_point: f32, theme: Theme) -> Self {
        let ctx = Context::default();
        ctx.set_theme(theme);
        Self {
            ctx,
            rasteriser: Rasteriser::new(),
            pixels_per_point,
            time: 0.0,
        }
    }

    /// The context, for fonts and styles.
    #[must_use]
    pub fn ctx(&self) -> &Context {
        &self.ctx
    }

    /// Runs one frame until it has settled and draws it. `size` is in points; `time` in seconds and, if it lies before
    /// an earlier frame's, taken as that one's, since egui's clock does not run backwards.
    ///
    /// The first pass gets `events`, the others none. What panels leave free has the theme's panel colour. The picture is
    /// `size` times the pixels per point of the context, so zooming the context in makes a larger picture.
    pub fn frame(
        &mut self,
        size: Vec2,
        events: Vec<Event>,
        time: f64,
        run: &mut dyn FnMut(&mut Ui),
    ) -> Image {
        let mut output = self.pass(size, events, time, run);
        let mut passes = 1;
        while passes < LEAST_PASSES || (passes < MOST_PASSES && wants_more(&output)) {
            output.textures_delta.clear();
            output = self.pass(size, Vec::new(), self.time + STEP_SECS, run);
            passes += 1;
        }
        let background = self.ctx.global_style().visuals.panel_fill;
        self.draw(output, size, background)
    }

    /// Runs one pass and makes its triangles without drawing them: the CPU's share of a frame in a real window. New glyphs
    /// are copied to the textures, as a window would send them to the graphics card.
    pub fn run_frame(
        &mut self,
        size: Vec2,
        events: Vec<Event>,
        time: f64,
        run: &mut dyn FnMut(&mut Ui),
    ) -> Work {
        let mut output = self.pass(size, events, time, run);
        output.textures_delta.clear();
        let wants_more = wants_more(&output);
        let primitives = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        Work::of(&primitives, wants_more)
    }

    /// One pass of egui. The texture changes have been taken over already; the caller may drop the output's.
    fn pass(
        &mut self,
        size: Vec2,
        events: Vec<Event>,
        time: f64,
        run: &mut dyn FnMut(&mut Ui),
    ) -> FullOutput {
        self.time = self.time.max(time);
        self.hold_still();
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)),
            max_texture_side: Some(TEXTURE_SIDE),
            time: Some(self.time),
            events,
            focused: true,
            ..RawInput::default()
        };
        if let Some(window) = input.viewports.get_mut(&ViewportId::ROOT) {
            window.native_pixels_per_point = Some(self.pixels_per_point);
            window.inner_rect = input.screen_rect;
            window.focused = Some(true);
        }
        let mut output = self.ctx.run_ui(input, |ui| run(ui));
        self.rasteriser.apply(&mut output.textures_delta);
        output
    }

    /// Turns off what moves by itself. Before every pass, since the app sets its theme when it likes.
    fn hold_still(&self) {
        let moves = self.ctx.options(|options| {
            [&options.dark_style, &options.light_style]
                .into_iter()
                .any(|style| {
                    style.animation_time != 0.0
                        || style.visuals.text_cursor.blink
                        || style.scroll_animation != ScrollAnimation::none()
                })
        });
        if moves {
            self.ctx.all_styles_mut(|style| {
                style.animation_time = 0.0;
                style.visuals.text_cursor.blink = false;
                style.scroll_animation = ScrollAnimation::none();
            });
        }
    }

    fn draw(&self, output: FullOutput, size: Vec2, background: Color32) -> Image {
        let pixels_per_point = output.pixels_per_point;
        let primitives = self.ctx.tessellate(output.shapes, pixels_per_point);
        let pixels = size * pixels_per_point;
        let size = [pixels.x, pixels.y].map(|side| side.round().max(1.0) as usize);
        self.rasteriser
            .paint(&primitives, pixels_per_point, size, background)
    }
}

impl Work {
    /// Counts what has been tessellated.
    #[must_use]
    pub fn of(primitives: &[ClippedPrimitive], wants_more: bool) -> Self {
        let mut work = Self {
            primitives: primitives.len(),
            wants_more,
            ..Self::default()
        };
        for primitive in primitives {
            if let Primitive::Mesh(mesh) = &primitive.primitive {
                work.vertices += mesh.vertices.len();
                work.triangles += mesh.indices.len() / 3;
            }
        }
        work
    }
}

/// Whether egui wants to be run again without waiting.
fn wants_more(output: &FullOutput) -> bool {
    output
        .viewport_output
        .get(&ViewportId::ROOT)
        .is_some_and(|window| window.repaint_delay == Duration::ZERO)
}
