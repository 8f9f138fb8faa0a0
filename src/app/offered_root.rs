//! Roots that words beside a passage name, offered for a person to accept.
//!
//! Offered only for a mark that is tied to a claim, whose own root is empty, and where the words name another root than
//! the article's. Looked for once for a mark and a revision of the project, since the inspector asks at every frame.

use super::{App, Command, words};
use crate::compare::{reported, root_key};
use crate::model::AnnotationId;
use std::cell::RefCell;

/// A root that can be accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedRoot {
    /// The passage whose root it would be.
    pub mark: AnnotationId,
    /// The words that name it, as "told Reuters".
    pub words: String,
    /// The name.
    pub root: String,
}

/// For which mark and at which revision of the project was looked, and what was found.
type Looked = ((AnnotationId, u64), Option<OfferedRoot>);

/// What was looked for last.
#[derive(Default)]
pub(super) struct Offered(RefCell<Option<Looked>>);

impl App {
    /// The root that words beside the target name, if it has none of its own.
    #[must_use]
    pub fn offered_root(&self) -> Option<OfferedRoot> {
        let mark = self.active_mark()?.id;
        let key = (mark, self.revision());
        let mut kept = self.offered.0.borrow_mut();
        match &*kept {
            Some((of, found)) if *of == key => found.clone(),
            _ => {
                let found = self.look_for_root(mark);
                *kept = Some((key, found.clone()));
                found
            }
        }
    }

    fn look_for_root(&self, id: AnnotationId) -> Option<OfferedRoot> {
        let mark = self.project.annotation(id)?;
        self.project.claim_of(mark)?;
        let article = self.project.article(mark.article)?;
        let text = article.text.as_ref()?;
        let has_own = mark
            .tie
            .as_ref()
            .is_some_and(|tie| !tie.value.root.trim().is_empty());
        if has_own || mark.text_id != article.text_id {
            return None;
        }
        let of_article = root_key(&article.meta().root);
        let found = reported(text, mark.hull())
            .into_iter()
            .find(|found| root_key(&found.root) != of_article)?;
        let words: Vec<&str> = text.slice(found.words).split_whitespace().collect();
        Some(OfferedRoot {
            mark: id,
            words: words.join(" "),
            root: found.root,
        })
    }

    /// The root that is offered becomes the passage's own.
    pub(super) fn use_reported_root(&mut self) {
        let Some(offered) = self.offered_root() else {
            self.notices.info(words::NO_REPORTED_ROOT);
            return;
        };
        self.set_root(offered.mark, &offered.root);
        let said = words::root_is_now(&offered.root);
        self.notices.offer(said, "Undo", Command::Undo);
    }
}
