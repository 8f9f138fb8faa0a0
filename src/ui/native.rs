//! The window on a screen of the system: opened by eframe, put where it was left, and kept as it closes.
//!
//! Invariant: what a frame shows and does is in [`Window`], which needs no screen; here is only what does.

use super::keyboard_focus;
use super::window::Window;
use super::window_place::{self, WindowPlace};
use crate::app::{self, App, Services, Settings, words};
use crate::store::RealDisk;
use egui::{Context, Rect, Ui, ViewportCommand, pos2, vec2};
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

/// Why there is no window.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// The display cannot be reached.
    #[error("the display does not answer: {0}")]
    Display(String),
    /// There is a display, but nothing can be drawn on it.
    #[error("there are no usable graphics: {0}")]
    Graphics(String),
}

impl From<eframe::Error> for WindowError {
    fn from(error: eframe::Error) -> Self {
        // winit puts the file and line of its own source in front, which helps nobody here.
        let text = error.to_string();
        let cause = match text.rsplit_once(".rs:") {
            Some((_, behind)) => behind.split_once(": ").map_or(behind, |(_, cause)| cause),
            None => &text,
        };
        match error {
            eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => {
                Self::Display(cause.to_owned())
            }
            _ => Self::Graphics(cause.to_owned()),
        }
    }
}

/// Opens the window on these files, and returns when it is closed; at once where another window has them open already.
///
/// # Errors
/// Where the system gives no window or no graphics.
pub fn run(files: Vec<PathBuf>) -> Result<(), WindowError> {
    let state_folder = app::state_folder();
    if let Some(folder) = &state_folder
        && let Some(said) = app::bring_forward(&RealDisk, folder, &files)
    {
        let _nobody_reads_it = writeln!(std::io::stderr(), "crosscheck: {said}");
        return Ok(());
    }
    let settings = state_folder
        .map(|folder| Settings::load(&folder).0)
        .unwrap_or_default();
    let place = WindowPlace::of(&settings);
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title(words::NAME)
            .with_app_id("crosscheck")
            .with_inner_size(place.size)
            .with_min_inner_size(window_place::LEAST_SIZE)
            .with_drag_and_drop(true),
        renderer: eframe::Renderer::Glow,
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        words::NAME,
        options,
        Box::new(move |creation| {
            let context = creation.egui_ctx.clone();
            put_in_place(creation, place);
            let wake = Arc::new({
                let context = context.clone();
                move || context.request_repaint()
            });
            let mut app = App::new(Services::of_the_system(wake));
            app.crash_copy().install();
            app.set_temporary_folders(app::temporary_folders());
            app.open_at_start(files);
            let window = Window::new(&context, app);
            Ok(Box::new(EframeWindow {
                window,
                keyboard: keyboard_focus::Asked::Again,
            }))
        }),
    )
    .map_err(WindowError::from)
}

/// Puts the new window where it was left. Only now the screens are known; it is shown after its first frame.
fn put_in_place(creation: &eframe::CreationContext<'_>, left: WindowPlace) {
    let (context, Some(window)) = (&creation.egui_ctx, creation.winit_window()) else {
        return;
    };
    let screens: Vec<Rect> = window
        .available_monitors()
        .map(|screen| {
            let (at, size) = (screen.position(), screen.size());
            Rect::from_min_size(
                pos2(at.x as f32, at.y as f32),
                vec2(size.width as f32, size.height as f32),
            )
        })
        .collect();
    let scale = window.scale_factor() as f32 * context.zoom_factor();
    let place = left.on(&screens, scale);
    if let Some(position) = place.position {
        context.send_viewport_cmd(ViewportCommand::OuterPosition(position / scale));
    }
    if place.size != left.size {
        context.send_viewport_cmd(ViewportCommand::InnerSize(place.size));
    }
    if place.is_maximised {
        // After the position, which says on which screen.
        context.send_viewport_cmd(ViewportCommand::Maximized(true));
    }
}

/// The window as eframe runs it.
struct EframeWindow {
    window: Window,
    keyboard: keyboard_focus::Asked,
}

impl eframe::App for EframeWindow {
    fn logic(&mut self, context: &Context, _frame: &mut eframe::Frame) {
        self.window.logic(context);
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        if self.keyboard == keyboard_focus::Asked::Again {
            self.keyboard = keyboard_focus::ask(frame);
            ui.ctx().request_repaint_after_secs(0.05);
        }
        self.window.ui(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.window.keep_typed();
        self.window.app.keep_work_at_the_end();
        self.window.app.save_settings();
    }
}

#[cfg(test)]
mod tests {
    use super::WindowError;

    #[test]
    fn a_cause_is_told_without_the_place_in_somebody_elses_source() {
        let error = |said: &str| WindowError::from(eframe::Error::AppCreation(said.into()));
        let graphics = |cause: &str| WindowError::Graphics(cause.to_owned());
        let found = error("os error at /a/b.rs:41: no screen: refused");
        assert_eq!(found, graphics("no screen: refused"));
        let WindowError::Graphics(cause) = error("no memory") else {
            panic!("a failure behind the display is one of graphics");
        };
        assert!(cause.ends_with("no memory"), "{cause}");
    }
}
