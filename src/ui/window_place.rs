//! Where the window stands: noted while it is open, looked at again before it is put there at the next start.
//!
//! The size is in points, so that it holds as much on a screen of another density; the position is in pixels, the only
//! measure that several screens of unlike density share.

use crate::app::Settings;
use egui::{Pos2, Rect, Vec2, ViewportInfo, vec2};

/// The window of the first start, in points.
const DEFAULT_SIZE: Vec2 = vec2(1440.0, 900.0);

/// The smallest window, in points.
pub const LEAST_SIZE: Vec2 = vec2(640.0, 420.0);

/// What of the upper edge, in points, has to lie on a screen: enough to take hold of it with the mouse.
const HANDLE: Vec2 = vec2(120.0, 16.0);

/// Where a window goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WindowPlace {
    /// Points inside of the frame.
    pub size: Vec2,
    /// The corner of the frame in pixels; `None` leaves it to the system.
    pub position: Option<Pos2>,
    /// Whether it fills the screen it stands on.
    pub is_maximised: bool,
}

impl WindowPlace {
    /// As the settings have it, which may be a place for screens that are not there any more.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        let size = settings.window_size.map_or(DEFAULT_SIZE, Vec2::from);
        Self {
            size: if size.is_finite() {
                size.max(LEAST_SIZE)
            } else {
                DEFAULT_SIZE
            },
            position: settings.window_position.map(Pos2::from),
            is_maximised: settings.window_is_maximised,
        }
    }

    /// The same on these screens, which are in pixels, `scale` of them a point. A place that cannot be seen is left to the
    /// system; a window that is larger than its screen gets the size of the first start.
    #[must_use]
    pub fn on(self, screens: &[Rect], scale: f32) -> Self {
        let screen_at = |position: Pos2| {
            let edge = Rect::from_min_size(position, vec2(self.size.x, HANDLE.y) * scale);
            // A hair less, since pixels of a point are seldom whole.
            let handle = HANDLE * scale - Vec2::splat(0.5);
            screens.iter().find(|screen| {
                let seen = screen.intersect(edge);
                seen.width() >= handle.x && seen.height() >= handle.y
            })
        };
        let found = self
            .position
            .filter(|position| position.is_finite())
            .and_then(|position| screen_at(position).map(|screen| (position, *screen)));
        let fits = |screen: &Rect| {
            let room = screen.size() / scale;
            self.size.x <= room.x + 0.5 && self.size.y <= room.y + 0.5
        };
        match found {
            Some((_, screen)) if !fits(&screen) => Self {
                size: DEFAULT_SIZE.min(screen.size() / scale).max(LEAST_SIZE),
                position: None,
                ..self
            },
            Some(_) => self,
            None if screens.is_empty() || screens.iter().any(fits) => Self {
                position: None,
                ..self
            },
            None => {
                let widest = screens
                    .iter()
                    .fold(Vec2::ZERO, |most, screen| most.max(screen.size() / scale));
                Self {
                    size: DEFAULT_SIZE.min(widest).max(LEAST_SIZE),
                    position: None,
                    ..self
                }
            }
        }
    }
}

/// Notes where the window stands. What it comes back to is what a person gave it: not the size of a window that is
/// maximised, minimised or on the whole screen.
pub fn note(settings: &mut Settings, viewport: &ViewportInfo, scale: f32) {
    if viewport.minimized == Some(true) || viewport.fullscreen == Some(true) {
        return;
    }
    if let Some(is_maximised) = viewport.maximized {
        settings.window_is_maximised = is_maximised;
        if is_maximised {
            return;
        }
    }
    if let Some(rect) = viewport.inner_rect {
        settings.window_size = Some(rect.size().into());
    }
    if let Some(rect) = viewport.outer_rect {
        settings.window_position = Some((rect.min * scale).round().into());
    }
}

#[cfg(test)]
mod tests {
    use super::{DEFAULT_SIZE, LEAST_SIZE, WindowPlace, note};
    use crate::app::Settings;
    use egui::{Pos2, Rect, Vec2, ViewportInfo, pos2, vec2};

    fn screen(x: f32, y: f32, width: f32, height: f32) -> Rect {
        Rect::from_min_size(pos2(x, y), vec2(width, height))
    }

    fn place(size: Vec2, position: Pos2) -> WindowPlace {
        WindowPlace {
            size,
            position: Some(position),
            is_maximised: false,
        }
    }

