//! `agree`: how far reviewers agree, in lines, as JSON or as a table for a spreadsheet.

use super::{
    arguments::AgreeArguments,
    error::CliError,
    naming,
    project_file::ProjectFile,
    reply::{Reply, json, one_line, shortened},
};
use crate::{
    model::{Project, ReviewerId, Status},
    review::agreement::{
        Agreement, Figure, Interval, PairFigures, Passage, PassageClass, Question, agreement, csv,
        taking_part,
    },
};
use std::fmt::Write as _;

mod listing;

/// Characters of a passage in the lines; all of them stand in the JSON.
const MOST_WORDS: usize = 56;

/// Prints the agreement of the reviewers that were named, or of all.
pub(super) fn run(arguments: &AgreeArguments) -> Result<Reply, CliError> {
    let file = ProjectFile::open(&arguments.project)?;
    let project = &file.project;
    let among = among(project, &arguments.reviewer)?;
    let found = agreement(project, &among);
    let stdout = if arguments.json {
        json(&listing::of(project, &found))?
    } else if arguments.csv {
        csv(project, &found)
    } else {
        lines(project, &found)
    };
    Ok(Reply {
        stdout,
        messages: file.messages,
        ..Reply::default()
    })
}

fn among(project: &Project, names: &[String]) -> Result<Vec<ReviewerId>, CliError> {
    if names.is_empty() {
        return Ok(taking_part(project));
    }
    names
        .iter()
        .map(|name| {
            naming::reviewer(project, name)?.ok_or_else(|| CliError::NobodyReadsAs {
                name: name.clone(),
                there_are: naming::reviewers_listed(project),
            })
        })
        .collect()
}

/// First the words, then the figures, then what they come from.
fn lines(project: &Project, found: &Agreement) -> String {
    let mut out = String::new();
    if found.articles.is_empty() {
        line(
            &mut out,
            "No article to check was read to the end by two reviewers.",
        );
    } else {
        line(&mut out, &found.in_words());
    }
    for missing in &found.missing {
        line(&mut out, &one_line(&missing.in_words(project)));
    }
    if found.articles.is_empty() {
        return out;
    }
    out.push('\n');
    for question in Question::ALL {
        let figures = found.on_tokens(question);
        let (alpha, interval) = figures.alpha;
        let said = format!(
            "{:<16} {:>6}  alpha {}{}",
            question.label(),
            percent(figures.share.0),
            decimal(alpha),
            between(interval)
        );
        line(&mut out, said.trim_end());
    }
    line(
        &mut out,
        &format!(
            "{:<16} {:>6}  alpha_U {}",
            "",
            "",
            decimal(found.unitized.all)
        ),
    );
    for pair in &found.pairs {
        line(&mut out, &pair_line(project, found, pair));
    }
    let differ = found.passages.iter();
    let differ = differ.filter(|passage| passage.class() != PassageClass::OneVerdict);
    for (at, passage) in differ.enumerate() {
        if at == 0 {
            out.push('\n');
        }
        line(&mut out, &passage_line(project, found, passage));
    }
    out
}

fn line(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

/// "Rosa and Teun   88 % same passages, 75 % same verdict, kappa 0.61, F1 0.40 strict, 0.80 lenient".
fn pair_line(project: &Project, found: &Agreement, pair: &PairFigures) -> String {
    let name = |at: usize| one_line(&project.reviewer_name(found.readers[at]));
    format!(
        "{} and {}: {} same passages, {} same verdict, kappa {}, F1 {} strict, {} lenient",
        name(pair.readers.0),
        name(pair.readers.1),
        percent(pair.share(Question::Passages)),
        percent(pair.share(Question::Verdict)),
        decimal(pair.cohen(Question::Both)),
        decimal(pair.spans.strict()),
        decimal(pair.spans.lenient()),
    )
}

/// Where it is, its words, and who says what.
fn passage_line(project: &Project, found: &Agreement, passage: &Passage) -> String {
    let article = project.article(passage.article);
    let text = article.and_then(|article| article.text.as_deref());
    let (mut place, mut words) = (String::new(), String::new());
    if let (Some(article), Some(text)) = (article, text) {
        let (start, end) = (passage.hull.start, passage.hull.end);
        let (start, end) = (text.to_code_points(start), text.to_code_points(end));
        place = format!("{} {start}-{end}", one_line(article.display_title()));
        words = shortened(&one_line(text.slice(passage.hull)), MOST_WORDS);
    }
    let mut said = Vec::new();
    for (reader, label) in found.readers.iter().zip(&passage.labels) {
        let Some(label) = label else { continue };
        let letters: String = label.statuses().map(letter).collect();
        let letters = if letters.is_empty() { "-" } else { &letters };
        said.push(format!(
            "{} {letters}",
            one_line(&project.reviewer_name(*reader))
        ));
    }
    format!("{place}  {words}  {}", said.join(", "))
}

fn letter(status: Status) -> char {
    match status {
        Status::Verified => 'V',
        Status::Unverified => 'U',
        Status::Conflicting => 'C',
    }
}

/// "88 %", or a dash.
fn percent(share: Figure) -> String {
    share.map_or_else(
        |_| "-".to_owned(),
        |share| format!("{:.0} %", share * 100.0),
    )
}

/// "0.61", or why there is no figure.
fn decimal(figure: Figure) -> String {
    figure.map_or_else(|why| why.to_string(), |figure| format!("{figure:.2}"))
}

fn between(interval: Option<Interval>) -> String {
    let mut said = String::new();
    if let Some(Interval { low, high }) = interval {
        // Writing to a string does not fail.
        let _written = write!(said, " (95 %: {low:.2} to {high:.2})");
    }
    said
}
