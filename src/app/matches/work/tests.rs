//! Small articles whose sentences have nothing in common but one.

use super::{Ask, AskWork, Matched, Pairings, PassageMatches};
use crate::app::matches::laying::PairWork;
use crate::compare::matching::{Band, MatchIndex};
use crate::edit::Edit;
use crate::import::import_pasted;
use crate::model::{ArticleId, Project, ProjectId, Record};
use crate::text::TextRange;
use std::fmt::Write as _;
use std::sync::Arc;
use uuid::Uuid;

const COMMON: &str = "The keeper of Skarv Point was found alive in the cellar on Tuesday.";

fn id(number: u128) -> ArticleId {
    ArticleId(Uuid::from_u128(number))
}

/// So many sentences without a word in common with those of another `kind`, and one that all have.
fn text(kind: &str, sentences: usize) -> String {
    let mut words = format!("{COMMON}\n\n");
    for number in 0..sentences {
        let _infallible = write!(words, "{kind}{number} {kind} {kind}{}.\n\n", number / 7);
    }
    words
}

struct Desk {
    index: Arc<MatchIndex>,
    project: Project,
}

impl Desk {
    /// Articles of these kinds, the first with the number 10.
    fn new(kinds: &[&str], sentences: usize) -> Self {
        let mut project = Project::new(ProjectId(Uuid::from_u128(1)));
        let mut index = MatchIndex::default();
        for (number, kind) in (10..).zip(kinds) {
            let imported = import_pasted(&text(kind, sentences), None).unwrap();
            let article = imported.into_article(id(number));
            index.put(id(number), article.text.as_ref().unwrap(), None, &[]);
            let add = Edit::Add(Box::new(Record::Article(Box::new(article))));
            add.apply(&mut project).unwrap();
        }
        Self {
            index: Arc::new(index),
            project,
        }
    }

    /// Lays pairs against each other.
    fn pairs(
        &self,
        pairs: &[(ArticleId, ArticleId)],
    ) -> Vec<((ArticleId, ArticleId), super::Pair)> {
        let work = PairWork {
            index: Arc::clone(&self.index),
            version: 7,
            project: self.project.clone(),
            pairs: pairs.to_vec(),
            known: Pairings::new(),
            cells: Vec::new(),
        };
        match work.done() {
            Matched::Paired { pairs, .. } => pairs,
            Matched::Asked { .. } => panic!("pairs were asked for"),
        }
    }

    /// What the others say of the common sentence in the first article.
    fn answer(&self, known: Pairings, shown: &[ArticleId]) -> PassageMatches {
        let passage = self
            .index
            .passage(id(10), TextRange::of_bytes(4, 5))
            .unwrap();
        let work = AskWork {
            index: Arc::clone(&self.index),
            version: 7,
            project: self.project.clone(),
            changes: Vec::new(),
            known,
            ask: Some(Ask {
                article: id(10),
                passage,
                shown: shown.iter().copied().collect(),
            }),
        };
        match work.done() {
            Matched::Asked { answer, .. } => Arc::unwrap_or_clone(answer.unwrap()),
            Matched::Paired { .. } => panic!("an answer was asked for"),
        }
    }
}

fn known(pairs: &[((ArticleId, ArticleId), super::Pair)]) -> Pairings {
    let pairs = pairs.iter();
    pairs.map(|(key, pair)| (*key, pair.clone())).collect()
}

#[test]
fn a_search_answers_at_once_and_the_pair_says_it_for_good() {
    let desk = Desk::new(&["ab", "xy"], 40);
    let first = desk.answer(Pairings::new(), &[]);
    assert!(!first.is_final);
    let pairs = desk.pairs(
        &first
            .others
            .iter()
            .map(|other| (id(10), *other))
            .collect::<Vec<_>>(),
    );
    let last = desk.answer(known(&pairs), &[]);
    assert!(last.is_final);
    for (answer, band) in [(first, Band::Strong), (last, Band::Verbatim)] {
        let [found] = &answer.counterparts[..] else {
            panic!("{:?}", answer.counterparts);
        };
        assert_eq!((found.found.article, found.band), (id(11), Some(band)));
        assert_eq!(found.found.range.len(), COMMON.len());
        assert!(!answer.nearest.is_empty());
    }
}

#[test]
fn articles_of_thousands_of_sentences_have_ribbons_and_only_endless_ones_are_searched_alone() {
    for (sentences, has_ribbons) in [(2_500, true), (20_000, false)] {
        let desk = Desk::new(&["ab", "xy"], sentences);
        let pairs = desk.pairs(&[(id(10), id(11))]);
        let pair = &pairs[0].1;
        assert_eq!(!pair.matches.is_empty(), has_ribbons, "{sentences}");
        let answer = desk.answer(known(&pairs), &[]);
        assert!(answer.is_final, "nothing better will come");
        assert_eq!(answer.counterparts.len(), 1, "{sentences}");
    }
}

#[test]
fn among_many_articles_those_that_are_shown_are_compared_too() {
    let kinds: Vec<String> = (0..16).map(|number| format!("k{number}q")).collect();
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
    let desk = Desk::new(&kinds, 5);
    let alone = desk.answer(Pairings::new(), &[]);
    assert_eq!(alone.others.len(), super::SEARCHED_ARTICLES);
    let left_out = (11..26)
        .map(id)
        .find(|id| !alone.others.contains(id))
        .unwrap();
    let beside = desk.answer(Pairings::new(), &[id(10), left_out]);
    assert!(beside.others.contains(&left_out));
    assert!(!beside.others.contains(&id(10)), "never with itself");
}

#[test]
fn a_worker_brings_what_it_has_before_it_is_done_with_all() {
    let desk = Desk::new(&["ab", "xy", "uv"], 300);
    let wanted = [(id(10), id(11)), (id(10), id(12)), (id(11), id(12))];
    let pairs = desk.pairs(&wanted);
    assert_eq!(pairs.len(), 1);
    assert_eq!(pairs[0].0, wanted[0], "the most urgent first");
}
