//! Why a command could not be done, in one sentence each.

use crate::{
    edit::{EditError, marking::MarkError, tying::TieError},
    import::ImportError,
    store::{LoadError, SaveError},
    text::CodePointError,
};
use std::{io, path::PathBuf};

/// Why a command could not be done. Nothing has been written then.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    #[error("only one project can be open at a time, and both {} and {} are projects", first.display(), second.display())]
    TwoProjects { first: PathBuf, second: PathBuf },
    #[error(
        "there is no file {}{}",
        path.display(),
        if *looks_like_command { ", and no command of that name (see crosscheck --help)" } else { "" }
    )]
    NoSuchFile {
        path: PathBuf,
        looks_like_command: bool,
    },
    #[error("{} exists already, and it was not overwritten; choose another name", path.display())]
    ExistsAlready { path: PathBuf },
    #[error("{} cannot be read: {}", path.display(), in_plain_words(cause))]
    Unreadable { path: PathBuf, cause: io::Error },
    #[error("{}: no article in it can be read, so that nothing can be rescued", path.display())]
    NothingToRescue { path: PathBuf },
    #[error("{} cannot be written: {cause}", path.display())]
    Unwritable { path: PathBuf, cause: io::Error },
    #[error("git could not be run: {0}")]
    NoGit(String),
    #[error("git says: {0}")]
    GitSays(String),
    #[error("{} has more than {mebibytes} MiB; split it into several files", path.display())]
    TooManyMarks { path: PathBuf, mebibytes: u64 },
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    Save(#[from] SaveError),
    #[error(transparent)]
    Mark(#[from] MarkError),
    #[error(transparent)]
    Tie(#[from] TieError),
    #[error("{} is being changed by another program all the time, so nothing was saved; try again later", path.display())]
    Busy { path: PathBuf },
    #[error("{}: the picture could not be made: {message}", path.display())]
    Picture { path: PathBuf, message: String },
    /// In the window's own words, which name the file.
    #[error("{0}")]
    NotMeasured(String),
    #[error("the change does not fit the project: {0}")]
    Edit(#[from] EditError),
    #[error("the result could not be written as JSON: {0}")]
    Json(serde_json::Error),

    #[error("no article is called \"{name}\" by id, file name or title; there are: {there_are}")]
    NoSuchArticle { name: String, there_are: String },
    #[error(
        "several articles are called \"{name}\"; name one by its id or another of its names: {candidates}"
    )]
    AmbiguousArticle { name: String, candidates: String },
    #[error(
        "no reviewer is called \"{name}\"; there are: {there_are}; --add-reviewer makes a new one"
    )]
    NoSuchReviewer { name: String, there_are: String },
    #[error("no reviewer is called \"{name}\"; there are: {there_are}")]
    NobodyReadsAs { name: String, there_are: String },
    #[error("several reviewers are called \"{name}\"; name one by the id: {candidates}")]
    AmbiguousReviewer { name: String, candidates: String },
    #[error("a reviewer \"{name}\" is there already; --reviewer marks in that name")]
    ReviewerExists { name: String },
    #[error("a reviewer's name must not be empty")]
    EmptyReviewer,
    #[error("the project has several reviewers; say with --reviewer who marks: {there_are}")]
    WhichReviewer { there_are: String },
    #[error("several claims say \"{statement}\"; name one by its id: {candidates}")]
    AmbiguousClaim {
        statement: String,
        candidates: String,
    },
    #[error("a claim's statement must not be empty")]
    EmptyClaim,
    #[error("a stance or a root belongs to a claim; name the claim as well")]
    TieWithoutClaim,
    #[error(
        "these words are tied to the claim \"{claim}\" already; one mark states one claim, \
         so mark a part of the words or change the tie in the window"
    )]
    TiedAlready { claim: String },

    #[error("give the place by spans, by quote, or by both")]
    NoPlace,
    #[error("nothing to mark was named; give --article, --quote and --status, or --from")]
    NothingToMark,
    #[error("the quote is empty; quote the words to mark")]
    EmptyQuote,
    #[error("\"{quote}\" does not stand in {article}; a quote must be exactly as in the text")]
    QuoteNotFound { quote: String, article: String },
    #[error(
        "\"{quote}\" stands at {places} places in {article}; choose one with the occurrence, \
         from 1 to {places}, or quote more words"
    )]
    QuoteAmbiguous {
        quote: String,
        article: String,
        places: usize,
    },
    #[error(
        "there is no occurrence {number} of \"{quote}\" in {article}; they are counted from 1, and there are {places}"
    )]
    NoSuchOccurrence {
        quote: String,
        article: String,
        places: usize,
        number: usize,
    },
    #[error("in {article} the text at {place} is \"{says}\", not \"{quote}\"")]
    QuoteDiffers {
        article: String,
        place: String,
        says: String,
        quote: String,
    },
    #[error("the span {given} is not the occurrence that was named, which is at {meant}")]
    OccurrenceElsewhere { given: String, meant: String },
    #[error("the span {start} to {end} holds no text; the end must lie behind the start")]
    EmptySpan { start: usize, end: usize },
    #[error("the spans {first} and {second} overlap")]
    SpansOverlap { first: String, second: String },
    #[error("{article}: {error}")]
    OutsideText {
        article: String,
        error: CodePointError,
    },
    #[error("{name}, line {line}: {why}; nothing was saved")]
    BadLine {
        name: String,
        line: usize,
        why: String,
    },
}

/// Why reading failed, without the system's numbers where the reason is a common one.
fn in_plain_words(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::PermissionDenied => "there is no permission to read it".to_owned(),
        _ => cause.to_string(),
    }
}
