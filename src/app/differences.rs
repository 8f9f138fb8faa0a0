//! In what two states of what is shown differ, as an edit that names the records.
//!
//! What is kept between frames follows edits by the records that they name. In a view an edit can bring in and take away
//! marks that it does not name, and a merge names everything; there the tables of both states are laid side by side, which
//! passes over what they share.

use super::{App, SeenMarks, open_project};
use crate::edit::Edit;
use crate::model::{Article, Project, RecordRef, Table};
use crate::review::Hiding;
use imbl::ordmap::DiffItem;
use std::sync::Arc;

/// With more than this share of the marks changed, making everything anew is cheaper than following.
const LARGE_SHARE: usize = 4;

impl App {
    /// Brings up to date what is kept of the project, after an edit of what was shown before.
    pub(super) fn changed_from(&mut self, before: &Project, edit: &Edit) {
        let lens = self.project.lens();
        // What an edit hides or brings to light does not stand in it.
        let named = match lens.hiding {
            Hiding::Others if lens.marks != SeenMarks::All => Some(everything(&self.project)),
            Hiding::Others => {
                open_project::brings_to_light(edit).then(|| everything(&self.project))
            }
            Hiding::Nothing => (lens.marks != SeenMarks::All || matches!(edit, Edit::Replace(_)))
                .then(|| named(before, &self.project)),
        };
        self.changed(named.as_ref().unwrap_or(edit));
    }
}

/// An edit that names what differs. It stands for no change of its own and is never applied.
pub(super) fn named(before: &Project, after: &Project) -> Edit {
    let mut names = Vec::new();
    name(&before.annotations, &after.annotations, |id| {
        names.push(Edit::Remove(RecordRef::Annotation(id)));
    });
    if names.len() > after.annotations.len() / LARGE_SHARE {
        return everything(after);
    }
    name(&before.decisions, &after.decisions, |id| {
        names.push(Edit::Remove(RecordRef::Decision(id)));
    });
    name(&before.claims, &after.claims, |id| {
        names.push(Edit::Remove(RecordRef::Claim(id)));
    });
    name(&before.sources, &after.sources, |id| {
        names.push(Edit::Remove(RecordRef::Source(id)));
    });
    name(&before.articles, &after.articles, |id| {
        let states = (before.articles.get(&id), after.articles.get(&id));
        names.push(match states {
            (Some(before), Some(after)) if have_the_same_words(before, after) => {
                Edit::ArticleInfo(id, after.info.clone())
            }
            _ => Edit::Remove(RecordRef::Article(id)),
        });
    });
    Edit::Batch(names)
}

/// The same where everything may be another.
pub(super) fn everything(shown: &Project) -> Edit {
    Edit::Replace(Box::new(shown.clone()))
}

/// Whether marks lie where they lay: only who read or signed it, or what is known of it, is another.
fn have_the_same_words(before: &Article, after: &Article) -> bool {
    before.text_id == after.text_id
        && before.text.is_some() == after.text.is_some()
        && before.fate == after.fate
}

fn name<Id: Ord + Copy, T: Eq>(
    before: &Table<Id, T>,
    after: &Table<Id, T>,
    mut name: impl FnMut(Id),
) {
    for difference in before.diff(after) {
        match difference {
            DiffItem::Add(id, _) | DiffItem::Remove(id, _) => name(*id),
            DiffItem::Update {
                old: (id, old),
                new: (_, new),
            } => {
                if !Arc::ptr_eq(old, new) {
                    name(*id);
                }
            }
        }
    }
}
