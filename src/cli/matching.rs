//! `match`: the passages of different articles that say the same, and the nearest of every sentence.

use super::{
    arguments::MatchArguments,
    error::CliError,
    naming, place,
    project_file::ProjectFile,
    reply::{Reply, json, one_line, shortened},
};
use crate::{
    app::left_out_of_matching,
    compare::differences,
    compare::matching::{Band, Match, MatchIndex, Pairing, Passage, Prepared},
    model::{Article, ArticleId, Project},
    text::{Text, TextRange},
};
use serde::Serialize;
use std::{collections::BTreeMap, fmt::Write as _, sync::Arc};

/// Characters of a passage in the list for people; places and scores of all of it stand in the JSON.
const MOST_WORDS: usize = 100;

/// Lays every article against every other, or one against all others.
pub(super) fn run(arguments: &MatchArguments) -> Result<Reply, CliError> {
    let MatchArguments {
        project,
        article,
        quote,
        occurrence,
        json,
        nearest,
    } = arguments;
    let file = ProjectFile::open(project)?;
    let asked = match article {
        Some(name) => Some(asked(&file.project, name, quote.as_deref(), *occurrence)?),
        None => None,
    };
    let found = Found::of(&file.project, asked, nearest.map(usize::from));
    let stdout = if *json {
        self::json(&found.listed())?
    } else {
        found.for_people()
    };
    Ok(Reply {
        stdout,
        messages: file.messages,
        ..Reply::default()
    })
}

/// What of which article is asked for.
#[derive(Clone, Copy)]
struct Asked {
    article: ArticleId,
    /// Where the words stand that were quoted.
    range: Option<TextRange>,
}

fn asked(
    project: &Project,
    name: &str,
    quote: Option<&str>,
    occurrence: Option<usize>,
) -> Result<Asked, CliError> {
    let article = naming::article(project, name)?;
    let range = match (quote, &article.text) {
        (Some(quote), Some(text)) => Some(place::of_quote(text, name, quote, occurrence)?),
        _ => None,
    };
    Ok(Asked {
        article: article.id,
        range,
    })
}

/// What was found, with what is needed to name it.
struct Found<'a> {
    articles: BTreeMap<ArticleId, &'a Arc<Article>>,
    /// Each article with its language and day, for what differs.
    compared: BTreeMap<ArticleId, differences::Passage<'a>>,
    matches: Vec<Match>,
    /// Each sentence with its nearest; only where they were asked for.
    nearest: Option<Vec<Nearest>>,
}

/// A sentence, and the nearest to it in other articles, the nearest first.
struct Nearest {
    sentence: Passage,
    to: Vec<(Passage, f32)>,
}

impl<'a> Found<'a> {
    fn of(project: &'a Project, asked: Option<Asked>, nearest: Option<usize>) -> Self {
        let mut index = MatchIndex::default();
        let mut articles = BTreeMap::new();
        let mut compared = BTreeMap::new();
        for article in project.live_articles() {
            if let Some(text) = &article.text {
                let left_out = left_out_of_matching(project, article);
                index.put(article.id, text, Some(&article.meta().language), &left_out);
                articles.insert(article.id, article);
                let nothing = TextRange::default();
                let passage = differences::Passage::of_article(article, nothing);
                compared.extend(passage.map(|passage| (article.id, passage)));
            }
        }
        let prepared: Vec<Prepared> = index
            .articles()
            .filter_map(|article| index.prepare(article))
            .collect();
        let mut found = Self {
            articles,
            compared,
            matches: Vec::new(),
            nearest: nearest.map(|_| Vec::new()),
        };
        for one in &prepared {
            if asked.is_none_or(|asked| asked.article == one.article()) {
                found.add(&index, one, &prepared, asked, nearest);
            }
        }
        found
    }

