//! What is being typed about sources: a place in a cited one, and the open card.
//!
//! Invariant: what is typed is committed when its field is left or another command runs; a change from elsewhere (an
//! undo, a merge) takes only fields in which nothing was typed since.

use crate::app::{App, words};
use crate::model::{AnnotationId, Citation, Source, SourceId};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A place in a cited source that is being typed.
#[derive(Clone, Debug)]
pub struct LocatorDraft {
    pub(super) mark: AnnotationId,
    pub(super) cite: Citation,
    pub(super) typed: String,
}

/// The open card.
#[derive(Clone, Debug)]
pub struct CardDraft {
    pub(super) id: SourceId,
    pub(super) typed: Source,
    /// The day of `typed.accessed` as it is typed.
    pub(super) day: String,
    /// What the fields showed when typing began.
    shown: Source,
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct SourceDrafts {
    pub(super) locator: Option<LocatorDraft>,
    pub(super) card: Option<CardDraft>,
}

impl SourceDrafts {
    /// Writes what was typed, if it differs from what stands there.
    pub fn keep(&mut self, app: &mut App) {
        if let Some(draft) = &mut self.locator {
            let locator = draft.typed.trim().to_owned();
            if locator != draft.cite.locator {
                app.set_locator(draft.mark, &draft.cite, &locator);
                draft.cite.locator = locator;
            }
        }
        if let Some(card) = &mut self.card {
            if let Ok(accessed) = card.accessed() {
                card.typed.accessed = accessed;
            }
            if card.typed != card.shown {
                app.set_card(card.id, card.typed.clone());
                card.shown = card.typed.clone();
            }
        }
    }

    /// Keeps what was typed on the card that is closed, and says what could not be kept.
    fn leave(&mut self, app: &mut App) {
        self.keep(app);
        if let Some(card) = self.card.take().filter(|card| card.accessed().is_err()) {
            let said = words::no_day(&card.typed.title, card.day.trim());
            app.notices.warn(said, Vec::new());
        }
    }

    /// Takes up the card that is open now, and what changed in it from elsewhere.
    pub fn follow(&mut self, app: &mut App) {
        let Some(id) = app.view.open_card else {
            self.leave(app);
            return;
        };
        if app.project.sources.contains_key(&id) && app.project.source(id).is_none() {
            // Deleted.
            app.view.open_card = None;
            self.card = None;
            return;
        }
        let now = app
            .project
            .source(id)
            .map(|record| record.source.value.clone())
            .unwrap_or_default();
        if let Some(card) = self.card.as_mut().filter(|card| card.id == id) {
            card.take_from(&now);
            return;
        }
        self.leave(app);
        self.card = Some(CardDraft {
            id,
            day: day(now.accessed),
            typed: now.clone(),
            shown: now,
        });
    }
}

/// What is typed is no day of the calendar.
pub(super) struct NotADay;

impl CardDraft {
    /// The date as typed; nothing where the field is empty.
    pub(super) fn accessed(&self) -> Result<Option<Timestamp>, NotADay> {
        let typed = self.day.trim();
        if typed == day(self.typed.accessed) {
            return Ok(self.typed.accessed);
        }
        if typed.is_empty() {
            return Ok(None);
        }
        let date: jiff::civil::Date = typed.parse().map_err(|_error| NotADay)?;
        // Noon, so that the day is the same a few time zones away.
        let noon = date
            .at(12, 0, 0, 0)
            .to_zoned(TimeZone::system())
            .map_err(|_error| NotADay)?;
        Ok(Some(noon.timestamp()))
    }

    /// Sets the day of the look.
    pub(super) fn look_at(&mut self, at: Timestamp) {
        self.typed.accessed = Some(at);
        self.day = day(Some(at));
    }

    fn take_from(&mut self, now: &Source) {
        if self.shown == *now {
            return;
        }
        macro_rules! take {
            ($($field:ident),*) => {$(
                if self.typed.$field == self.shown.$field {
                    self.typed.$field = now.$field.clone();
                }
            )*};
        }
        if self.day == day(self.shown.accessed) {
            self.day = day(now.accessed);
            self.typed.accessed = now.accessed;
        }
        take!(
            title,
            kind,
            url,
            archived_url,
            contact,
            private,
            root,
            says,
            file_sha256
        );
        self.shown = now.clone();
    }
}

/// "2026-11-27", on the calendar of this place.
fn day(at: Option<Timestamp>) -> String {
    at.map(|at| {
        at.to_zoned(TimeZone::system())
            .strftime("%Y-%m-%d")
            .to_string()
    })
    .unwrap_or_default()
}
