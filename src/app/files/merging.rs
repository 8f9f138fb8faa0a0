//! "Merge from file…": another copy of the project is read, what it would bring is shown, and one step takes it in.
//!
//! Reading, joining and comparing go on off the UI thread. What was compared is what comes in: where the project has
//! changed meanwhile, it is compared anew before anything is taken.
//!
//! What is not saved yet gets revisions for the join, of a number that no save has. Undoing the merge brings back the
//! project as it was, with the revisions it had, so that the next merge offers the same again.
//!
//! In blind review nothing is shown first, and the banner counts nothing: it would tell of others.

use super::super::{App, BottomTab, Command, Dialog, FileQuestion, Project, causes, words};
use super::paths::absolute;
use super::{Finished, Work, file_name};
use crate::edit::{Edit, give_revisions};
use crate::model::{ArticleId, ReviewerId, Session};
use crate::review::{self, Incoming, IncomingKind, Preview};
use crate::store::{self, LoadError};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// What a file would bring.
#[derive(Clone, Debug, PartialEq)]
pub struct MergeOffer {
    /// The file.
    pub path: PathBuf,
    /// What comes in, changes, goes, and stands against each other.
    pub preview: Preview,
    /// The same as lines to show.
    pub rows: Vec<MergeRow>,
    /// How much that is, in a sentence: counted once, since a large copy brings more than a frame can count.
    pub summary: String,
    /// What is said once it is taken in.
    said: String,
    /// How many marks come in.
    added: usize,
    /// What else is to be told, in sentences.
    pub notices: Vec<String>,
    /// Both copies in one.
    joined: Project,
    /// The revision of the project with which the file was compared.
    revision: u64,
}

/// One line of what a file would bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeRow {
    /// Nothing, before a heading.
    Gap,
    /// Whose words of which article follow, and how many.
    Heading(String),
    /// One of them.
    Item {
        /// What happens: "added", "changed", "removed", "to decide"; "or" before another value of the line above.
        word: &'static str,
        /// The words that it is about.
        quote: String,
        /// What is said of them.
        says: String,
    },
}

/// A file that was compared with the project.
pub(super) struct Compared {
    session: Session,
    path: PathBuf,
    /// Whether the person has said yes to it before, when the project was another.
    is_agreed: bool,
    result: Result<MergeOffer, NotMerged>,
}

/// Why nothing can be merged.
#[derive(Debug, thiserror::Error)]
enum NotMerged {
    #[error("{0}")]
    Load(#[from] LoadError),
    #[error("{}", words::other_project(.0))]
    OtherProject(String),
}

impl App {
    pub(in crate::app) fn merge_from_file(&mut self) {
        self.ask(FileQuestion::Merge);
    }

    pub(super) fn compare_with(&mut self, path: PathBuf) {
        self.compare(absolute(path), false);
    }

    fn compare(&mut self, path: PathBuf, is_agreed: bool) {
        let context = self.next_revision();
        let (mut ours, saved) = (self.project.whole().clone(), self.saved.clone());
        let (session, revision) = (self.session, self.revision);
        let disk = Arc::clone(&self.services.disk);
        self.jobs
            .start_watched(&self.services, Work::Merge, move |progress| {
                let loaded = store::load(&*disk, &path);
                if progress.is_cancelled() {
                    return Finished::Cancelled;
                }
                let result = match loaded {
                    Err(error) => Err(error.into()),
                    Ok((theirs, _)) if theirs.project.id != ours.id => {
                        Err(NotMerged::OtherProject(file_name(&path)))
                    }
                    Ok((theirs, _)) => {
                        give_revisions(&mut ours, &saved, context);
                        let joined = review::join(&ours, &theirs.project);
                        let preview = review::preview(&ours, &joined);
                        let warnings = theirs.warnings.iter().map(ToString::to_string);
                        Ok(MergeOffer {
                            path: path.clone(),
                            rows: rows(&joined.project, &preview),
                            summary: words::would_come_in(&preview),
                            said: words::merged(&file_name(&path), &preview),
                            added: preview.marks(IncomingKind::Added),
                            preview,
                            notices: warnings.chain(joined.report.notices).collect(),
                            joined: joined.project,
                            revision,
                        })
                    }
                };
                Finished::Compared(Box::new(Compared {
                    session,
                    path,
                    is_agreed,
                    result,
                }))
            });
    }

