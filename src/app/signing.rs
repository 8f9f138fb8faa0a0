//! Signing off marks and articles, and what is said of seals.

use super::{App, Command, SealLines, Target, Walk, words};
use crate::edit::signing::{
    SignContext, Signing, sign, sign_article, take_back, take_back_article,
};
use crate::model::{Annotation, Article, ReviewerId, SmallMap};
use crate::review::{
    Seal, SignRefusal, Waiting, authors, may_sign, may_sign_article, seals, seals_of_article, waits,
};
use std::sync::Arc;

impl App {
    fn sign_context(&self) -> SignContext {
        SignContext {
            by: self.reviewer(),
            at: (self.services.clock)(),
        }
    }

    /// Signs the mark off, on the walk along what waits for it.
    pub(super) fn sign_off(&mut self) {
        if self.settings.walk != Walk::SignOff {
            let keys = [Command::SignOff, Command::ChooseWalk];
            self.notices
                .info(self.with_keys(words::NOT_ON_SIGN_OFF, &keys));
            return;
        }
        let Some(mark) = self.active_mark().cloned() else {
            self.notices.info(words::NO_ACTIVE_MARK);
            return;
        };
        if self.must_look_first() {
            return;
        }
        if let Err(refusal) = self.may_sign(&mark) {
            let said = self.refusal_words(refusal, &authors(&mark, self.marks.decisions()));
            self.notices.info(said);
            return;
        }
        let decisions = self.marks.decisions();
        let signing = sign(&self.project, mark.id, decisions, self.sign_context());
        let is_signed = signing.is_some();
        self.take_signing(signing, "Signed off.");
        if is_signed {
            // The next one that waits, as after a decision.
            self.walk(super::walk::Direction::Onward);
            self.notices.offer("Signed off.", "Undo", Command::Undo);
        }
    }

    /// Signs the focused article off with all its marks.
    pub(super) fn sign_off_article(&mut self) {
        let Some(article) = self.focused_article().cloned() else {
            return;
        };
        let me = self.reviewer();
        let decisions = self.marks.decisions();
        if let Err(refusal) = may_sign_article(&self.project, &article, decisions, me) {
            let said = match refusal {
                SignRefusal::NotJudged => words::NO_MARKS_TO_SIGN.to_owned(),
                other => words::article_not_signed(other).to_owned(),
            };
            self.notices.info(said);
            return;
        }
        let signing = sign_article(&self.project, article.id, decisions, self.sign_context());
        let said = format!("{} is signed off.", article.display_title());
        self.take_signing(signing, &said);
    }

    pub(super) fn take_sign_off_back(&mut self) {
        let Some(Target::Mark(id)) = self.target() else {
            self.notices.info(words::NO_ACTIVE_MARK);
            return;
        };
        let back = take_back(&self.project, id, self.sign_context());
        if back.is_none() {
            self.notices.info(words::NOT_SIGNED_BY_YOU);
        }
        self.take_signing(back, "Your sign-off was taken back.");
    }

    pub(super) fn take_article_sign_off_back(&mut self) {
        let Some(article) = self.focused_article().map(|article| article.id) else {
            return;
        };
        let back = take_back_article(&self.project, article, self.sign_context());
        if back.is_none() {
            self.notices.info(words::NOT_SIGNED_BY_YOU);
        }
        self.take_signing(back, "Your sign-off was taken back.");
    }

    fn take_signing(&mut self, signing: Option<Signing>, said: &str) {
        if let Some(Signing { edit, label }) = signing {
            let edit = self.with_reviewer(edit);
            self.commit(edit, &label);
            self.notices.settle();
            self.notices.offer(said, "Undo", Command::Undo);
        }
    }

    pub(super) fn has_signed_mark(&self) -> bool {
        let me = self.reviewer();
        self.active_mark()
            .is_some_and(|mark| is_signed_by(&mark.signed, me))
    }

    pub(super) fn has_signed_article(&self) -> bool {
        let me = self.reviewer();
        self.focused_article()
            .is_some_and(|article| is_signed_by(&article.signed, me))
    }

    /// Whether the person at this machine may sign a mark off.
    ///
    /// # Errors
    /// With the reason why not.
    pub fn may_sign(&self, mark: &Annotation) -> Result<(), SignRefusal> {
        may_sign(&self.project, mark, self.marks.decisions(), self.reviewer())
    }

