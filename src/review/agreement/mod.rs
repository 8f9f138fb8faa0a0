//! How far reviewers agree: in words, in passages, and in the coefficients that reports ask for.
//!
//! The tour: [`agreement`] makes an [`Agreement`]. `study` says who has read what and what they marked there, `tokens`
//! cuts the texts into the words that are counted, `label` has what a reader says of a word and the questions asked about
//! it; `nominal` (percent, positive agreement, Krippendorff's alpha), `kappa` (Cohen, Fleiss), `unitized` (`alpha_U`) and
//! `spans` (F1) are the figures, `bootstrap` their intervals; `passages` and `matrix` are what a person can look at, and [`csv`] is
//! all of it as a table.
//!
//! Two questions are kept apart, since one figure for both hides which is the trouble: did readers mark the *same
//! passages*, and where they did, did they give the *same verdict*?
//!
//! Limits: a figure that chance could not have made other is "not computable", never 0 or 1. Articles that a reader has
//! not read to the end are missing for them. Cost: each text once, each pair of readers once, and the draws of the
//! intervals, which do not grow with the text.
//!
//! Checked against other programs: `reference` compares every figure with the values of a fixture to 1e-9.

mod bootstrap;
mod csv;
mod kappa;
mod label;
mod matrix;
mod nominal;
mod passages;
#[cfg(test)]
mod reference;
mod spans;
mod study;
#[cfg(test)]
mod tests;
mod tokens;
mod unitized;

pub use bootstrap::{DRAWS, Interval};
pub use csv::csv;
pub use label::{Label, Question};
pub use matrix::{Matrix, Verdict};
pub use nominal::{Figure, NotComputable};
pub use passages::{Passage, PassageClass};
pub use spans::SpanPairs;
pub use study::{Missing, taking_part};

use crate::model::{ArticleId, Project, ReviewerId, Status};
use bootstrap::{Block, intervals};
use kappa::{Fleiss, Table};
use label::LABELS;
use nominal::{Coincidences, Tally};
use std::collections::BTreeMap;
use study::Study;
use tokens::Tokens;
use unitized::Unit;

/// How far some readers agree.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// Who is compared: those who have read to the end an article that another one has, sorted by id.
    pub readers: Vec<ReviewerId>,
    /// The articles that count, each with the numbers of the readers who have read it.
    pub articles: Vec<(ArticleId, Vec<usize>)>,
    /// Articles that somebody has not read to the end.
    pub missing: Vec<Missing>,
    /// Words of the articles that count, set aside ones left out.
    pub tokens: usize,
    /// What was marked, by article and place.
    pub passages: Vec<Passage>,
    /// The numbers of the passages of each class, in the order of [`PassageClass::ALL`]: asked for in every frame.
    by_class: [Vec<usize>; 3],
    /// The figures on words, by [`Question::ALL`].
    on_tokens: Vec<Figures>,
    /// What readers say of passages that at least two marked.
    pub passage_verdicts: Figures,
    /// The same with "not marked" as an answer of its own.
    pub passage_answers: Figures,
    /// What readers say of marks from the same start to the same end.
    pub same_places: Figures,
    /// Alpha for sets of statuses on words that are more or less alike: Jaccard's distance, and MASI.
    pub alpha_of_sets: (Figure, Figure),
    /// Alpha for freely chosen beginnings and ends.
    pub unitized: Unitized,
    /// Every two readers.
    pub pairs: Vec<PairFigures>,
}

/// The figures of one question.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Words or passages to which at least two answered.
    pub units: usize,
    /// Pairs of equal answers, and all pairs.
    pub equal_pairs: (usize, usize),
    /// The share of equal pairs, and its interval.
    pub share: (Figure, Option<Interval>),
    /// The share of those who said yes whose partner says yes too; nothing where the answer is not yes or no.
    pub positive: Option<Figure>,
    /// Krippendorff's alpha, and its interval.
    pub alpha: (Figure, Option<Interval>),
    /// Fleiss's kappa, over what all have answered; nothing where it is not asked for.
    pub fleiss: Option<Figure>,
}

/// `alpha_U` in both forms, over the articles that all readers have read.
#[derive(Clone, Debug)]
pub struct Unitized {
    /// The form of 1995 over all statuses.
    pub all: Figure,
    /// The same by status, in the order of [`Status::ALL`].
    pub by_status: [Figure; 3],
    /// The form of 2016.
    pub with_gaps: Figure,
}

