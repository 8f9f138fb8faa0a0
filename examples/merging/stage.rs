//! A window that nobody looks at.

use crate::copies::readers;
use crosscheck::{
    app::{App, Dialogs, FileAnswer, FileQuestion, Services, Threads},
    cli::processor_time,
    model::Project,
    store::RealDisk,
    ui::{Window, picture::Headless},
};
use egui::vec2;
use std::{path::PathBuf, sync::Arc, time::Duration};
use uuid::Uuid;

/// How long a view is waited for.
const MOST_FRAMES: usize = 500;

/// Whatever is asked, this file is the answer.
struct Answer(PathBuf);

impl Dialogs for Answer {
    fn ask(&self, _question: &FileQuestion) -> FileAnswer {
        FileAnswer::Chosen(vec![self.0.clone()])
    }
}

/// A window without a screen.
pub(super) struct Stage {
    headless: Headless,
    pub(super) window: Window,
    frames: usize,
}

impl Stage {
    pub(super) fn of(project: Project, to_merge: PathBuf) -> Self {
        let mut app = App::new(Services {
            clock: Arc::new(crosscheck::app::now),
            new_uuid: Arc::new(Uuid::now_v7),
            disk: Arc::new(RealDisk),
            dialogs: Arc::new(Answer(to_merge)),
            wake: Arc::new(|| {}),
            open_window: Arc::new(|_| Ok(())),
            state_folder: None,
            threads: Threads::Spawn,
        });
        app.settings.reviewer = Some(readers(&project)[0]);
        app.replace_project(project, None);
        // Their time is not that of the views.
        app.stop_matching();
        let headless = Headless::new(1.0, egui::Theme::Light);
        let window = Window::new(headless.ctx(), app);
        let mut stage = Self {
            headless,
            window,
            frames: 0,
        };
        stage.settle();
        stage
    }

    pub(super) fn settle(&mut self) {
        for _ in 0..20 {
            self.frame();
        }
    }

    /// The worst frame, the first of which begins with `work`, until it `holds`.
    pub(super) fn worst_until(
        &mut self,
        work: impl FnOnce(&mut App),
        holds: impl Fn(&App) -> bool,
    ) -> Duration {
        let began = processor_time();
        work(&mut self.window.app);
        self.frame();
        let mut worst = processor_time().saturating_sub(began);
        for number in 0..MOST_FRAMES {
            let began = processor_time();
            self.frame();
            worst = worst.max(processor_time().saturating_sub(began));
            if number > 2 && holds(&self.window.app) {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        worst
    }

    pub(super) fn frame(&mut self) {
        let Self {
            headless,
            window,
            frames,
        } = self;
        *frames += 1;
        let context = headless.ctx().clone();
        headless.run_frame(
            vec2(1600.0, 1000.0),
            Vec::new(),
            *frames as f64 / 60.0,
            &mut |ui| {
                window.logic(&context);
                window.ui(ui);
            },
        );
    }
}