    /// Why a sign-off is refused, and who else may not give it.
    fn refusal_words(&self, refusal: SignRefusal, authors: &[ReviewerId]) -> String {
        let said = refusal.to_string();
        let is_own = matches!(
            refusal,
            SignRefusal::OwnJudgement | SignRefusal::OwnDecision
        );
        let me = self.reviewer();
        let others: Vec<ReviewerId> = authors.iter().copied().filter(|by| *by != me).collect();
        if !is_own || others.is_empty() {
            return said;
        }
        let names = self.names(&others);
        format!("{said} {names} may not sign it either.")
    }

    /// The name of a reader; the person at this machine has one before the project knows them.
    fn name_of(&self, id: ReviewerId) -> String {
        let is_new = id == self.reviewer() && !self.project.reviewers.contains_key(&id);
        if !is_new {
            return self.project.reviewer_name(id);
        }
        match self.settings.reviewer_name.as_str() {
            "" => "you".to_owned(),
            name => name.to_owned(),
        }
    }

    /// Names joined as in a sentence: "Rosa, Teun and Mia".
    #[must_use]
    pub fn names(&self, reviewers: &[ReviewerId]) -> String {
        let names: Vec<String> = reviewers.iter().map(|id| self.name_of(*id)).collect();
        match &names[..] {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }

    /// The sign-offs of a mark, each in a sentence, and whether it holds.
    #[must_use]
    pub fn seal_lines(&self, mark: &Annotation) -> Vec<(bool, String)> {
        self.lines_of(&seals(&self.project, mark, self.marks.decisions()))
    }

    /// The sign-offs of an article, each in a sentence, and whether it holds. Looked at anew where the project has changed.
    pub fn article_seal_lines(&mut self, article: &Article) -> SealLines {
        if article.signed.is_empty() {
            return Arc::new([]);
        }
        let revision = self.revision();
        if let Some((at, lines)) = self.reviewing.article_seals.get(&article.id)
            && *at == revision
        {
            return Arc::clone(lines);
        }
        let seals = seals_of_article(&self.project, article, self.marks.decisions());
        let lines: SealLines = self.lines_of(&seals).into();
        let kept = (revision, Arc::clone(&lines));
        self.reviewing.article_seals.insert(article.id, kept);
        lines
    }

    fn lines_of(&self, seals: &[Seal]) -> Vec<(bool, String)> {
        let now = (self.services.clock)();
        seals
            .iter()
            .map(|seal| {
                let name = self.project.reviewer_name(seal.by);
                let line = match seal.breaks.first() {
                    None => words::signed_off(&name, seal.at, now),
                    Some(broken) => {
                        let by = broken.by.map(|by| self.project.reviewer_name(by));
                        words::seal_broken(&name, seal.at, broken, by.as_deref(), now)
                    }
                };
                (seal.holds(), line)
            })
            .collect()
    }

    /// For whom a settled mark waits, in a sentence; nothing where it is sealed or not settled yet, or where one person
    /// works alone.
    #[must_use]
    pub fn waits_for(&self, mark: &Annotation) -> Option<String> {
        let waiting = waits(&self.project, mark, self.marks.decisions())?;
        match &self.for_whom(&waiting)[..] {
            [] if self.project.reviewers.len() < 2 => None,
            [] => Some("Waits for a reader who has neither judged nor decided it".to_owned()),
            some => Some(format!("Waits for {}", self.names(some))),
        }
    }

    /// For whom a mark waits: those of the project, and the person at this machine before they have marked anything.
    #[must_use]
    pub fn for_whom(&self, waiting: &Waiting) -> Vec<ReviewerId> {
        let me = self.reviewer();
        let mut readers = waiting.may_sign.clone();
        if !self.project.reviewers.contains_key(&me) {
            readers.push(me);
        }
        readers
    }

    /// How the decision over a mark is told: who decided, why, and how many differed.
    #[must_use]
    pub fn decision_line(&self, mark: &Annotation) -> Option<String> {
        let record = self.marks.decisions().in_force(mark.id)?;
        let decision = &record.decision.value;
        let by = self.project.reviewer_name(decision.by);
        Some(words::decided_by(decision, &by))
    }
}

fn is_signed_by(
    signed: &SmallMap<ReviewerId, crate::model::Register<crate::model::Signature>>,
    who: ReviewerId,
) -> bool {
    signed
        .get(&who)
        .is_some_and(|signature| !signature.value.is_withdrawn())
}
