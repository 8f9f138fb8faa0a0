//! What the popups about claims list: the claims, with which status, move or also, the stance.

use super::picker::{Picked, PickerKind, PickerRow, fit, fitting};
use super::{App, ClaimChoice, SecondTie, words};
use crate::model::{AnnotationId, ClaimId, Stance, Status};
use std::collections::BTreeSet;

/// Rows at most: who has more claims types a word of the one that is meant.
const MOST_ROWS: usize = 200;

/// Characters of a statement in another sentence.
const MOST_QUOTED: usize = 40;

impl App {
    /// The claims that fit what is typed, and a new one: of the typed words, else of those that are to be tied. The new
    /// one stands first where nothing is typed or nothing fits, so that Enter does what is meant.
    pub(super) fn claim_rows(&self, typed: &str, kind: &PickerKind) -> Vec<PickerRow> {
        let picked = |claim| match kind {
            PickerKind::CurrentClaim => Picked::CurrentClaim(claim),
            _ => Picked::Claim(claim),
        };
        let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut fits: Vec<(usize, ClaimId)> = self
            .claims_by_use()
            .into_iter()
            .filter_map(|id| fit(self.statement(id), &typed).map(|fit| (fit, id)))
            .collect();
        fits.sort_by_key(|(fit, _)| *fit);
        fits.truncate(MOST_ROWS);
        let mut rows: Vec<PickerRow> = fits
            .iter()
            .map(|(_, id)| PickerRow {
                title: self.statement(*id).to_owned(),
                detail: self.claim_detail(*id),
                key: String::new(),
                is_enabled: true,
                picked: picked(ClaimChoice::Known(*id)),
            })
            .collect();
        let new = match kind {
            PickerKind::CurrentClaim => typed.clone(),
            _ if typed.is_empty() => self.words_to_tie(),
            _ => typed.clone(),
        };
        let is_there = fits
            .iter()
            .any(|(_, id)| self.statement(*id).to_lowercase() == new.to_lowercase());
        if !new.is_empty() && !is_there {
            let at = if typed.is_empty() { 0 } else { rows.len() };
            let row = PickerRow {
                title: format!("New claim: {new}"),
                detail: String::new(),
                key: String::new(),
                is_enabled: true,
                picked: picked(ClaimChoice::New(new)),
            };
            rows.insert(at, row);
        }
        rows
    }

    /// The claims, those used in this session first, then the newest.
    #[must_use]
    pub fn claims_by_use(&self) -> Vec<ClaimId> {
        let is_live = |id: &ClaimId| self.project.claim(*id).is_some();
        let mut claims = self.recent_claims.clone();
        claims.retain(is_live);
        let used: BTreeSet<ClaimId> = claims.iter().copied().collect();
        let all = self.project.live_claims().map(|record| record.id);
        let mut others: Vec<ClaimId> = all.filter(|id| !used.contains(id)).collect();
        others.reverse();
        claims.extend(others);
        claims
    }

    /// What the popup of claims is for: how many marks it ties.
    #[must_use]
    pub fn tie_title(&self) -> String {
        match self.list_targets().len() {
            0 | 1 => "Tie to a claim".to_owned(),
            marks => format!("Tie {marks} marks to a claim"),
        }
    }

    /// What stands in the way of tying a mark.
    #[must_use]
    pub fn tied_title(&self) -> String {
        match (self.list_targets().len(), self.target_claim()) {
            (0, Some(claim)) => {
                let name = words::shortened(self.statement(claim), MOST_QUOTED);
                format!("Tied to {} already", words::in_quotes(&name))
            }
            _ => "Tied to another claim already".to_owned(),
        }
    }

    /// "3 passages in 2 articles · current".
    fn claim_detail(&self, id: ClaimId) -> String {
        let (passages, articles) = self.passages_and_articles(id);
        let mut parts = vec![words::passages(passages, articles)];
        if self.target_claim() == Some(id) {
            parts.push("states it already".to_owned());
        }
        if self.current_claim().is_some_and(|record| record.id == id) {
            parts.push("current".to_owned());
        }
        parts.join(" · ")
    }

    /// The words of what is to be tied, as one line: the first of several rows, else the target.
    fn words_to_tie(&self) -> String {
        let rows = self.list_targets();
        let is_row = |id: &&AnnotationId| rows.contains(id);
        let first_row = self.listed().rows().iter().find(is_row);
        let row = first_row.and_then(|id| self.project.annotation(*id));
        let quote = match row {
            Some(mark) => mark.quote(),
            None => self.words_of_target().unwrap_or_default(),
        };
        words::as_statement(&quote)
    }

    /// The row that Enter takes at first where unmarked words are tied: the status that was given last.
    pub(super) fn first_tie_as_row(&self) -> usize {
        let last = self.last_status().unwrap_or(Status::Unverified);
        let at = Status::ALL.iter().position(|status| *status == last);
        at.unwrap_or(0)
    }

    /// The statuses with which unmarked words can be tied, always in the same order.
    pub(super) fn tie_as_rows(typed: &str, claim: &ClaimChoice) -> Vec<PickerRow> {
        let rows = Status::ALL
            .into_iter()
            .map(|status| PickerRow {
                title: format!("Mark {} and tie", status.word()),
                detail: words::status_help(status).to_owned(),
                key: words::status_key(status).to_owned(),
                is_enabled: true,
                picked: Picked::TieAs(claim.clone(), status),
            })
            .collect();
        fitting(rows, typed)
    }

    /// Move or also.
    pub(super) fn move_or_also_rows(&self, typed: &str, claim: &ClaimChoice) -> Vec<PickerRow> {
        let name = match claim {
            ClaimChoice::Known(id) => self.statement(*id),
            ClaimChoice::New(statement) => statement,
        };
        let name = words::in_quotes(&words::shortened(name, MOST_QUOTED));
        let row = |title, detail: &str, key: &str, how| PickerRow {
            title,
            detail: detail.to_owned(),
            key: key.to_owned(),
            is_enabled: true,
            picked: Picked::SecondTie(claim.clone(), how),
        };
        let rows = vec![
            row(
                format!("Move to {name}"),
                "Its stance begins anew",
                "M",
                SecondTie::Move,
            ),
            row(
                format!("Also tie to {name}"),
                "A second mark, unverified until judged",
                "A",
                SecondTie::Also,
            ),
        ];
        fitting(rows, typed)
    }

    /// The three stances.
    pub(super) fn stance_rows(typed: &str) -> Vec<PickerRow> {
        let rows = Stance::ALL.map(|stance| {
            let (title, key) = words::stance_name(stance);
            PickerRow {
                title: title.to_owned(),
                detail: words::stance_help(stance).to_owned(),
                key: key.to_owned(),
                is_enabled: true,
                picked: Picked::Stance(stance),
            }
        });
        fitting(rows.into(), typed)
    }
}