    #[test]
    fn a_place_on_one_of_the_screens_stays() {
        let screens = [
            screen(0.0, 0.0, 1920.0, 1080.0),
            screen(1920.0, 0.0, 2560.0, 1440.0),
        ];
        let size = vec2(1000.0, 700.0);
        for position in [
            pos2(0.0, 0.0),
            pos2(2500.0, 300.0),
            // Half off to a side, and across two screens.
            pos2(-800.0, 20.0),
            pos2(1500.0, 300.0),
        ] {
            let place = place(size, position);
            assert_eq!(place.on(&screens, 1.0), place, "{position:?}");
        }
        let whole = place(vec2(1920.0, 1080.0), pos2(0.0, 0.0));
        assert_eq!(whole.on(&screens, 1.0), whole);
    }

    #[test]
    fn a_place_off_every_screen_is_left_to_the_system() {
        let screens = [screen(0.0, 0.0, 1920.0, 1080.0)];
        let size = vec2(1000.0, 700.0);
        for position in [
            pos2(2500.0, 300.0),
            pos2(1850.0, 300.0),
            pos2(-950.0, 300.0),
            // The upper edge, by which it is moved, cannot be reached.
            pos2(100.0, -300.0),
            pos2(100.0, 1079.0),
            pos2(f32::NAN, 0.0),
            pos2(f32::INFINITY, 0.0),
        ] {
            let found = place(size, position).on(&screens, 1.0);
            assert_eq!((found.position, found.size), (None, size), "{position:?}");
        }
        assert_eq!(place(size, pos2(10.0, 10.0)).on(&[], 1.0).position, None);
    }

    #[test]
    fn a_window_larger_than_its_screen_gets_the_size_of_the_first_start() {
        let large = place(vec2(2500.0, 1400.0), pos2(10.0, 10.0));
        let found = large.on(&[screen(0.0, 0.0, 1920.0, 1080.0)], 1.0);
        assert_eq!((found.size, found.position), (DEFAULT_SIZE, None));
        let found = large.on(&[screen(0.0, 0.0, 1366.0, 768.0)], 1.0);
        assert_eq!(found.size, vec2(1366.0, 768.0));
        // As many pixels, but two of them a point.
        let found = large.on(&[screen(0.0, 0.0, 2560.0, 1440.0)], 2.0);
        assert_eq!(found.size, vec2(1280.0, 720.0));
        assert_eq!(large.on(&[screen(0.0, 0.0, 2560.0, 1440.0)], 1.0), large);
        let lost = place(vec2(2500.0, 1400.0), pos2(9000.0, 10.0));
        let found = lost.on(&[screen(0.0, 0.0, 1920.0, 1080.0)], 1.0);
        assert_eq!((found.size, found.position), (DEFAULT_SIZE, None));
    }

    #[test]
    fn nonsense_in_the_settings_makes_a_window_all_the_same() {
        for (size, expected) in [
            (None, DEFAULT_SIZE),
            (Some([f32::NAN, 900.0]), DEFAULT_SIZE),
            (Some([-5.0, 0.0]), LEAST_SIZE),
        ] {
            let settings = Settings {
                window_size: size,
                ..Settings::default()
            };
            assert_eq!(WindowPlace::of(&settings).size, expected);
        }
    }

    #[test]
    fn what_is_noted_is_what_the_person_gave_it() {
        let mut settings = Settings::default();
        let usual = ViewportInfo {
            inner_rect: Some(screen(50.0, 80.0, 800.0, 600.0)),
            outer_rect: Some(screen(48.0, 60.0, 804.0, 622.0)),
            maximized: Some(false),
            minimized: Some(false),
            ..ViewportInfo::default()
        };
        note(&mut settings, &usual, 2.0);
        let given = WindowPlace {
            size: vec2(800.0, 600.0),
            position: Some(pos2(96.0, 120.0)),
            is_maximised: false,
        };
        assert_eq!(WindowPlace::of(&settings), given);
        let large = Some(screen(0.0, 0.0, 1920.0, 1080.0));
        let other = |maximized, minimized, fullscreen| ViewportInfo {
            inner_rect: large,
            outer_rect: large,
            maximized: Some(maximized),
            minimized: Some(minimized),
            fullscreen: Some(fullscreen),
            ..ViewportInfo::default()
        };
        note(&mut settings, &other(false, true, false), 2.0);
        note(&mut settings, &other(false, false, true), 2.0);
        assert_eq!(WindowPlace::of(&settings), given);
        note(&mut settings, &other(true, false, false), 2.0);
        let maximised = WindowPlace {
            is_maximised: true,
            ..given
        };
        assert_eq!(WindowPlace::of(&settings), maximised);
        // Minimised while it is maximised, it comes back maximised.
        note(&mut settings, &other(false, true, false), 2.0);
        assert_eq!(WindowPlace::of(&settings), maximised);
    }
}