    /// Adds what one article has in common with the others; each pair of articles once, unless one of them is asked for.
    fn add(
        &mut self,
        index: &MatchIndex,
        one: &Prepared,
        all: &[Prepared],
        asked: Option<Asked>,
        nearest: Option<usize>,
    ) {
        // What is asked for is a place; what is answered are the sentences there.
        let wanted = asked
            .and_then(|asked| asked.range)
            .map(|range| index.passage(one.article(), range).unwrap_or(range));
        let is_wanted = |range: TextRange| wanted.is_none_or(|wanted| wanted.overlaps(range));
        let mut rows: Vec<Nearest> = one
            .sentences()
            .map(|range| Nearest {
                sentence: Passage {
                    article: one.article(),
                    range,
                },
                to: Vec::new(),
            })
            .collect();
        for other in all.iter().filter(|other| other.article() != one.article()) {
            let has_matches = asked.is_some() || one.article() < other.article();
            if !has_matches && nearest.is_none() {
                continue;
            }
            let pairing = index.pair(one, other);
            if has_matches {
                let matches = pairing.matches().into_iter();
                self.matches
                    .extend(matches.filter(|found| is_wanted(found.a.range)));
            }
            if let Some(most) = nearest {
                add_nearest(&mut rows, &pairing, most);
            }
        }
        if let Some(found) = &mut self.nearest {
            rows.retain(|row| is_wanted(row.sentence.range));
            for row in &mut rows {
                row.to
                    .sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            }
            found.extend(rows);
        }
    }

    fn listed(&self) -> Listing {
        let matches = self.matches.iter().map(|found| self.listed_match(found));
        let nearest = self.nearest.as_ref().map(|rows| {
            let rows = rows.iter().map(|row| self.listed_nearest(row));
            rows.collect()
        });
        Listing {
            matches: matches.collect(),
            nearest,
        }
    }

    fn listed_match(&self, found: &Match) -> ListedMatch {
        let Match { a, b, score, band } = *found;
        ListedMatch {
            a: self.listed_passage(a),
            b: self.listed_passage(b),
            score: rounded(score),
            band: band.word(),
            differences: self.differences(a, b),
            only: self.only(found),
        }
    }

    /// Two passages as they are compared.
    fn compared(&self, a: Passage, b: Passage) -> Option<[differences::Passage<'a>; 2]> {
        let passage = |of: Passage| {
            let whole = self.compared.get(&of.article)?;
            Some(differences::Passage {
                range: of.range,
                ..*whole
            })
        };
        Some([passage(a)?, passage(b)?])
    }

    /// The details in which two passages differ.
    fn differences(&self, a: Passage, b: Passage) -> Vec<ListedDifference> {
        let Some([a, b]) = self.compared(a, b) else {
            return Vec::new();
        };
        differences::between(&a, &b)
            .into_iter()
            .map(|found| ListedDifference {
                kind: found.kind.name(),
                a: found.a,
                b: found.b,
            })
            .collect()
    }

    /// What only one of two passages says.
    fn only(&self, found: &Match) -> ListedOnly {
        // Of passages that are hardly alike each says much that the other does not.
        let is_alike = found.band >= Band::Strong;
        let Some([a, b]) = self.compared(found.a, found.b).filter(|_| is_alike) else {
            return ListedOnly::default();
        };
        let words = |one: &differences::Passage<'_>, other: &differences::Passage<'_>| {
            let found = differences::only_in_second(one, other).into_iter();
            found
                .map(|range| other.text.slice(range).to_owned())
                .collect()
        };
        ListedOnly {
            a: words(&b, &a),
            b: words(&a, &b),
        }
    }

    fn listed_passage(&self, passage: Passage) -> ListedPassage {
        let (start, end) = self.code_points(passage);
        ListedPassage {
            article: passage.article.to_string(),
            file_name: self.file_name(passage.article),
            start,
            end,
        }
    }

    fn listed_nearest(&self, row: &Nearest) -> ListedNearest {
        let (start, end) = self.code_points(row.sentence);
        let to = row.to.iter().map(|(passage, score)| {
            let (start, end) = self.code_points(*passage);
            ListedNear {
                file_name: self.file_name(passage.article),
                start,
                end,
                score: rounded(*score),
            }
        });
        ListedNearest {
            file_name: self.file_name(row.sentence.article),
            start,
            end,
            to: to.collect(),
        }
    }

    fn text(&self, article: ArticleId) -> Option<&Text> {
        self.articles.get(&article)?.text.as_deref()
    }

