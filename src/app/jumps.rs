//! Back and forward after jumps, and going to a paragraph.
//!
//! As in a browser: a jump first notes the place it leaves. Steps of a walk are many small jumps, so only the place before
//! the first of a run of them in one article is noted.

use super::picker::{Picked, PickerRow};
use super::{App, PaneId, Region, Reveal, RevealHow, Scroll, SelectedBy, Selection};
use crate::model::{AnnotationId, Article, ArticleId};
use crate::text::find::{FindOptions, Needle};
use crate::text::{ParagraphIndex, Text, TextId, TextOffset, TextRange, segment};
use std::cell::RefCell;
use std::sync::Arc;

/// Places that are remembered on each side.
const MOST_PLACES: usize = 100;

/// Rows of the list of paragraphs, and characters of a row.
const MOST_ROWS: usize = 200;
const ROW_CHARACTERS: usize = 90;

/// What a jump leaves.
#[derive(Clone, Debug, PartialEq)]
enum Place {
    /// Where the caret was, and how far its pane was scrolled.
    Caret(CaretPlace, Option<Scroll>),
    /// How far panes were scrolled that a jump moved without the caret.
    Scrolled(Vec<(PaneId, Scroll)>),
}

/// Where the caret was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct CaretPlace {
    article: ArticleId,
    selection: Selection,
    active: Option<AnnotationId>,
}

/// What the rows of paragraphs were made for.
type RowsKey = (TextId, String);

/// The places before jumps, and those that steps back came from.
#[derive(Default)]
pub(super) struct Jumps {
    back: Vec<Place>,
    forward: Vec<Place>,
    /// The article in which a run of steps goes on.
    walking_in: Option<ArticleId>,
    /// Whether a step of a walk or another jump is being done, which notes its place itself.
    in_step: bool,
    /// Whether somebody goes along a list that shows its rows; where they came from is noted.
    is_looking_on: bool,
    /// The rows of the list of paragraphs, which is asked for at every frame.
    rows: RefCell<Option<(RowsKey, Vec<PickerRow>)>>,
}

impl Jumps {
    /// The keyboard leaves the list.
    pub(super) fn stop_looking_on(&mut self) {
        self.is_looking_on = false;
    }
}

impl App {
    /// To be called at the beginning of a jump: notes where the caret is, for the way back.
    pub fn remember_place(&mut self) {
        if self.jumps.in_step || self.jumps.is_looking_on {
            return;
        }
        self.jumps.walking_in = None;
        if let Some(place) = self.place() {
            self.push_place(Place::Caret(place, self.scroll_at_caret()));
        }
    }

    /// To be called before panes are scrolled by a jump that leaves the caret where it is.
    pub fn remember_scrolls(&mut self, panes: &[PaneId]) {
        self.jumps.walking_in = None;
        let scrolls = self.scrolls(panes.iter().copied());
        self.push_place(Place::Scrolled(scrolls));
    }

    fn scroll_at_caret(&self) -> Option<Scroll> {
        self.focused_pane()?.scroll
    }

    fn scrolls(&self, panes: impl Iterator<Item = PaneId>) -> Vec<(PaneId, Scroll)> {
        panes
            .filter_map(|id| Some((id, self.pane(id)?.scroll?)))
            .collect()
    }

    /// Shows a mark to whoever goes along a list, where the keyboard stays. All that is looked at so is one jump.
    pub fn show_from_list(&mut self, id: AnnotationId) {
        self.remember_place();
        self.without_jumps(|app| app.go_to_mark(id));
        self.view.region = Region::Bottom;
        self.view.focus_text = false;
        self.jumps.is_looking_on = true;
    }

    /// The same for words: they are selected in their article.
    pub fn show_words_from_list(&mut self, article: ArticleId, range: TextRange) {
        self.remember_place();
        self.without_jumps(|app| app.go_to_words(article, range));
        self.view.region = Region::Bottom;
        self.view.focus_text = false;
        self.jumps.is_looking_on = true;
    }

    /// Does a step of a walk: only the first of a run in one article is a jump, and the step
    /// out of it.
    pub(super) fn step_in_walk(&mut self, step: impl FnOnce(&mut Self)) {
        let (before, scroll) = (self.place(), self.scroll_at_caret());
        self.jumps.in_step = true;
        step(self);
        self.jumps.in_step = false;
        let Some(before) = before.filter(|before| self.place() != Some(*before)) else {
            return;
        };
        let now_in = self.place().map(|place| place.article);
        if self.jumps.walking_in != Some(before.article) || now_in != Some(before.article) {
            self.push_place(Place::Caret(before, scroll));
        }
        self.jumps.walking_in = now_in;
    }

    /// Does what jumps several times, as one jump whose place is noted already.
    pub(super) fn without_jumps(&mut self, what: impl FnOnce(&mut Self)) {
        self.jumps.in_step = true;
        what(self);
        self.jumps.in_step = false;
    }

