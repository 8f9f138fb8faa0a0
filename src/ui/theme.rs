//! Colours and sizes. Nothing else in `ui` names a colour or a size of type.
//!
//! Invariant: text of every kind has a contrast of 4.5 : 1 on every ground it stands on; a test holds every pair to it.
//! In grey the hues of the statuses are alike, so pattern and letter carry the status, never the hue alone.

use super::fonts;
use crate::model::{EffectiveStatus, Status};
use egui::{Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, TextStyle, Visuals, vec2};

/// Sizes of the layout, in points.
pub mod size {
    /// Height of the menu bar.
    pub const TOP: f32 = 38.0;
    /// Height of the bar in which words are looked for.
    pub const FIND: f32 = 36.0;
    /// Height of the status bar.
    pub const STATUS: f32 = 26.0;
    /// Height of the striped bar of blind review.
    pub const BLIND: f32 = 26.0;
    /// Width of the list of articles.
    pub const LEFT: f32 = 208.0;
    /// Width of the list folded to a rail.
    pub const RAIL: f32 = 44.0;
    /// Width of the inspector.
    pub const INSPECTOR: f32 = 280.0;
    /// Height of the inspector as a strip under the panes.
    pub const STRIP: f32 = 104.0;
    /// Height of the folded list below: its row of tabs.
    pub const TAB_ROW: f32 = 28.0;
    /// The least width of a pane.
    pub const PANE: f32 = 312.0;
    /// Between two panes.
    pub const GUTTER: f32 = 24.0;
    /// Between two panes of a narrow window.
    pub const NARROW_GUTTER: f32 = 10.0;
    /// Left of the text, for the letters of the marks.
    pub const LETTERS: f32 = 22.0;
    /// The overview ruler, right of the text.
    pub const RULER: f32 = 15.0;
    /// The foot of a pane with the statuses for the mouse.
    pub const FOOT: f32 = 34.0;
    /// A line of reading type as a multiple of its size.
    pub const LINE: f32 = 1.68;
}

/// The colours of one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Behind panels.
    pub ground: Color32,
    /// Behind text.
    pub paper: Color32,
    /// Text.
    pub ink: Color32,
    /// Text that matters less.
    pub muted: Color32,
    /// Lines between things.
    pub line: Color32,
    /// Between passages that say the same.
    pub ribbon: Color32,
    /// The caret and what has the focus.
    pub accent: Color32,
    /// Behind selected words.
    pub selection: Color32,
    /// Behind chips and what is under the pointer.
    pub chip: Color32,
    /// The lines behind a value that is provisional.
    pub hatch: Color32,
    /// Behind words that were found.
    pub hit: Color32,
    /// Behind those of them that somebody went to.
    pub hit_current: Color32,
    /// Where they are, in the overview ruler.
    pub hit_tick: Color32,
    verified: (Color32, Color32),
    unverified: (Color32, Color32),
    conflicting: (Color32, Color32),
    is_dark: bool,
}

/// Letters on paper.
pub const LIGHT: Theme = Theme {
    ground: rgb(0xf3f1ea),
    paper: rgb(0xfffdf8),
    ink: rgb(0x22201c),
    muted: rgb(0x656055),
    line: rgb(0xdfd9cb),
    ribbon: rgb(0x8aa4c8),
    accent: rgb(0x1f5fd0),
    selection: rgb(0xcfdff8),
    chip: rgb(0xe9e4d8),
    hatch: rgb(0xe5dfd1),
    hit: rgb(0xfff09a),
    hit_current: rgb(0xffd766),
    hit_tick: rgb(0xa88000),
    verified: (rgb(0x0a6a4f), rgb(0xdcf0e8)),
    unverified: (rgb(0x8a5200), rgb(0xfbefd5)),
    conflicting: (rgb(0xa5155f), rgb(0xfae1ee)),
    is_dark: false,
};

/// Letters in the dark.
pub const DARK: Theme = Theme {
    ground: rgb(0x17181b),
    paper: rgb(0x1f2125),
    ink: rgb(0xe8e5dc),
    muted: rgb(0xa9a598),
    line: rgb(0x34373e),
    ribbon: rgb(0x66809f),
    accent: rgb(0x86b4ff),
    selection: rgb(0x2a3f63),
    chip: rgb(0x2d3037),
    hatch: rgb(0x33363e),
    hit: rgb(0x3f3a0f),
    hit_current: rgb(0x57330f),
    hit_tick: rgb(0xc9a227),
    verified: (rgb(0x5bdbb0), rgb(0x15362d)),
    unverified: (rgb(0xf3bb63), rgb(0x3d3019)),
    conflicting: (rgb(0xff93cb), rgb(0x431e34)),
    is_dark: true,
};

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// How much of the paper lies over words that step back.
const VEIL: f32 = 0.38;