    fn code_points(&self, passage: Passage) -> (usize, usize) {
        let TextRange { start, end } = passage.range;
        self.text(passage.article).map_or((0, 0), |text| {
            (text.to_code_points(start), text.to_code_points(end))
        })
    }

    fn file_name(&self, article: ArticleId) -> String {
        let article = self.articles.get(&article);
        article.map_or_else(String::new, |article| article.meta().file_name.clone())
    }

    /// Two lines and a blank one for each match; the nearest behind them.
    fn for_people(&self) -> String {
        let mut out = String::new();
        for found in &self.matches {
            let Match { a, b, score, band } = found;
            // Writing to a string does not fail.
            let _written = writeln!(out, "{} {score:.2}", band_and_space(*band));
            self.write_passage(&mut out, *a);
            self.write_passage(&mut out, *b);
            for found in self.differences(*a, *b) {
                let ListedDifference { kind, a, b } = found;
                let _written = writeln!(
                    out,
                    "  differs in {kind}: {} | {}",
                    one_line(&a),
                    one_line(&b)
                );
            }
            let ListedOnly { a: here, b: there } = self.only(found);
            for (side, words) in [("first", here), ("second", there)] {
                if !words.is_empty() {
                    let words = one_line(&words.join(" … "));
                    let _written = writeln!(out, "  only in the {side}: {words}");
                }
            }
            out.push('\n');
        }
        for Nearest { sentence, to } in self.nearest.iter().flatten() {
            let _written = writeln!(out, "nearest to");
            self.write_passage(&mut out, *sentence);
            for (passage, score) in to {
                let _written = write!(out, "  {score:.2}");
                self.write_passage(&mut out, *passage);
            }
            out.push('\n');
        }
        if self.matches.is_empty() {
            out.insert_str(0, "no passage says what another article says\n");
        }
        out
    }

    fn write_passage(&self, out: &mut String, passage: Passage) {
        let words = self
            .text(passage.article)
            .map_or("", |text| text.slice(passage.range));
        let (start, end) = self.code_points(passage);
        let name = self.articles.get(&passage.article).map_or("", |article| {
            [article.meta().file_name.as_str(), article.display_title()]
                .into_iter()
                .find(|name| !name.is_empty())
                .unwrap_or_default()
        });
        let _written = writeln!(
            out,
            "  {} {start}-{end}  {}",
            one_line(name),
            shortened(&one_line(words), MOST_WORDS)
        );
    }
}

fn add_nearest(rows: &mut [Nearest], pairing: &Pairing, most: usize) {
    let [_, article] = pairing.articles();
    for (row, nearest) in rows.iter_mut().zip(pairing.all_nearest(most)) {
        row.to.extend(
            nearest
                .into_iter()
                .map(|(range, score)| (Passage { article, range }, score)),
        );
    }
}

fn band_and_space(band: Band) -> String {
    format!("{:<8}", band.word())
}

/// Four digits: more would only say on which machine it was reckoned.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 10_000.0).round() / 10_000.0
}

/// `match --json`.
#[derive(Debug, Serialize)]
struct Listing {
    matches: Vec<ListedMatch>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<Vec<ListedNearest>>,
}

#[derive(Debug, Serialize)]
struct ListedMatch {
    a: ListedPassage,
    b: ListedPassage,
    score: f64,
    band: &'static str,
    differences: Vec<ListedDifference>,
    /// What only one says where both speak of the same.
    only: ListedOnly,
}

/// Words of one passage that the other does not have.
#[derive(Debug, Default, Serialize)]
struct ListedOnly {
    a: Vec<String>,
    b: Vec<String>,
}

/// A passage, in code points.
#[derive(Debug, Serialize)]
struct ListedPassage {
    article: String,
    file_name: String,
    start: usize,
    end: usize,
}

/// A detail in which two passages differ.
#[derive(Debug, Serialize)]
struct ListedDifference {
    kind: &'static str,
    a: String,
    b: String,
}

#[derive(Debug, Serialize)]
struct ListedNearest {
    file_name: String,
    start: usize,
    end: usize,
    to: Vec<ListedNear>,
}

#[derive(Debug, Serialize)]
struct ListedNear {
    file_name: String,
    start: usize,
    end: usize,
    score: f64,
}
