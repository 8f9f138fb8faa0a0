//! `dates`: every date as it is written and the days it may mean, and the days on which the articles agree.

use super::{
    arguments::DatesArguments,
    error::CliError,
    gathered::{Gathered, Place, Reading},
    project_file::ProjectFile,
    reply::{Reply, json, one_line},
};
use crate::{
    app::words,
    compare::timeline::{Mention, NamedDay, Timeline},
    model::{Article, Project},
};
use serde::Serialize;
use std::{collections::BTreeSet, fmt::Write as _, sync::Arc};

/// Prints the dates.
pub(super) fn run(arguments: &DatesArguments) -> Result<Reply, CliError> {
    let file = ProjectFile::open(&arguments.project)?;
    let found = Found::of(&file.project);
    let mut messages = file.messages;
    messages.extend(found.without_date().into_iter().map(|(_, message)| message));
    let stdout = if arguments.json {
        self::json(&found.listed())?
    } else {
        found.lines()
    };
    Ok(Reply {
        stdout,
        messages,
        ..Reply::default()
    })
}

/// `dates --json`.
#[derive(Debug, Serialize)]
struct Listing {
    dates: Vec<ListedDate>,
    days: Vec<ListedDay>,
    differs: Vec<ListedClash>,
    no_date: Vec<ListedUndated>,
}

/// A date as an article has it.
#[derive(Debug, Serialize)]
struct ListedDate {
    article: String,
    file_name: String,
    start: usize,
    end: usize,
    text: String,
    /// The parts that are written; Monday is 1.
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    weekday: Option<i8>,
    /// The days it may mean, the likeliest first; none where the article has no date to count from.
    possible: Vec<ListedSpan>,
}

#[derive(Debug, Serialize)]
struct ListedSpan {
    first: String,
    last: String,
}

/// A day that some article names.
#[derive(Debug, Serialize)]
struct ListedDay {
    day: String,
    /// Whether two articles name it or may mean it.
    agree: bool,
    named: Vec<ListedPlace>,
    may_be: Vec<ListedPlace>,
}

#[derive(Debug, Serialize)]
struct ListedPlace {
    article: String,
    file_name: String,
    start: usize,
    end: usize,
    text: String,
}

/// Two sentences that say the same and differ in a date.
#[derive(Debug, Serialize)]
struct ListedClash {
    kind: &'static str,
    a: ListedPlace,
    b: ListedPlace,
}

/// An article without a date that has one written without a year.
#[derive(Debug, Serialize)]
struct ListedUndated {
    article: String,
    file_name: String,
    message: String,
}

/// The dates, with the articles in which they stand.
struct Found<'a> {
    articles: Gathered<'a>,
    timeline: Timeline,
}

impl<'a> Found<'a> {
    fn of(project: &'a Project) -> Self {
        let articles = Gathered::of(project);
        Self {
            timeline: articles.timeline(),
            articles,
        }
    }

    fn listed(&self) -> Listing {
        let timeline = &self.timeline;
        let days = timeline.days.iter().map(|day| ListedDay {
            day: day.day.to_string(),
            agree: self.agree(day),
            named: self.places(&day.named),
            may_be: self.places(&day.may_be),
        });
        let differs = timeline.clashes.iter().map(|clash| ListedClash {
            kind: clash.difference.kind.name(),
            a: self.place(clash.a_article, clash.difference.a_range),
            b: self.place(clash.b_article, clash.difference.b_range),
        });
        let undated = self
            .without_date()
            .into_iter()
            .map(|(article, message)| ListedUndated {
                article: article.id.to_string(),
                file_name: article.meta().file_name.clone(),
                message,
            });
        Listing {
            dates: timeline
                .mentions
                .iter()
                .map(|mention| self.date(mention))
                .collect(),
            days: days.collect(),
            differs: differs.collect(),
            no_date: undated.collect(),
        }
    }

    fn agree(&self, day: &NamedDay) -> bool {
        day.articles(&self.timeline.mentions).len() > 1
    }