    fn push_place(&mut self, place: Place) {
        let Jumps { back, forward, .. } = &mut self.jumps;
        forward.clear();
        let is_same = match (back.last(), &place) {
            (Some(Place::Caret(last, _)), Place::Caret(place, _)) => last == place,
            (last, place) => last == Some(place),
        };
        if !is_same {
            back.push(place);
        }
        if back.len() > MOST_PLACES {
            back.remove(0);
        }
    }

    fn place(&self) -> Option<CaretPlace> {
        self.focused_pane().map(|pane| CaretPlace {
            article: pane.article,
            selection: pane.selection,
            active: self.active,
        })
    }

    /// Whether a place is still on screen or in a tab, and not what is there now.
    fn leads_somewhere(&self, place: &Place) -> bool {
        match place {
            Place::Caret(place, _) => {
                let is_open = self.panes.iter().any(|pane| pane.article == place.article);
                is_open && self.place() != Some(*place)
            }
            Place::Scrolled(scrolls) => scrolls.iter().any(|(id, scroll)| {
                let now = self.pane(*id).and_then(|pane| pane.scroll);
                now.is_some_and(|now| !now.is_like(*scroll))
            }),
        }
    }

    /// What is left by going to a place: for the way back from it.
    fn left_by(&self, place: &Place) -> Option<Place> {
        match place {
            Place::Caret(..) => {
                let place = self.place()?;
                Some(Place::Caret(place, self.scroll_at_caret()))
            }
            Place::Scrolled(scrolls) => {
                let panes = scrolls.iter().map(|(id, _)| *id);
                Some(Place::Scrolled(self.scrolls(panes)))
            }
        }
    }

    pub(super) fn can_go_back(&self) -> bool {
        let places = &self.jumps.back;
        places.iter().any(|place| self.leads_somewhere(place))
    }

    pub(super) fn can_go_forward(&self) -> bool {
        let places = &self.jumps.forward;
        places.iter().any(|place| self.leads_somewhere(place))
    }

    pub(super) fn back(&mut self) {
        let mut places = std::mem::take(&mut self.jumps.back);
        let left = self.go_to_last(&mut places);
        self.jumps.forward.extend(left);
        self.jumps.back = places;
    }

    pub(super) fn forward(&mut self) {
        let mut places = std::mem::take(&mut self.jumps.forward);
        let left = self.go_to_last(&mut places);
        self.jumps.back.extend(left);
        self.jumps.forward = places;
    }

    /// Goes to the last of the places that still leads somewhere, and takes it and those behind it away. Returns what it left.
    fn go_to_last(&mut self, places: &mut Vec<Place>) -> Option<Place> {
        self.jumps.walking_in = None;
        while let Some(place) = places.pop() {
            if self.leads_somewhere(&place) {
                let left = self.left_by(&place);
                match place {
                    Place::Caret(place, scroll) => self.restore(place, scroll),
                    Place::Scrolled(scrolls) => {
                        for (id, scroll) in scrolls {
                            if let Some(pane) = self.pane_mut(id) {
                                pane.scroll_to = Some(scroll);
                            }
                        }
                    }
                }
                return left;
            }
        }
        None
    }

    fn restore(&mut self, place: CaretPlace, scroll: Option<Scroll>) {
        let Some(text) = self.text_of(place.article) else {
            return;
        };
        // The text may be another one by now.
        let inside = |offset| segment::floor_grapheme(&text, offset);
        let selection = Selection {
            anchor: inside(place.selection.anchor),
            head: inside(place.selection.head),
        };
        self.put_caret(place.article, selection);
        if let Some(pane) = self.focused_pane_mut() {
            pane.scroll_to = scroll.map(|scroll| Scroll {
                at: text.floor(scroll.at),
                ..scroll
            });
        }
        if selection.is_empty()
            && let Some(active) = place.active
            && self.marks_at_caret().contains(&active)
        {
            self.active = Some(active);
        }
    }

    /// Brings an article in, puts caret and selection there and shows them, as after a jump.
    pub(super) fn put_caret(&mut self, article: ArticleId, selection: Selection) {
        let pane = self.pane_for(article);
        self.select(pane, selection, SelectedBy::Keys);
        if let Some(pane) = self.pane_mut(pane) {
            pane.reveal = Some(Reveal {
                range: selection.range(),
                how: RevealHow::Jump,
            });
        }
    }

    pub(super) fn text_of(&self, article: ArticleId) -> Option<Arc<Text>> {
        self.project
            .article(article)
            .and_then(|article: &Arc<Article>| article.text.clone())
    }

    pub(super) fn paragraph_rows(&self, typed: &str) -> Vec<PickerRow> {
        let text = self
            .focused_article()
            .and_then(|article| article.text.as_deref());
        let Some(text) = text else {
            return Vec::new();
        };
        let key = (text.id(), typed.trim().to_owned());
        let mut rows = self.jumps.rows.borrow_mut();
        match &*rows {
            Some((of, rows)) if *of == key => rows.clone(),
            _ => {
                let made = paragraph_rows(text, &key.1);
                *rows = Some((key, made.clone()));
                made
            }
        }
    }

