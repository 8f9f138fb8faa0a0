//! A few pictures of the whole window, by the program's own rasteriser and with its own typefaces: so that a change of
//! the looks is seen by somebody before it is committed.
//!
//! A picture that differs is written beside the old one as `.new.png`. `UPDATE_PICTURES=1` takes the new ones over.
//! No picture shows a time of day: those are of the place where the program runs.

use crosscheck::app::{
    App, Command, Dialogs, FileAnswer, FileQuestion, SelectedBy, Selection, Services, ThemeChoice,
    Threads,
};
use crosscheck::store::RealDisk;
use crosscheck::text::TextRange;
use crosscheck::ui::Window;
use crosscheck::ui::picture::{Headless, Image};
use egui::{Theme, Vec2, vec2};
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// Of a thousand pixels so many may differ: none is needed on one machine, and floating point may round otherwise on
/// another.
const DIFFERING_PER_THOUSAND: usize = 1;

/// A channel may be so much lighter or darker before a pixel counts as different.
const CHANNEL_TOLERANCE: u8 = 12;

struct NoDialogs;

impl Dialogs for NoDialogs {
    fn ask(&self, _question: &FileQuestion) -> FileAnswer {
        FileAnswer::Cancelled
    }
}

fn services() -> Services {
    Services {
        clock: Arc::new(jiff::Timestamp::default),
        new_uuid: Arc::new(|| Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001)),
        disk: Arc::new(RealDisk),
        dialogs: Arc::new(NoDialogs),
        wake: Arc::new(|| {}),
        open_window: Arc::new(|_| Ok(())),
        state_folder: None,
        threads: Threads::Inline,
    }
}

/// The window with what `prepare` has done to the app, and then `act` once all is laid out.
fn picture(
    size: Vec2,
    theme: ThemeChoice,
    prepare: impl FnOnce(&mut App),
    act: impl FnOnce(&mut App),
) -> Image {
    let mut app = App::new(services());
    app.run(Command::Theme(theme));
    prepare(&mut app);
    app.notices.settle();
    let mut headless = Headless::new(1.0, Theme::Light);
    let context = headless.ctx().clone();
    let mut window = Window::new(&context, app);
    let mut frame = |window: &mut Window, time| {
        headless.frame(size, Vec::new(), time, &mut |ui| {
            window.logic(&context);
            window.ui(ui);
        })
    };
    frame(&mut window, 0.0);
    act(&mut window.app);
    window.app.notices.settle();
    frame(&mut window, 10.0)
}

/// Selects words of the first article with the mouse, so that the foot of the pane is there too.
fn select(app: &mut App, words: &str) {
    let pane = app.focused_pane().expect("the sample has panes").id;
    let article = app.focused_article().expect("the sample has articles");
    let text = article.text.clone().expect("it has a text");
    let at = text.as_str().find(words).expect("the words are in it");
    let range = TextRange::of_bytes(at, at + words.len());
    app.select(pane, Selection::of(range), SelectedBy::Mouse);
}

fn check(name: &str, image: &Image) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures");
    let old_path = folder.join(format!("{name}.png"));
    let new_path = folder.join(format!("{name}.new.png"));
    let png = image.to_png().expect("a window has pixels");
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        std::fs::write(&old_path, png).expect("the pictures can be written");
        return;
    }
    let old = std::fs::read(&old_path).ok();
    let old = old.map(|bytes| Image::from_png(&bytes).expect("it was written by this test"));
    let differing = old.as_ref().map(|old| differing(old, image));
    let most = image.width() * image.height() * DIFFERING_PER_THOUSAND / 1000;
    if differing.flatten().is_some_and(|count| count <= most) {
        // What an earlier run left is out of date.
        let _nothing_there = std::fs::remove_file(new_path);
        return;
    }
    std::fs::write(&new_path, png).expect("the pictures can be written");
    panic!(
        "{name}: {differing:?} pixels differ, {most} may. Look at {}, and take it over with UPDATE_PICTURES=1",
        new_path.display()
    );
}

/// How many pixels differ to the eye; nothing where the sizes do.
fn differing(old: &Image, new: &Image) -> Option<usize> {
    if (old.width(), old.height()) != (new.width(), new.height()) {
        return None;
    }
    let pixels = old
        .as_bytes()
        .chunks_exact(4)
        .zip(new.as_bytes().chunks_exact(4));
    let differs = |(a, b): &(&[u8], &[u8])| {
        let mut channels = a.iter().zip(b.iter());
        channels.any(|(a, b)| a.abs_diff(*b) > CHANNEL_TOLERANCE)
    };
    Some(pixels.filter(differs).count())
}

const WORDS: &str = "a navy tug reached the ship";

#[test]
fn the_sample_project_in_light() {
    let image = picture(
        vec2(1600.0, 1000.0),
        ThemeChoice::Light,
        App::open_sample,
        |app| select(app, WORDS),
    );
    check("sample-light", &image);
}

#[test]
fn the_sample_project_in_the_dark() {
    let image = picture(
        vec2(1600.0, 1000.0),
        ThemeChoice::Dark,
        App::open_sample,
        |app| {
            app.run(Command::ToggleBottom);
            select(app, WORDS);
        },
    );
    check("sample-dark", &image);
}

#[test]
fn the_sample_project_in_a_small_window() {
    let image = picture(
        vec2(1024.0, 700.0),
        ThemeChoice::Light,
        App::open_sample,
        |app| select(app, WORDS),
    );
    check("sample-small", &image);
}

#[test]
fn the_welcome_page() {
    let image = picture(vec2(1280.0, 800.0), ThemeChoice::Light, |_| {}, |_| {});
    check("welcome", &image);
}

#[test]
fn the_question_on_closing() {
    let image = picture(
        vec2(1280.0, 800.0),
        ThemeChoice::Light,
        App::open_sample,
        |app| {
            app.run(Command::ToggleRole);
            app.run(Command::CloseProject);
        },
    );
    check("closing", &image);
}

#[test]
fn a_picture_that_differs_is_seen() {
    let white = Image::from_pixels(10, 10, vec![[255; 4]; 100]).unwrap();
    let mut pixels = vec![[255; 4]; 100];
    pixels[7] = [0, 0, 0, 255];
    pixels[8] = [250, 250, 250, 255];
    let other = Image::from_pixels(10, 10, pixels).unwrap();
    assert_eq!(differing(&white, &other), Some(1));
    assert_eq!(differing(&white, &white), Some(0));
    let small = Image::from_pixels(5, 10, vec![[255; 4]; 50]).unwrap();
    assert_eq!(differing(&white, &small), None);
}
