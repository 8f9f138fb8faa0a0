//! Pictures of real widgets: text is there, the same twice, and the harness sees what a headless window sees.

#[path = "support/renderer.rs"]
mod renderer;

use crosscheck::ui::fonts;
use crosscheck::ui::picture::{Headless, Image};
use egui::{Color32, Event, Modifiers, PointerButton, Pos2, Rect, RichText, Theme, Ui, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use renderer::Eye;

const SIZE: Vec2 = vec2(320.0, 160.0);

fn widgets(ui: &mut Ui) {
    let style = ui.ctx().global_style();
    egui::Frame::central_panel(&style).show(ui, |ui| {
        ui.label(RichText::new("Ferry aground").font(fonts::font(fonts::READING_BOLD, 20.0)));
        ui.label(RichText::new("All on board were brought ashore").italics());
        if ui.button("Verified").clicked() {
            ui.label("pressed");
        }
        ui.colored_label(Color32::RED, "conflicting");
    });
}

fn headless(pixels_per_point: f32, theme: Theme) -> Headless {
    let headless = Headless::new(pixels_per_point, theme);
    fonts::install(headless.ctx());
    headless
}

/// How many pixels of a part of the picture pass a test.
fn count(image: &Image, rect: Rect, is_wanted: impl Fn(Color32) -> bool) -> usize {
    let columns = rect.min.x as usize..rect.max.x as usize;
    let mut wanted = 0;
    for y in rect.min.y as usize..rect.max.y as usize {
        wanted += columns
            .clone()
            .filter(|x| image.pixel(*x, y).is_some_and(&is_wanted))
            .count();
    }
    wanted
}

fn is_dark(colour: Color32) -> bool {
    colour.r() < 110 && colour.g() < 110 && colour.b() < 110
}

#[test]
fn text_is_where_the_label_is_and_nowhere_else() {
    let mut window = headless(1.0, Theme::Light);
    let mut label = Rect::NOTHING;
    let image = window.frame(SIZE, Vec::new(), 0.0, &mut |ui| {
        label = ui.label("All on board were brought ashore").rect;
    });
    assert_eq!((image.width(), image.height()), (320, 160));
    let inside = count(&image, label, is_dark);
    assert!(inside > 100, "{inside} dark pixels in {label:?}");
    assert_eq!(
        inside,
        count(&image, Rect::from_min_size(Pos2::ZERO, SIZE), is_dark)
    );
}

#[test]
fn a_picture_is_the_same_bytes_every_time() {
    let picture = || {
        headless(1.5, Theme::Dark)
            .frame(SIZE, Vec::new(), 0.0, &mut widgets)
            .to_png()
            .unwrap()
    };
    assert_eq!(picture(), picture());
}

#[test]
fn a_frame_has_settled_when_it_is_drawn() {
    let mut window = headless(1.0, Theme::Light);
    let first = window.frame(SIZE, Vec::new(), 0.0, &mut widgets);
    let later = window.frame(SIZE, Vec::new(), 60.0, &mut widgets);
    assert_eq!(first, later);
}

#[test]
fn a_frame_goes_on_until_egui_is_content_but_not_for_ever() {
    let colours = [Color32::RED, Color32::GREEN, Color32::BLUE, Color32::YELLOW];
    let mut runs = 0;
    let image = headless(1.0, Theme::Light).frame(SIZE, Vec::new(), 0.0, &mut |ui| {
        let step = runs.min(colours.len() - 1);
        ui.painter().rect_filled(ui.max_rect(), 0.0, colours[step]);
        if step + 1 < colours.len() {
            ui.ctx().request_repaint();
        }
        runs += 1;
    });
    assert_eq!(image.pixel(100, 100), Some(Color32::YELLOW));

    let mut runs = 0;
    let _ = headless(1.0, Theme::Light).frame(SIZE, Vec::new(), 0.0, &mut |ui| {
        ui.ctx().request_repaint();
        runs += 1;
    });
    assert!((4..100).contains(&runs), "{runs} runs");
}

#[test]
fn what_one_pass_measures_the_picture_shows() {
    let mut window = headless(1.0, Theme::Light);
    let mut width = 0.0;
    // In the second frame egui itself sees no reason for another pass.
    for (time, wanted) in [(0.0, 50.0), (10.0, 80.0)] {
        let image = window.frame(SIZE, Vec::new(), time, &mut |ui| {
            let bar = Rect::from_min_size(Pos2::ZERO, vec2(width, 10.0));
            ui.painter().rect_filled(bar, 0.0, Color32::RED);
            width = wanted;
        });
        assert_eq!(image.pixel(wanted as usize - 5, 5), Some(Color32::RED));
    }
}

#[test]
fn nothing_moves_by_itself_whatever_the_theme_says() {
    let mut window = headless(1.0, Theme::Light);
    let mut text = String::new();
    let mut ui = |ui: &mut Ui| {
        ui.ctx().all_styles_mut(|style| {
            style.animation_time = 5.0;
            style.visuals.text_cursor.blink = true;
        });
        ui.text_edit_singleline(&mut text).request_focus();
    };
    // The caret would be on for half a second and off for the next.
    let [first, ..] =
        [0.0, 10.3, 20.8, 31.1].map(|time| window.frame(SIZE, Vec::new(), time, &mut ui));
    let later = [40.2, 50.7, 61.3].map(|time| window.frame(SIZE, Vec::new(), time, &mut ui));
    assert!(later.iter().all(|image| *image == first));
}

#[test]
fn events_reach_the_widgets_once() {
    let mut window = headless(1.0, Theme::Light);
    let mut button = Rect::NOTHING;
    let mut clicks = 0;
    let mut ui = |ui: &mut Ui| {
        let response = ui.button("Verified");
        button = response.rect;
        clicks += usize::from(response.clicked());
    };
    let _ = window.frame(SIZE, Vec::new(), 0.0, &mut ui);
    let pos = Pos2::new(20.0, 12.0);
    let press = |pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let events = vec![Event::PointerMoved(pos), press(true), press(false)];
    let _ = window.frame(SIZE, events, 1.0, &mut ui);
    assert!(button.contains(pos), "{button:?}");
    assert_eq!(clicks, 1);
}

#[test]
fn themes_and_densities_show() {
    let light = headless(1.0, Theme::Light).frame(SIZE, Vec::new(), 0.0, &mut widgets);
    let dark = headless(1.0, Theme::Dark).frame(SIZE, Vec::new(), 0.0, &mut widgets);
    let fine = headless(2.0, Theme::Light).frame(SIZE, Vec::new(), 0.0, &mut widgets);
    assert!(light.pixel(2, 2).unwrap().r() > 200);
    assert!(dark.pixel(2, 2).unwrap().r() < 60);
    assert_eq!((fine.width(), fine.height()), (640, 320));
}

#[test]
fn measuring_counts_triangles_and_leaves_the_next_picture_whole() {
    let mut window = headless(1.0, Theme::Light);
    let work = window.run_frame(SIZE, Vec::new(), 0.0, &mut widgets);
    assert!(
        work.primitives > 0 && work.triangles > 100 && work.vertices > work.triangles,
        "{work:?}"
    );
    // The font texture was uploaded while measuring.
    let after = window.frame(SIZE, Vec::new(), 1.0, &mut widgets);
    assert_eq!(
        after,
        headless(1.0, Theme::Light).frame(SIZE, Vec::new(), 1.0, &mut widgets)
    );
}

#[test]
fn the_harness_sees_a_press() {
    let eye = Eye::default();
    let mut harness = Harness::builder()
        .with_size(SIZE)
        .with_theme(Theme::Light)
        .with_context_setup(fonts::install)
        .renderer(eye.renderer())
        .build_ui(widgets);
    harness.run();
    let before = eye.picture(&harness);
    assert!(
        count(
            &before,
            harness.get_by_label("Ferry aground").rect(),
            is_dark
        ) > 100
    );
    harness.get_by_label("Verified").hover();
    harness.run();
    let hovered = eye.picture(&harness);
    assert_ne!(before, hovered);
    harness.remove_cursor();
    harness.run();
    assert_eq!(before, eye.picture(&harness));
}
