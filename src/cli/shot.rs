//! `shot`: the window as a picture, drawn without a display.

use super::{
    arguments::ShotArguments,
    error::CliError,
    launch::{ShotView, Theme},
    project_file::ProjectFile,
    reply::Reply,
};
use crate::{
    app::{
        App, BottomTab, Command, Dialogs, FileAnswer, FileQuestion, Services, ThemeChoice, Threads,
    },
    store::RealDisk,
    ui::{Window, picture::Headless},
};
use egui::vec2;
use std::sync::Arc;

/// Nobody is there to ask.
struct NoDialogs;

impl Dialogs for NoDialogs {
    fn ask(&self, _question: &FileQuestion) -> FileAnswer {
        FileAnswer::Cancelled
    }
}

/// The world of a window that nobody looks at: no state folder, no dialogs, no threads.
pub(super) fn services() -> Services {
    Services {
        clock: Arc::new(crate::app::now),
        new_uuid: Arc::new(uuid::Uuid::now_v7),
        disk: Arc::new(RealDisk),
        dialogs: Arc::new(NoDialogs),
        wake: Arc::new(|| {}),
        open_window: Arc::new(|_| Ok(())),
        state_folder: None,
        threads: Threads::Inline,
    }
}

/// The review list with the first card that nobody has decided, or with what waits for a sign-off where there is none.
fn show_review(app: &mut App) {
    match app.first_disagreement() {
        Some(first) => {
            app.run(Command::ShowList(BottomTab::Review));
            app.show_disagreement(first);
        }
        None => app.run(Command::ShowList(BottomTab::Review)),
    }
}

/// Draws the project into a PNG.
pub(super) fn run(arguments: ShotArguments) -> Result<Reply, CliError> {
    let ShotArguments {
        project,
        out,
        size,
        theme,
        view,
    } = arguments;
    let (loaded, warnings) = ProjectFile::load(&project)?;
    let mut app = App::new(services());
    app.replace_project(loaded, None);
    app.run(Command::Theme(match theme {
        Theme::Light => ThemeChoice::Light,
        Theme::Dark => ThemeChoice::Dark,
    }));
    match view {
        ShotView::Read => {}
        ShotView::Board => app.run(Command::ShowList(BottomTab::Board)),
        ShotView::Review => show_review(&mut app),
        ShotView::Agreement => {
            app.run(Command::ShowAgreement);
            // Counted at once, as there are no threads, and taken before the one frame.
            app.agreement();
            app.tick(0.0);
        }
    }
    let egui_theme = match theme {
        Theme::Light => egui::Theme::Light,
        Theme::Dark => egui::Theme::Dark,
    };
    let mut headless = Headless::new(1.0, egui_theme);
    let mut window = Window::new(headless.ctx(), app);
    let context = headless.ctx().clone();
    let size = vec2(size.0 as f32, size.1 as f32);
    let image = headless.frame(size, Vec::new(), 1.0, &mut |ui| {
        window.logic(&context);
        window.ui(ui);
    });
    let png = image.to_png().map_err(|error| CliError::Picture {
        path: out.clone(),
        message: error.to_string(),
    })?;
    std::fs::write(&out, png).map_err(|source| CliError::Picture {
        path: out.clone(),
        message: source.to_string(),
    })?;
    let mut reply = Reply::default();
    for warning in warnings {
        reply
            .messages
            .push(format!("{}: {warning}", project.display()));
    }
    Ok(reply)
}
