//! A window that nobody looks at, and what is done in it.

use super::{
    figures::{Finding, Millis, Spread},
    meter::{processor_time, processor_time_of},
};
use crate::{
    app::{
        App, Command, FIND_AT_ONCE_BYTES, PaneId, PathPurpose, Reveal, RevealHow, SelectedBy,
        Selection, Severity, TEXT_SIZES,
    },
    cli::{error::CliError, shot},
    model::Status,
    text::{
        Text, TextOffset, TextRange,
        find::{FindOptions, Needle},
        segment,
    },
    ui::{Window, picture::Headless},
};
use egui::{Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, TouchPhase, Vec2, vec2};
use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

/// The window in points, and pixels.
const SIZE: Vec2 = vec2(1600.0, 1000.0);

/// Panes that are shown.
const PANES: usize = 3;

/// Points that a frame of scrolling moves: four lines.
const WHEEL_POINTS: f32 = 76.0;

/// Words among which one is chosen to look for.
const WORDS_LOOKED_AT: usize = 200;

/// Seconds between two frames.
const FRAME_SECS: f64 = 1.0 / 60.0;

/// Frames after which nothing moves any more: half a second, as the wheel runs out softly.
const SETTLING_FRAMES: usize = 30;

/// A window that nobody looks at.
pub(super) struct Stage {
    headless: Headless,
    window: Window,
    time: f64,
    /// For each pane, whether the wheel turns up.
    turns_up: [bool; PANES],
}

impl Stage {
    /// A window with nothing open.
    pub(super) fn new() -> Self {
        let headless = Headless::new(1.0, egui::Theme::Light);
        let mut app = App::new(shot::services());
        // The smallest type: a pane shows 45 lines.
        app.settings.text_size = TEXT_SIZES.0;
        // Matching is the work of a thread beside the window, and all work is done at once here.
        app.stop_matching();
        "bench".clone_into(&mut app.settings.reviewer_name);
        let window = Window::new(headless.ctx(), app);
        Self {
            headless,
            window,
            time: 0.0,
            turns_up: [false; PANES],
        }
    }

    /// Keeps a journal of what is done from now on, as the window does.
    pub(super) fn keep_journal_in(&mut self, folder: &Path) {
        self.window.app.keep_journal_in(folder.to_owned());
    }

    /// One frame, made ready for the graphics card. Returns its processor time.
    pub(super) fn frame(&mut self, events: Vec<Event>) -> Duration {
        self.time += FRAME_SECS;
        let Self {
            headless,
            window,
            time,
            ..
        } = self;
        let context = headless.ctx().clone();
        processor_time_of(|| {
            headless.run_frame(SIZE, events, *time, &mut |ui| {
                window.logic(&context);
                window.ui(ui);
            });
        })
    }

    /// Frames until nothing moves.
    pub(super) fn settle(&mut self) {
        for _ in 0..SETTLING_FRAMES {
            self.frame(Vec::new());
        }
    }

    /// Loads a project as the window does, up to where the next frame takes it over. Returns the time on the clock.
    pub(super) fn open(&mut self, path: &Path) -> Millis {
        let began = Instant::now();
        self.window.app.open_project(path.to_owned());
        Millis::of(began.elapsed())
    }

    /// # Errors
    /// What the window calls an error.
    pub(super) fn said(&self) -> Result<(), CliError> {
        match self
            .window
            .app
            .notices
            .shown()
            .iter()
            .find(|notice| notice.severity == Severity::Error)
        {
            Some(notice) => Err(CliError::NotMeasured(notice.text.clone())),
            None => Ok(()),
        }
    }

    /// Shows the three longest articles; what is missing is made up by showing one twice.
    pub(super) fn show_three_panes(&mut self) {
        let app = &mut self.window.app;
        let length = |app: &App, pane: PaneId| text_of(app, pane).map_or(0, |text| text.len());
        let mut panes: Vec<PaneId> = app.panes.iter().map(|pane| pane.id).collect();
        panes.sort_by_key(|pane| std::cmp::Reverse(length(app, *pane)));
        for pane in panes.iter().skip(PANES) {
            app.close_pane(*pane);
        }
        while !app.panes.is_empty() && app.panes.len() < PANES {
            app.run(Command::SplitPane);
        }
        app.run(Command::ArrangePanes);
    }

    /// Goes to a share of every text. Returns the processor time of the frame that shows it.
    pub(super) fn jump(&mut self, share: f64) -> Duration {
        self.settle();
        let began = processor_time();
        let app = &mut self.window.app;
        for pane in panes(app) {
            let Some(text) = text_of(app, pane) else {
                continue;
            };
            let to = text.floor(TextOffset::new((text.len() as f64 * share) as usize));
            let to = segment::floor_grapheme(&text, to);
            if let Some(pane) = app.pane_mut(pane) {
                pane.reveal = Some(Reveal {
                    range: TextRange::between(to, to),
                    how: RevealHow::Jump,
                });
            }
        }
        let prepared = processor_time().saturating_sub(began);
        prepared + self.frame(Vec::new())
    }