    pub(super) fn take_compared(&mut self, compared: Compared) {
        let Compared {
            session,
            path,
            is_agreed,
            result,
        } = compared;
        if session != self.session {
            return self.notices.warn(words::NOT_MERGED_ELSEWHERE, Vec::new());
        }
        match result {
            Err(error) => self.notices.error(error.to_string(), causes(&error)),
            Ok(offer) if offer.preview.is_empty() => {
                self.notices.info(words::nothing_new(&file_name(&path)));
            }
            // In blind review there is nothing that may be shown first.
            Ok(offer) if is_agreed || self.is_blind() => self.merge(&offer),
            Ok(offer) => self.show_dialog(Dialog::Merge(Arc::new(offer))),
        }
    }

    /// Takes in what was offered, as one step.
    pub fn merge(&mut self, offer: &MergeOffer) {
        self.view.dialog = None;
        self.view.focus_text = true;
        if offer.revision != self.revision {
            return self.compare(offer.path.clone(), true);
        }
        let name = file_name(&offer.path);
        self.log
            .merged(&name, offer.added, offer.preview.to_decide());
        let before = self.project.shown().clone();
        self.commit(
            Edit::Replace(Box::new(offer.joined.clone())),
            &format!("merge from {name}"),
        );
        let has_conflicts = self.note_conflicts_since(&before);
        let undo = (words::UNDO_MERGE, Command::Undo);
        if self.is_blind() {
            return self.notices.ask_with(words::merged_unseen(&name), &[undo]);
        }
        let review = if has_conflicts {
            Command::ShowConflicts
        } else {
            Command::ShowList(BottomTab::Review)
        };
        let review = ("Review", review);
        let said = offer.said.clone();
        if offer.preview.to_decide() > 0 {
            self.notices.ask_with(said, &[review, undo]);
        } else {
            self.notices.ask_with(said, &[undo]);
        }
    }
}

/// First what has to be decided, then what comes in, by article and reviewer.
pub(super) fn rows(project: &Project, preview: &Preview) -> Vec<MergeRow> {
    let title = |id: Option<ArticleId>| {
        id.and_then(|id| project.articles.get(&id))
            .map_or("The project", |article| article.display_title())
    };
    let mut rows = Vec::new();
    let against: Vec<_> = preview.against.iter().filter(|it| it.is_new).collect();
    if !against.is_empty() {
        rows.push(MergeRow::Heading(words::need_a_decision(against.len())));
    }
    for it in against {
        // A line each, so that the other side is not cut off behind the first.
        rows.extend(
            it.values
                .iter()
                .enumerate()
                .map(|(at, value)| MergeRow::Item {
                    word: if at == 0 { "to decide" } else { "or" },
                    quote: if at == 0 {
                        it.quote.clone()
                    } else {
                        String::new()
                    },
                    says: if at == 0 {
                        format!("{}: {value}", it.field)
                    } else {
                        value.clone()
                    },
                }),
        );
    }
    let mut groups: BTreeMap<_, Vec<&Incoming>> = BTreeMap::new();
    for it in &preview.incoming {
        let key: (bool, Option<ArticleId>, Option<ReviewerId>) =
            (it.article.is_none(), it.article, it.by);
        groups.entry(key).or_default().push(it);
    }
    for ((_, article, by), items) in groups {
        let who = by.map(|by| project.reviewer_name(by));
        let counts = [
            IncomingKind::Added,
            IncomingKind::Changed,
            IncomingKind::Removed,
        ]
        .map(|kind| (items.iter().filter(|it| it.kind == kind).count(), kind));
        let counts: Vec<String> = counts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, kind)| format!("{count} {}", word(kind)))
            .collect();
        let who = who.map_or_else(String::new, |who| format!("{who} · "));
        if !rows.is_empty() {
            rows.push(MergeRow::Gap);
        }
        rows.push(MergeRow::Heading(format!(
            "{who}{} · {}",
            title(article),
            counts.join(", ")
        )));
        rows.extend(items.into_iter().map(|it| MergeRow::Item {
            word: word(it.kind),
            quote: it.quote.clone(),
            says: it.says.clone(),
        }));
    }
    rows
}

fn word(kind: IncomingKind) -> &'static str {
    match kind {
        IncomingKind::Added => "added",
        IncomingKind::Changed => "changed",
        IncomingKind::Removed => "removed",
    }
}
