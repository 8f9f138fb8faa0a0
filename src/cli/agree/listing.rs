//! `agree --json`.

use crate::{
    model::{Project, Status},
    review::agreement::{
        Agreement, Figure, Figures, Interval, PairFigures, Passage, PassageClass, Question,
        SpanPairs, Verdict,
    },
};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Debug, Serialize)]
pub(super) struct Listing {
    words: String,
    readers: Vec<Reader>,
    tokens: usize,
    articles: Vec<Counted>,
    not_counted: Vec<NotCounted>,
    passages: Passages,
    same_passages: Group,
    same_verdict: Group,
    both: Group,
    statuses: BTreeMap<&'static str, Group>,
    same_places: Group,
    alpha_u: BTreeMap<&'static str, Coefficient>,
    alpha_of_sets: BTreeMap<&'static str, Coefficient>,
    pairs: Vec<Pair>,
}

#[derive(Debug, Serialize)]
struct Reader {
    id: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct Counted {
    article: String,
    file_name: String,
    read_by: Vec<String>,
}

#[derive(Debug, Serialize)]
struct NotCounted {
    article: String,
    file_name: String,
    unread_by: Vec<String>,
    counted_for_others: bool,
    message: String,
}

#[derive(Debug, Serialize)]
struct Passages {
    marked: usize,
    one_verdict: usize,
    marked_by_some: usize,
    verdicts_differ: usize,
    verdict: Group,
    verdict_or_none: Group,
    list: Vec<Listed>,
}

#[derive(Debug, Serialize)]
struct Listed {
    article: String,
    file_name: String,
    /// In code points.
    start: usize,
    end: usize,
    text: String,
    class: &'static str,
    annotations: Vec<String>,
    verdicts: Vec<ListedVerdict>,
}

#[derive(Debug, Serialize)]
struct ListedVerdict {
    reviewer: String,
    /// Nothing where they have not read the article to the end.
    statuses: Option<Vec<&'static str>>,
}

/// The figures of one question.
#[derive(Debug, Serialize)]
struct Group {
    units: usize,
    pairs: usize,
    equal: usize,
    share: Coefficient,
    #[serde(skip_serializing_if = "Option::is_none")]
    positive_agreement: Option<Coefficient>,
    alpha: Coefficient,
    #[serde(skip_serializing_if = "Option::is_none")]
    fleiss_kappa: Option<Coefficient>,
}

#[derive(Debug, Serialize)]
struct Coefficient {
    value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

#[derive(Debug, Serialize)]
struct Pair {
    readers: [String; 2],
    tokens: u64,
    share: BTreeMap<&'static str, Coefficient>,
    cohen_kappa: BTreeMap<&'static str, Coefficient>,
    f1: BTreeMap<&'static str, Spans>,
    matrix: Vec<Cell>,
}

#[derive(Debug, Serialize)]
struct Spans {
    first: usize,
    second: usize,
    exact: usize,
    partial: usize,
    strict: Coefficient,
    lenient: Coefficient,
}

#[derive(Debug, Serialize)]
struct Cell {
    first: &'static str,
    second: &'static str,
    /// Numbers in the list of passages, from 0.
    passages: Vec<usize>,
}

pub(super) fn of(project: &Project, found: &Agreement) -> Listing {
    let name = |at: usize| project.reviewer_name(found.readers[at]);
    let group = |question| Group::of(found.on_tokens(question));
    let unitized = &found.unitized;
    let by_status = Status::ALL.iter().zip(unitized.by_status);
    let mut alpha_u: BTreeMap<_, _> = by_status
        .map(|(status, figure)| (status.word(), figure.into()))
        .collect();
    alpha_u.insert("all", unitized.all.into());
    alpha_u.insert("with_gaps", unitized.with_gaps.into());
    let (jaccard, masi) = found.alpha_of_sets;
    Listing {
        words: found.in_words(),
        readers: found
            .readers
            .iter()
            .map(|id| Reader {
                id: id.to_string(),
                name: project.reviewer_name(*id),
            })
            .collect(),
        tokens: found.tokens,
        articles: found
            .articles
            .iter()
            .map(|(article, read_by)| Counted {
                article: article.to_string(),
                file_name: file_name(project, *article),
                read_by: read_by.iter().map(|at| name(*at)).collect(),
            })
            .collect(),
        not_counted: found
            .missing
            .iter()
            .map(|missing| NotCounted {
                article: missing.article.to_string(),
                file_name: file_name(project, missing.article),
                unread_by: missing
                    .unread_by
                    .iter()
                    .map(|by| project.reviewer_name(*by))
                    .collect(),
                counted_for_others: missing.is_counted,
                message: missing.in_words(project),
            })
            .collect(),
        passages: passages(project, found),
        same_passages: group(Question::Passages),
        same_verdict: group(Question::Verdict),
        both: group(Question::Both),
        statuses: Status::ALL
            .map(|status| (status.word(), group(Question::Status(status))))
            .into(),
        same_places: Group::of(&found.same_places),
        alpha_u,
        alpha_of_sets: [("jaccard", jaccard.into()), ("masi", masi.into())].into(),
        pairs: found
            .pairs
            .iter()
            .map(|pair| Pair {
                readers: [name(pair.readers.0), name(pair.readers.1)],
                ..Pair::of(pair)
            })
            .collect(),
    }
}

fn file_name(project: &Project, article: crate::model::ArticleId) -> String {
    let article = project.article(article);
    article.map_or_else(String::new, |article| article.meta().file_name.clone())
}

fn passages(project: &Project, found: &Agreement) -> Passages {
    let [one_verdict, marked_by_some, verdicts_differ] = found.classes();
    Passages {
        marked: found.passages.len(),
        one_verdict,
        marked_by_some,
        verdicts_differ,
        verdict: Group::of(&found.passage_verdicts),
        verdict_or_none: Group::of(&found.passage_answers),
        list: found
            .passages
            .iter()
            .map(|passage| listed(project, found, passage))
            .collect(),
    }
}

fn listed(project: &Project, found: &Agreement, passage: &Passage) -> Listed {
    let article = project.article(passage.article);
    let text = article.and_then(|article| article.text.as_deref());
    let position = |offset| text.map_or(0, |text| text.to_code_points(offset));
    let verdicts = found.readers.iter().zip(&passage.labels);
    let class: PassageClass = passage.class();
    Listed {
        article: passage.article.to_string(),
        file_name: file_name(project, passage.article),
        start: position(passage.hull.start),
        end: position(passage.hull.end),
        text: text.map_or("", |text| text.slice(passage.hull)).to_owned(),
        class: class.word(),
        annotations: passage
            .annotations
            .iter()
            .map(ToString::to_string)
            .collect(),
        verdicts: verdicts
            .map(|(reader, label)| ListedVerdict {
                reviewer: project.reviewer_name(*reader),
                statuses: label.map(|label| label.statuses().map(Status::word).collect()),
            })
            .collect(),
    }
}

impl Group {
    fn of(figures: &Figures) -> Self {
        let (equal, pairs) = figures.equal_pairs;
        Self {
            units: figures.units,
            pairs,
            equal,
            share: figures.share.into(),
            positive_agreement: figures.positive.map(Coefficient::from),
            alpha: figures.alpha.into(),
            fleiss_kappa: figures.fleiss.map(Coefficient::from),
        }
    }
}

impl From<Figure> for Coefficient {
    fn from(figure: Figure) -> Self {
        Self::from((figure, None))
    }
}

impl From<(Figure, Option<Interval>)> for Coefficient {
    fn from((figure, interval): (Figure, Option<Interval>)) -> Self {
        Self {
            value: figure.ok(),
            low: interval.map(|interval| interval.low),
            high: interval.map(|interval| interval.high),
            why: figure.err().map(|why| why.to_string()),
        }
    }
}

/// A question as a key.
fn key(question: Question) -> &'static str {
    match question {
        Question::Passages => "same_passages",
        Question::Verdict => "same_verdict",
        Question::Both => "both",
        Question::Status(status) => status.word(),
    }
}

impl Pair {
    /// All but the names.
    fn of(pair: &PairFigures) -> Self {
        let keyed = |of: &dyn Fn(Question) -> Figure| {
            Question::ALL
                .map(|question| (key(question), of(question).into()))
                .into()
        };
        let by_status = Status::ALL.iter().zip(pair.spans_by_status);
        let mut f1: BTreeMap<_, _> = by_status
            .map(|(status, spans)| (status.word(), spans.into()))
            .collect();
        f1.insert("all", pair.spans.into());
        let mut matrix = Vec::new();
        for first in Verdict::ALL {
            for second in Verdict::ALL {
                let passages = pair.matrix.cell(first, second).to_vec();
                if !passages.is_empty() {
                    matrix.push(Cell {
                        first: first.word(),
                        second: second.word(),
                        passages,
                    });
                }
            }
        }
        Self {
            readers: Default::default(),
            tokens: pair.tokens,
            share: keyed(&|question| pair.share(question)),
            cohen_kappa: keyed(&|question| pair.cohen(question)),
            f1,
            matrix,
        }
    }
}

impl From<SpanPairs> for Spans {
    fn from(spans: SpanPairs) -> Self {
        Self {
            first: spans.first,
            second: spans.second,
            exact: spans.exact,
            partial: spans.partial,
            strict: spans.strict().into(),
            lenient: spans.lenient().into(),
        }
    }
}