    /// Turns the wheel over one pane after the other; at the end of a text it turns the other way. Returns the processor
    /// time of the frame, or nothing where there is no text.
    pub(super) fn scroll(&mut self, number: usize) -> Option<Duration> {
        let index = number % PANES;
        let pane = *panes(&self.window.app).get(index)?;
        let before = self.visible(pane);
        let points = if self.turns_up[index] {
            WHEEL_POINTS
        } else {
            -WHEEL_POINTS
        };
        let events = vec![
            Event::PointerMoved(middle_of(index)),
            Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta: vec2(0.0, points),
                phase: TouchPhase::Move,
                source: MouseWheelSource::Trackpad,
                modifiers: Modifiers::NONE,
            },
        ];
        let time = self.frame(events);
        if self.visible(pane) == before {
            self.turns_up[index] = !self.turns_up[index];
        }
        Some(time)
    }

    fn visible(&self, pane: PaneId) -> Option<TextRange> {
        self.window.app.pane(pane).and_then(|pane| pane.visible)
    }

    /// Selects a word in view, marks it and takes that back. Returns the processor times from the commands to the frames
    /// that show them, or nothing where no word is in view.
    pub(super) fn mark_and_undo(&mut self, number: usize) -> Option<(Duration, Duration)> {
        let pane = *panes(&self.window.app).get(number % PANES)?;
        let visible = self.visible(pane)?;
        let text = text_of(&self.window.app, pane)?;
        let wanted = visible.start.bytes() + visible.len() * (number + 1) / (super::MARKS + 1);
        let at = segment::floor_grapheme(&text, text.floor(TextOffset::new(wanted)));
        let word = segment::word_at(&text, at)
            .or_else(|| segment::word_at(&text, segment::next_word(&text, at)))
            .or_else(|| segment::word_at(&text, segment::previous_word(&text, at)))?;
        self.window
            .app
            .select(pane, Selection::of(word), SelectedBy::Keys);
        self.frame(Vec::new());
        let status = Status::ALL[number % Status::ALL.len()];
        let marked = self.command(Command::Mark(status))?;
        self.frame(Vec::new());
        let undone = self.command(Command::Undo)?;
        self.frame(Vec::new());
        Some((marked, undone))
    }

    /// The processor time of a command and of the frame that shows it; nothing where it changed nothing.
    fn command(&mut self, command: Command) -> Option<Duration> {
        let app = &mut self.window.app;
        let before = app.revision();
        let time = processor_time_of(|| app.run(command));
        let changed = app.revision() != before;
        let shown = self.frame(Vec::new());
        changed.then_some(time + shown)
    }

    /// Looks for a word of the texts in all of them, several times. Returns the processor times in the middle; nothing
    /// where the texts have no word.
    pub(super) fn find(&self) -> Option<Finding> {
        let articles = self.window.app.articles_in_order();
        let texts: Vec<&Text> = articles
            .iter()
            .filter_map(|article| article.text.as_deref())
            .collect();
        let word = texts.iter().find_map(|text| a_word_of(text))?;
        let needle = Needle::new(word, FindOptions::default())?;
        let (mut first, mut all, mut found) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..super::SEARCHES {
            first.push(processor_time_of(|| {
                found = hits_of(&needle, &texts, FIND_AT_ONCE_BYTES);
            }));
            all.push(processor_time_of(|| {
                found = hits_of(&needle, &texts, usize::MAX);
            }));
        }
        Some(Finding {
            first: Spread::of(&first)?.p50,
            all: Spread::of(&all)?.p50,
            hits: found.len(),
        })
    }

    /// Saves what is open into a folder for temporary files. Returns the time on the clock.
    pub(super) fn save_a_copy(&mut self) -> Result<Millis, CliError> {
        let failed = |error: std::io::Error| {
            CliError::NotMeasured(format!(
                "the system's folder for temporary files cannot be written, so saving was not measured: {error}"
            ))
        };
        let folder = tempfile::tempdir().map_err(failed)?;
        let path = folder.path().join("bench.ron");
        let began = Instant::now();
        self.window
            .app
            .take_typed_path(PathPurpose::SaveAs, &path.to_string_lossy());
        let time = Millis::of(began.elapsed());
        self.frame(Vec::new());
        self.said()?;
        Ok(time)
    }

    /// Bytes of the present texts.
    pub(super) fn text_bytes(&self) -> usize {
        self.window
            .app
            .project
            .live_articles()
            .filter_map(|article| article.text.as_ref())
            .map(|text| text.len())
            .sum()
    }

    /// How many texts there are.
    pub(super) fn article_count(&self) -> usize {
        self.window.app.project.live_articles().count()
    }

    /// Annotations that are not deleted.
    pub(super) fn annotation_count(&self) -> usize {
        self.window.app.project.live_annotations().count()
    }
}

/// The panes that are shown.
fn panes(app: &App) -> Vec<PaneId> {
    app.panes.iter().map(|pane| pane.id).take(PANES).collect()
}