impl Theme {
    /// The theme that egui shows now.
    #[must_use]
    pub fn of(context: &egui::Context) -> &'static Self {
        match context.theme() {
            egui::Theme::Light => &LIGHT,
            egui::Theme::Dark => &DARK,
        }
    }

    /// Underline and letter of a status.
    #[must_use]
    pub fn status(&self, status: EffectiveStatus) -> Color32 {
        match status {
            EffectiveStatus::Tagged(Status::Verified) => self.verified.0,
            EffectiveStatus::Tagged(Status::Unverified) => self.unverified.0,
            EffectiveStatus::Tagged(Status::Conflicting) => self.conflicting.0,
            EffectiveStatus::Disputed => self.ink,
            EffectiveStatus::Nothing => self.muted,
        }
    }

    /// Behind the words of a mark. Disputed has no hue.
    #[must_use]
    pub fn tint(&self, status: EffectiveStatus) -> Color32 {
        match status {
            EffectiveStatus::Tagged(Status::Verified) => self.verified.1,
            EffectiveStatus::Tagged(Status::Unverified) => self.unverified.1,
            EffectiveStatus::Tagged(Status::Conflicting) => self.conflicting.1,
            EffectiveStatus::Disputed | EffectiveStatus::Nothing => self.chip,
        }
    }

    /// Over words that step back: set aside, or done where only what is left should stand out. They stay readable.
    #[must_use]
    pub fn veil(&self) -> Color32 {
        self.paper.gamma_multiply(VEIL)
    }

    /// A thin line.
    #[must_use]
    pub fn hairline(&self) -> Stroke {
        Stroke::new(1.0, self.line)
    }

    /// Sets this theme's colours and the sizes of type for egui's own widgets.
    fn visuals(&self) -> Visuals {
        let mut visuals = if self.is_dark {
            Visuals::dark()
        } else {
            Visuals::light()
        };
        visuals.panel_fill = self.ground;
        visuals.window_fill = self.paper;
        visuals.window_stroke = self.hairline();
        visuals.extreme_bg_color = self.paper;
        visuals.faint_bg_color = self.chip;
        visuals.code_bg_color = self.chip;
        visuals.text_edit_bg_color = Some(self.paper);
        visuals.weak_text_color = Some(self.muted);
        visuals.hyperlink_color = self.accent;
        visuals.selection.bg_fill = self.selection;
        visuals.selection.stroke = Stroke::new(1.0, self.ink);
        visuals.window_corner_radius = CornerRadius::same(10);
        visuals.menu_corner_radius = CornerRadius::same(8);
        visuals.warn_fg_color = self.unverified.0;
        visuals.error_fg_color = self.conflicting.0;
        let widgets = &mut visuals.widgets;
        for (widget, fill, text) in [
            (&mut widgets.noninteractive, self.ground, self.ink),
            (&mut widgets.inactive, self.ground, self.ink),
            (&mut widgets.hovered, self.chip, self.ink),
            (&mut widgets.active, self.chip, self.ink),
            (&mut widgets.open, self.chip, self.ink),
        ] {
            widget.bg_fill = fill;
            widget.weak_bg_fill = fill;
            widget.bg_stroke = self.hairline();
            widget.fg_stroke = Stroke::new(1.0, text);
            widget.corner_radius = CornerRadius::same(6);
            widget.expansion = 0.0;
        }
        widgets.noninteractive.bg_stroke = self.hairline();
        widgets.active.bg_stroke = Stroke::new(1.5, self.accent);
        visuals
    }
}

/// Type of the shell.
#[must_use]
pub fn shell(points: f32) -> FontId {
    FontId::new(points, FontFamily::Proportional)
}

/// Type of the shell, half bold.
#[must_use]
pub fn shell_strong(points: f32) -> FontId {
    FontId::new(points, FontFamily::Name(fonts::SHELL_SEMIBOLD.into()))
}

/// Type of the shell, bold.
#[must_use]
pub fn shell_bold(points: f32) -> FontId {
    FontId::new(points, FontFamily::Name(fonts::SHELL_BOLD.into()))
}

/// Reading type.
#[must_use]
pub fn reading(points: f32) -> FontId {
    FontId::new(points, FontFamily::Name(fonts::READING.into()))
}

/// Reading type, italic.
#[must_use]
pub fn reading_italic(points: f32) -> FontId {
    FontId::new(points, FontFamily::Name(fonts::READING_ITALIC.into()))
}

/// Reading type, bold.
#[must_use]
pub fn reading_bold(points: f32) -> FontId {
    FontId::new(points, FontFamily::Name(fonts::READING_BOLD.into()))
}