    pub(super) fn go_to_place(&mut self, offset: TextOffset) {
        let Some(article) = self.focused_pane().map(|pane| pane.article) else {
            return;
        };
        self.remember_place();
        self.put_caret(article, Selection::caret(offset));
    }
}

/// Rows for what is typed: a number and those that begin with it, or words and the paragraphs that hold them all.
fn paragraph_rows(text: &Text, typed: &str) -> Vec<PickerRow> {
    if !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return rows_by_number(text, typed);
    }
    let needles: Vec<Needle> = typed
        .split_whitespace()
        .filter_map(|word| Needle::new(word, FindOptions::default()))
        .collect();
    match needles.iter().max_by_key(|needle| needle.len()) {
        Some(rarest) => rows_by_words(text, rarest, &needles),
        None => (1..=MOST_ROWS)
            .map_while(|number| row(text, number_to_paragraph(text, number)?))
            .collect(),
    }
}

fn rows_by_number(text: &Text, typed: &str) -> Vec<PickerRow> {
    let Ok(number) = typed.parse::<usize>() else {
        return Vec::new();
    };
    // 12, then 120 to 129, then 1200 to 1299: what the digits may become.
    let mut rows = Vec::new();
    let (mut first, mut count) = (number, 1);
    while rows.len() < MOST_ROWS && first > 0 {
        let before = rows.len();
        rows.extend(
            (first..first.saturating_add(count))
                .take(MOST_ROWS - before)
                .map_while(|number| row(text, number_to_paragraph(text, number)?)),
        );
        if rows.len() == before {
            break;
        }
        (first, count) = (first.saturating_mul(10), count * 10);
    }
    rows
}

fn rows_by_words(text: &Text, rarest: &Needle, needles: &[Needle]) -> Vec<PickerRow> {
    let mut rows = Vec::new();
    let mut from = TextOffset::START;
    while rows.len() < MOST_ROWS
        && let Some(hit) = rarest.next(text, from, text.end())
    {
        let index = text.paragraph_at(hit.start);
        let paragraph = text.paragraph(index);
        let holds = |needle: &Needle| {
            needle
                .next(text, paragraph.start, paragraph.end)
                .is_some_and(|hit| hit.end <= paragraph.end)
        };
        if needles.iter().all(holds) {
            rows.extend(row(text, index));
        }
        from = paragraph.end.max(hit.end);
    }
    rows
}

/// The paragraph that people give this number, from 1.
fn number_to_paragraph(text: &Text, number: usize) -> Option<ParagraphIndex> {
    let (mut low, mut high) = (0, text.paragraph_count());
    while low < high {
        let middle = low.midpoint(high);
        if text.paragraphs_with_words(ParagraphIndex(middle)) < number {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    (number > 0 && low < text.paragraph_count()).then_some(ParagraphIndex(low))
}

/// A paragraph's number and first words; nothing where it has none.
fn row(text: &Text, index: ParagraphIndex) -> Option<PickerRow> {
    let range: TextRange = text.paragraph(index);
    let words = text.slice(range).trim();
    if words.is_empty() {
        return None;
    }
    let first: String = words.chars().take(ROW_CHARACTERS).collect();
    let cut = if first.len() < words.len() { "…" } else { "" };
    Some(PickerRow {
        title: format!("{}  {first}{cut}", text.paragraphs_with_words(index)),
        detail: String::new(),
        key: String::new(),
        is_enabled: true,
        picked: Picked::Place(range.start),
    })
}

#[cfg(test)]
mod tests {
    use super::{MOST_ROWS, paragraph_rows};
    use crate::text::Text;
    use std::fmt::Write as _;

    fn long() -> Text {
        let mut words = String::new();
        for number in 1..=1500 {
            let _infallible = write!(words, "Boat {number} came in\n\n");
        }
        Text::new(words)
    }

    fn titles(text: &Text, typed: &str) -> Vec<String> {
        let rows = paragraph_rows(text, typed);
        rows.into_iter().map(|row| row.title).collect()
    }

    #[test]
    fn digits_go_by_number_the_exact_one_first() {
        let text = long();
        let rows = titles(&text, "12");
        assert_eq!(
            rows[..3],
            [
                "12  Boat 12 came in",
                "120  Boat 120 came in",
                "121  Boat 121 came in"
            ]
        );
        assert_eq!(rows.len(), 1 + 10 + 100);
        assert_eq!(titles(&text, "1500").len(), 1);
        for none in ["0", "1501", "99999999999999999999999"] {
            assert_eq!(titles(&text, none), Vec::<String>::new(), "{none}");
        }
    }

    #[test]
    fn words_go_by_what_the_paragraphs_hold_and_there_are_never_too_many() {
        let text = long();
        assert_eq!(titles(&text, "came 1499"), ["1499  Boat 1499 came in"]);
        assert_eq!(titles(&text, "boat").len(), MOST_ROWS);
        assert_eq!(titles(&text, "").len(), MOST_ROWS);
        assert_eq!(titles(&text, "ship"), Vec::<String>::new());
    }
}