fn text_of(app: &App, pane: PaneId) -> Option<Arc<Text>> {
    app.project.article(app.pane(pane)?.article)?.text.clone()
}

/// A word of a text that somebody could look for: the first of four letters and more behind its middle, else the first
/// from its start on.
fn a_word_of(text: &Text) -> Option<&str> {
    let words = text.as_str();
    let middle = text.floor(TextOffset::new(text.len() / 2)).bytes();
    // The middle may cut a word.
    let behind = words[middle..]
        .find(char::is_whitespace)
        .map_or("", |at| &words[middle + at..]);
    let found = |part| {
        segment::words(part)
            .map(|word| &part[word])
            .take(WORDS_LOOKED_AT)
            .find(|word| word.chars().count() >= 4)
    };
    found(behind)
        .or_else(|| found(words))
        .or_else(|| segment::words(words).next().map(|word| &words[word]))
}

/// The hits that begin in the first `bytes` of the texts, in their order.
fn hits_of(needle: &Needle, texts: &[&Text], bytes: usize) -> Vec<TextRange> {
    let (mut hits, mut left) = (Vec::new(), bytes);
    for text in texts {
        let until = TextOffset::new(left.min(text.len()));
        needle.hits_between(text, TextOffset::START, until, &mut hits);
        left = left.saturating_sub(text.len());
        if left == 0 {
            break;
        }
    }
    hits
}

/// A place inside the text of one of three panes.
fn middle_of(index: usize) -> Pos2 {
    use crate::ui::theme::size;
    let (left, right) = (size::LEFT, SIZE.x - size::INSPECTOR);
    let width = (right - left) / PANES as f32;
    Pos2::new(left + width * (index as f32 + 0.5), SIZE.y / 2.0)
}

#[cfg(test)]
mod tests {
    use super::{PANES, Stage, a_word_of, hits_of, panes};
    use crate::text::{
        Text,
        find::{FindOptions, Needle},
    };
    use crate::{
        edit::{Edit, fixture, give_revisions},
        import,
        model::{ArticleId, Project, ProjectId, Record},
        store::{self, Expected, RealDisk},
    };
    use uuid::Uuid;

    /// What is measured happens: three panes show text, the wheel moves each of them, and a mark comes and goes.
    #[test]
    fn the_window_does_what_is_measured() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p.ron");
        let mut project = Project::new(ProjectId(Uuid::from_u128(1)));
        for number in 0..2 {
            let text = format!("Article {number}\n\n") + &"The ferry ran aground.\n\n".repeat(300);
            let article = import::import_pasted(&text, None).unwrap();
            let article = article.into_article(ArticleId(Uuid::from_u128(10 + number)));
            let add = Edit::Add(Box::new(Record::Article(Box::new(article))));
            add.apply(&mut project).unwrap();
        }
        let nothing = Project::new(project.id);
        give_revisions(&mut project, &nothing, fixture::save_context(1, 1));
        store::save(&RealDisk, &path, &project, Expected::NewFile).unwrap();

        let mut stage = Stage::new();
        stage.open(&path);
        stage.frame(Vec::new());
        stage.said().unwrap();
        stage.show_three_panes();
        stage.settle();
        let shown = panes(&stage.window.app);
        assert_eq!(shown.len(), PANES);
        for share in [0.5, 0.0] {
            stage.jump(share);
            stage.settle();
            for (number, pane) in shown.iter().enumerate() {
                let before = stage.visible(*pane).unwrap();
                assert_eq!(before.start.bytes() == 0, share == 0.0);
                assert!((700..1500).contains(&before.len()), "{before:?}");
                assert!(stage.scroll(number).is_some());
                assert_ne!(stage.visible(*pane), Some(before));
            }
        }
        assert!(stage.mark_and_undo(1).is_some());
        // Each of the two texts has 300 times the same four words.
        assert_eq!(stage.find().unwrap().hits, 600);
        assert_eq!(stage.annotation_count(), 0);
        stage.save_a_copy().unwrap();
    }

    #[test]
    fn the_first_frame_waits_for_the_first_bytes_only() {
        let [one, two] = ["A ferry, a ferry", "The ferry"].map(Text::new);
        let needle = Needle::new("ferry", FindOptions::default()).unwrap();
        for (bytes, hits) in [(3, 1), (16, 2), (20, 2), (21, 3), (usize::MAX, 3)] {
            assert_eq!(
                hits_of(&needle, &[&one, &two], bytes).len(),
                hits,
                "{bytes}"
            );
        }
        for (text, word) in [
            ("A ferry, a ferry", Some("ferry")),
            ("A fog on a day", Some("A")),
            ("Fog over the isthmus, for a while", Some("while")),
            ("  \n", None),
        ] {
            assert_eq!(a_word_of(&Text::new(text)), word, "{text}");
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_an_error_in_the_windows_words() {
        let mut stage = Stage::new();
        stage.open("no/such.ron".as_ref());
        stage.frame(Vec::new());
        assert!(stage.said().unwrap_err().to_string().contains("such.ron"));
    }
}