/// What two readers come to.
#[derive(Clone, Debug)]
pub struct PairFigures {
    /// Which, by their numbers.
    pub readers: (usize, usize),
    /// Words that both have read.
    pub tokens: u64,
    /// The shares of equal answers, by [`Question::ALL`].
    shares: Vec<Figure>,
    /// Cohen's kappas, by [`Question::ALL`].
    cohen: Vec<Figure>,
    /// Their marks against each other.
    pub spans: SpanPairs,
    /// The same by status, in the order of [`Status::ALL`].
    pub spans_by_status: [SpanPairs; 3],
    /// Their verdicts against each other.
    pub matrix: Matrix,
}

impl Agreement {
    /// The figures of a question on words.
    #[must_use]
    pub fn on_tokens(&self, question: Question) -> &Figures {
        &self.on_tokens[question.number()]
    }

    /// How many passages are of each class, in the order of [`PassageClass::ALL`].
    #[must_use]
    pub fn classes(&self) -> [usize; 3] {
        self.by_class.each_ref().map(Vec::len)
    }

    /// The passages of a class, by article and place.
    pub fn of_class(&self, class: PassageClass) -> impl Iterator<Item = &Passage> {
        let numbers = self.by_class[class as usize].iter();
        numbers.map(|at| &self.passages[*at])
    }

    /// The agreement in words: "8 passages marked: 3 with one verdict, 2 marked by some only, 3 verdicts differ".
    #[must_use]
    pub fn in_words(&self) -> String {
        let [one, some, differ] = self.classes();
        let counted = |count: usize, one: &str, more: &str| match count {
            1 => format!("1 {one}"),
            _ => format!("{count} {more}"),
        };
        match self.passages.len() {
            0 => "No passage marked".to_owned(),
            all => format!(
                "{} marked: {one} with one verdict, {some} marked by some only, {}",
                counted(all, "passage", "passages"),
                counted(differ, "verdict differs", "verdicts differ"),
            ),
        }
    }
}

impl PairFigures {
    /// The share of equal answers to a question on words that both have read.
    ///
    /// # Errors
    /// Where there is none.
    pub fn share(&self, question: Question) -> Figure {
        self.shares[question.number()]
    }

    /// Cohen's kappa for a question on words that both have read.
    ///
    /// # Errors
    /// Where it cannot be computed.
    pub fn cohen(&self, question: Question) -> Figure {
        self.cohen[question.number()]
    }
}

/// How far `among` these people agree on what they have read to the end.
#[must_use]
pub fn agreement(project: &Project, among: &[ReviewerId]) -> Agreement {
    let study = Study::of(project, among);
    let passages: Vec<Passage> = study.articles.iter().flat_map(passages::passages).collect();
    let sums = Sums::of(&study);
    let intervals = intervals(&sums.blocks);
    let mut whole = Block::default();
    for block in &sums.blocks {
        bootstrap::add(&mut whole, block);
    }
    let on_tokens = Question::ALL.map(|question| {
        let at = question.number();
        Figures {
            share: (whole[at].share(), intervals[at].share),
            alpha: (whole[at].alpha(), intervals[at].alpha),
            fleiss: (question != Question::Verdict).then(|| sums.fleiss[at].kappa()),
            ..Figures::of(question, &whole[at])
        }
    });
    let distance = |of: fn(Label, Label) -> f64| {
        sums.sets
            .alpha(|a, b| of(Label::of_number(a), Label::of_number(b)))
    };
    Agreement {
        articles: study
            .articles
            .iter()
            .map(|read| (read.article.id, readers_of(&read.has_read)))
            .collect(),
        tokens: sums.tokens,
        on_tokens: on_tokens.into(),
        passage_verdicts: of_passages(Question::Verdict, &passages),
        passage_answers: of_passages(Question::Both, &passages),
        same_places: same_places(&study),
        alpha_of_sets: (distance(Label::jaccard), distance(Label::masi)),
        unitized: unitized(&study),
        pairs: pairs(&study, &sums, &passages),
        by_class: by_class(&passages),
        passages,
        readers: study.readers,
        missing: study.missing,
    }
}

fn by_class(passages: &[Passage]) -> [Vec<usize>; 3] {
    let mut found: [Vec<usize>; 3] = Default::default();
    for (at, passage) in passages.iter().enumerate() {
        found[passage.class() as usize].push(at);
    }
    found
}

impl Figures {
    fn of(question: Question, tally: &Tally) -> Self {
        Self {
            units: tally.units(),
            equal_pairs: tally.equal_pairs(),
            share: (tally.share(), None),
            positive: question.is_yes_or_no().then(|| tally.positive()),
            alpha: (tally.alpha(), None),
            fleiss: None,
        }
    }
}

/// The numbers of those who have read an article.
fn readers_of(has_read: &[bool]) -> Vec<usize> {
    let all = has_read.iter().enumerate();
    all.filter_map(|(at, has_read)| has_read.then_some(at))
        .collect()
}

