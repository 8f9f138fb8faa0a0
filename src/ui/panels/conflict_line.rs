//! Values that are one of several, wherever they stand beside the texts: which of them are hatched, and the line that says
//! so and opens the card on which one is chosen.

use crate::app::{App, words};
use crate::model::{Annotation, ClaimId, RecordRef, RegisterName, RegisterRef, SourceId};
use crate::ui::theme::{self, Theme};
use egui::{Button, RichText, Ui};

/// Registers of the records that the inspector shows.
pub(super) fn of_mark(mark: &Annotation, name: RegisterName) -> RegisterRef {
    RegisterRef {
        record: RecordRef::Annotation(mark.id),
        name,
    }
}

/// What a claim says.
pub(super) fn of_claim(claim: ClaimId) -> RegisterRef {
    RegisterRef {
        record: RecordRef::Claim(claim),
        name: RegisterName::Claim,
    }
}

/// What a source says.
pub(super) fn of_source(source: SourceId) -> RegisterRef {
    RegisterRef {
        record: RecordRef::Source(source),
        name: RegisterName::Source,
    }
}

/// Which fields of my judgement are one of several values.
#[derive(Clone, Debug, Default)]
pub(super) struct Torn(Vec<&'static str>);

impl Torn {
    /// Those of a mark.
    pub(super) fn of(app: &App, mark: &Annotation) -> Self {
        let at = of_mark(mark, RegisterName::Assessment(app.reviewer()));
        let rivals = app.is_in_conflict(at).then(|| app.rivals(at)).flatten();
        let Some(first) = rivals.as_ref().and_then(|rivals| rivals.values.first()) else {
            return Self::default();
        };
        Self(first.words.iter().map(|word| word.name).collect())
    }

    /// Whether the status is.
    pub(super) fn status(&self) -> bool {
        self.0.contains(&"")
    }

    /// Whether the note is.
    pub(super) fn note(&self) -> bool {
        self.0.contains(&"note")
    }

    /// Whether the correction is.
    pub(super) fn should_read(&self) -> bool {
        self.0.contains(&"should read")
    }

    /// Whether the cited sources are.
    pub(super) fn sources(&self) -> bool {
        self.0.contains(&"sources")
    }
}

/// Shows the line where the register is in conflict; nothing else.
pub(super) fn conflict_line_ui(ui: &mut Ui, app: &mut App, at: RegisterRef) {
    let Some(line) = app.conflict_line(at) else {
        return;
    };
    let theme = Theme::of(ui.ctx());
    let text = RichText::new(line)
        .font(theme::shell(11.5))
        .color(theme.accent);
    let button = ui.add(Button::new(text).frame(false).truncate());
    super::focus_frame(ui, &button);
    if button.on_hover_text(words::PROVISIONAL_HELP).clicked() {
        app.open_conflict(at);
    }
}