/// Gives egui both themes, the sizes of type and the spacing of the shell.
pub fn install(context: &egui::Context) {
    for (egui_theme, theme) in [(egui::Theme::Light, LIGHT), (egui::Theme::Dark, DARK)] {
        context.style_mut_of(egui_theme, |style| {
            style.visuals = theme.visuals();
            style.text_styles = [
                (TextStyle::Body, shell(13.0)),
                (TextStyle::Button, shell(13.0)),
                (TextStyle::Small, shell(11.5)),
                (TextStyle::Heading, shell_strong(16.0)),
                (TextStyle::Monospace, shell(12.5)),
            ]
            .into();
            style.spacing.item_spacing = vec2(6.0, 4.0);
            style.spacing.button_padding = vec2(8.0, 4.0);
            style.spacing.menu_margin = Margin::same(6);
            style.spacing.interact_size = vec2(28.0, 24.0);
            style.interaction.selectable_labels = false;
            style.animation_time = 0.0;
        });
    }
    context.options_mut(|options| {
        // Where the system does not say: paper.
        options.fallback_theme = egui::Theme::Light;
        // Ctrl and plus change the reading type, and Ctrl+Q asks first: both are commands.
        options.zoom_with_keyboard = false;
        options.quit_shortcuts.clear();
    });
}

#[cfg(test)]
mod tests {
    use super::{DARK, LIGHT, Theme};
    use crate::model::{EffectiveStatus, Status};
    use egui::Color32;

    /// Relative luminance of WCAG 2.
    fn luminance(color: Color32) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
    }

    fn contrast(one: Color32, other: Color32) -> f64 {
        let (a, b) = (luminance(one), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    const STATUSES: [EffectiveStatus; 4] = [
        EffectiveStatus::Tagged(Status::Verified),
        EffectiveStatus::Tagged(Status::Unverified),
        EffectiveStatus::Tagged(Status::Conflicting),
        EffectiveStatus::Disputed,
    ];

    /// Every ground on which text of the kind can stand.
    fn pairs(theme: &Theme) -> Vec<(String, Color32, Color32)> {
        let mut pairs = Vec::new();
        let grounds = [
            ("ground", theme.ground),
            ("paper", theme.paper),
            ("chip", theme.chip),
            ("hatch", theme.hatch),
            ("selection", theme.selection),
        ];
        for (name, ground) in [("hit", theme.hit), ("current hit", theme.hit_current)] {
            pairs.push((format!("ink on {name}"), theme.ink, ground));
            pairs.push((format!("muted on {name}"), theme.muted, ground));
        }
        for (name, ground) in grounds {
            pairs.push((format!("ink on {name}"), theme.ink, ground));
        }
        for (name, ground) in &grounds[..4] {
            pairs.push((format!("muted on {name}"), theme.muted, *ground));
        }
        for status in STATUSES {
            pairs.push((format!("ink on {status:?}"), theme.ink, theme.tint(status)));
            pairs.push((
                format!("muted on {status:?}"),
                theme.muted,
                theme.tint(status),
            ));
            pairs.push((
                format!("{status:?} on its tint"),
                theme.status(status),
                theme.tint(status),
            ));
            for (name, ground) in &grounds[..4] {
                pairs.push((
                    format!("{status:?} on {name}"),
                    theme.status(status),
                    *ground,
                ));
            }
        }
        for (name, ground) in &grounds[..2] {
            pairs.push((format!("accent on {name}"), theme.accent, *ground));
        }
        pairs
    }

    #[test]
    fn every_pair_of_text_and_ground_has_enough_contrast() {
        for theme in [LIGHT, DARK] {
            for (name, text, ground) in pairs(&theme) {
                let found = contrast(text, ground);
                assert!(
                    found >= 4.5,
                    "{name} has {found:.2} : 1 in the {} theme",
                    if theme.is_dark { "dark" } else { "light" }
                );
            }
        }
    }

    #[test]
    fn words_that_step_back_can_be_read() {
        for theme in [LIGHT, DARK] {
            let under_veil = theme.ink.blend(theme.veil());
            let found = contrast(under_veil, theme.paper);
            assert!(found >= 4.5, "{found:.2} : 1");
            assert!(
                found < contrast(theme.ink, theme.paper) / 1.5,
                "it steps back"
            );
        }
    }

    #[test]
    fn ticks_of_hits_can_be_told_from_the_paper() {
        for theme in [LIGHT, DARK] {
            assert!(contrast(theme.hit_tick, theme.paper) >= 3.0);
        }
    }

    #[test]
    fn in_grey_the_three_hues_are_alike_so_that_nobody_relies_on_them() {
        let values = STATUSES[..3]
            .iter()
            .map(|status| luminance(LIGHT.status(*status)));
        assert!(
            values.clone().all(|value| (0.08..0.20).contains(&value)),
            "{:?}",
            values.collect::<Vec<_>>()
        );
    }
}