/// How often each answer to a question was given.
fn counts(question: Question, labels: &[Option<Label>]) -> [u32; LABELS] {
    let mut counts = [0; LABELS];
    for answer in labels
        .iter()
        .flatten()
        .filter_map(|label| question.answer(*label))
    {
        counts[answer] += 1;
    }
    counts
}

/// What is summed over the words of all articles.
struct Sums {
    tokens: usize,
    blocks: Vec<Block>,
    fleiss: [Fleiss; Question::ALL.len()],
    sets: Coincidences,
    /// For every two readers.
    tables: BTreeMap<(usize, usize), Table>,
}

impl Sums {
    fn of(study: &Study<'_>) -> Self {
        let mut sums = Self {
            tokens: 0,
            blocks: Vec::new(),
            fleiss: Default::default(),
            sets: Coincidences::default(),
            tables: two_of(study.readers.len())
                .map(|pair| (pair, Table::default()))
                .collect(),
        };
        for read in &study.articles {
            let tokens = Tokens::of(read);
            sums.tokens += tokens.len();
            for paragraph in tokens.paragraphs(read.text) {
                let mut block = Block::default();
                for token in paragraph {
                    let labels: Vec<Option<Label>> = (0..study.readers.len())
                        .map(|reader| tokens.label(reader, token))
                        .collect();
                    sums.add(&labels, &mut block);
                }
                sums.blocks.push(block);
            }
        }
        sums
    }

    fn add(&mut self, labels: &[Option<Label>], block: &mut Block) {
        let is_read_by_all = labels.iter().all(Option::is_some);
        for question in Question::ALL {
            let counts = counts(question, labels);
            block[question.number()].add(&counts);
            if is_read_by_all && question != Question::Verdict {
                self.fleiss[question.number()].add(&counts);
            }
            if question == Question::Both {
                self.sets.add(&counts);
            }
        }
        for (pair, table) in &mut self.tables {
            if let (Some(first), Some(second)) = (labels[pair.0], labels[pair.1]) {
                table.add(first, second);
            }
        }
    }
}

/// Every two of so many, the lower number first.
fn two_of(all: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..all).flat_map(move |first| (first + 1..all).map(move |second| (first, second)))
}

fn of_passages(question: Question, passages: &[Passage]) -> Figures {
    let mut tally = Tally::default();
    for passage in passages {
        tally.add(&counts(question, &passage.labels));
    }
    Figures::of(question, &tally)
}

/// Readers who marked from the same start to the same end; who did not is no answer.
fn same_places(study: &Study<'_>) -> Figures {
    let mut tally = Tally::default();
    for read in &study.articles {
        let mut places: BTreeMap<_, BTreeMap<usize, Label>> = BTreeMap::new();
        for mark in &read.marks {
            let of_place = places.entry(mark.range).or_default();
            let label = of_place.entry(mark.reader).or_default();
            *label = label.with(Label::of(mark.status));
        }
        for of_place in places.values() {
            let labels: Vec<Option<Label>> = of_place.values().copied().map(Some).collect();
            tally.add(&counts(Question::Verdict, &labels));
        }
    }
    Figures::of(Question::Verdict, &tally)
}

/// The articles that all have read, laid end to end.
fn unitized(study: &Study<'_>) -> Unitized {
    let mut length = 0;
    let mut units = Vec::new();
    for read in &study.articles {
        if read.has_read.contains(&false) {
            continue;
        }
        let place = |offset| length + read.text.to_code_points(offset) as u64;
        units.extend(read.marks.iter().map(|mark| Unit {
            start: place(mark.range.start),
            end: place(mark.range.end),
            reader: mark.reader,
            status: mark.status,
        }));
        length = place(read.text.end());
    }
    let units = unitized::joined(units);
    let readers = study.readers.len();
    let of = |status| unitized::alpha_1995(length, readers, &units, status);
    Unitized {
        all: of(None),
        by_status: Status::ALL.map(|status| of(Some(status))),
        with_gaps: unitized::alpha_2016(length, readers, &units),
    }
}

fn pairs(study: &Study<'_>, sums: &Sums, passages: &[Passage]) -> Vec<PairFigures> {
    let of_pair = |(readers, table): (&(usize, usize), &Table)| {
        let spans = |status| spans::span_pairs(&study.articles, *readers, status);
        PairFigures {
            readers: *readers,
            tokens: table.units(),
            shares: Question::ALL.map(|question| table.share(question)).into(),
            cohen: Question::ALL.map(|question| table.cohen(question)).into(),
            spans: spans(None),
            spans_by_status: Status::ALL.map(|status| spans(Some(status))),
            matrix: Matrix::of(passages, *readers),
        }
    };
    sums.tables
        .iter()
        .filter(|(_, table)| table.units() > 0)
        .map(of_pair)
        .collect()
}