    fn date(&self, mention: &Mention) -> ListedDate {
        let place = self.place(mention.article, mention.range);
        let day = &mention.day;
        ListedDate {
            article: place.article,
            file_name: place.file_name,
            start: place.start,
            end: place.end,
            text: place.text,
            year: day.year,
            month: day.month,
            day: day.day,
            weekday: day.weekday,
            possible: day
                .days
                .iter()
                .map(|span| ListedSpan {
                    first: span.first.to_string(),
                    last: span.last.to_string(),
                })
                .collect(),
        }
    }

    fn places(&self, mentions: &[usize]) -> Vec<ListedPlace> {
        mentions
            .iter()
            .filter_map(|at| self.timeline.mentions.get(*at))
            .map(|mention| self.place(mention.article, mention.range))
            .collect()
    }

    fn place(&self, article: usize, range: crate::text::TextRange) -> ListedPlace {
        let Place {
            article,
            file_name,
            start,
            end,
            text,
        } = self.articles.at(article).place(range);
        ListedPlace {
            article,
            file_name,
            start,
            end,
            text,
        }
    }

    /// The articles in which a date cannot be told for want of a day of publication, each with the sentence that asks for it.
    fn without_date(&self) -> Vec<(&'a Arc<Article>, String)> {
        let mut asked = BTreeSet::new();
        self.timeline
            .mentions
            .iter()
            .filter(|mention| mention.day.days.is_empty() && asked.insert(mention.article))
            .map(|mention| {
                let Reading { article, text, .. } = self.articles.at(mention.article);
                let written = one_line(text.slice(mention.range));
                let title = one_line(article.display_title());
                (
                    article,
                    words::no_date(&title, &written, mention.day.month.is_some()),
                )
            })
            .collect()
    }

    /// A block for each article, then the days, then where two differ.
    fn lines(&self) -> String {
        let mut out = String::new();
        for (at, reading) in self.articles.iter().enumerate() {
            let Reading { article, text, .. } = reading;
            let mentions: Vec<&Mention> = self
                .timeline
                .mentions
                .iter()
                .filter(|mention| mention.article == at)
                .collect();
            if mentions.is_empty() {
                continue;
            }
            // Writing to a string does not fail.
            let published = Some(article.meta().published.as_str()).filter(|date| !date.is_empty());
            let _written = writeln!(
                out,
                "{} ({})",
                one_line(article.display_title()),
                published.unwrap_or("no date")
            );
            for mention in mentions {
                let written = one_line(text.slice(mention.range));
                let _written = writeln!(out, "   {written:<24}  {}", possible(mention));
            }
            out.push('\n');
        }
        for day in &self.timeline.days {
            let agree = if self.agree(day) {
                "agree"
            } else {
                "one article"
            };
            let _written = writeln!(out, "{}  {agree:<11}  {}", day.day, self.told(day));
        }
        for clash in &self.timeline.clashes {
            let title =
                |article: usize| one_line(self.articles.at(article).article.display_title());
            let _written = writeln!(
                out,
                "differs     {}: {} | {}: {}",
                title(clash.a_article),
                one_line(&clash.difference.a),
                title(clash.b_article),
                one_line(&clash.difference.b)
            );
        }
        if out.is_empty() {
            out.push_str("no dates\n");
        }
        out
    }

    /// Who tells of a day, and in which words; in brackets who may.
    fn told(&self, day: &NamedDay) -> String {
        let words = |at: &usize| {
            let mention = &self.timeline.mentions[*at];
            let Reading { article, text, .. } = self.articles.at(mention.article);
            format!(
                "{}: {}",
                one_line(article.display_title()),
                one_line(text.slice(mention.range))
            )
        };
        let named: Vec<String> = day.named.iter().map(words).collect();
        let may_be: Vec<String> = day
            .may_be
            .iter()
            .map(|at| format!("({})", words(at)))
            .collect();
        [named, may_be].concat().join("; ")
    }
}

/// The days a date may mean: "2026-03-12, 2026-03-05", "2026-03-08 to 2026-03-15".
fn possible(mention: &Mention) -> String {
    let spans: Vec<String> = mention
        .day
        .days
        .iter()
        .map(|span| {
            if span.first == span.last {
                span.first.to_string()
            } else {
                format!("{} to {}", span.first, span.last)
            }
        })
        .collect();
    if spans.is_empty() {
        "?".to_owned()
    } else {
        spans.join(", ")
    }
}
