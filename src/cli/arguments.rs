//! The arguments of every command, with their help.
//!
//! Invariant: what clap lets through is well formed (a size is a size, a status is a status); whether it fits the
//! project is the commands' business.

use super::launch::{ShotView, Theme};
use crate::model::{Stance, Status};
use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::Deserialize;
use std::path::PathBuf;

const FIRST_PAGE: &str = "\
Examples:
  crosscheck                            open the window
  crosscheck post.html wire.txt         open it with two articles side by side
  crosscheck ferry.ron                  open a project

  crosscheck new ferry.ron post.html wire.txt
  crosscheck mark ferry.ron --article wire.txt --quote \"214 passengers\" --status conflicting
  crosscheck list ferry.ron

A first argument that is not a command is a file: a PROJECT.ron, or articles as plain text, Markdown or saved web \
pages. For a file named like a command write ./new.

The commands need no display. Results go to standard output, messages to standard error. Exit status: 0 done, \
1 the answer is no (`check` found errors, `merge --strict` met conflicts), 2 could not be done.";

/// A workbench for people who check articles line by line
///
/// Opens several articles side by side, lets you mark any words as verified, unverified or conflicting, ties passages
/// of different articles to one claim, and keeps everything in one readable project file that reviewers share and
/// merge.
#[derive(Debug, Parser)]
#[command(name = "crosscheck", version, after_help = FIRST_PAGE, args_conflicts_with_subcommands = true, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,

    /// A project (PROJECT.ron) or articles to open in the window
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a project from articles
    New(NewArguments),
    /// Add articles to a project
    Add(AddArguments),
    /// Mark words, one passage or many
    Mark(MarkArguments),
    /// List the marks in order of article and position
    List(ListArguments),
    /// Show what each article says of each claim
    Board(BoardArguments),
    /// Print the text of an article
    Text(TextArguments),
    /// Look for errors in a project file
    Check(CheckArguments),
    /// Find the passages of different articles that say the same
    Match(MatchArguments),
    /// Show who is quoted, and how the articles quote the same words
    Quotes(QuotesArguments),
    /// Show the dates of the articles and the days they mean
    Dates(DatesArguments),
    /// Show how much of each article is marked and what is left
    Coverage(CoverageArguments),
    /// Say that somebody has read an article to its end
    Read(ReadArguments),
    /// Show how far reviewers agree
    Agree(AgreeArguments),
    /// Merge two copies of a project
    Merge(MergeArguments),
    /// Show what two copies of a project have of each other
    Diff(DiffArguments),
    /// Make git merge projects and show what changed in them
    GitSetup(GitSetupArguments),
    /// Merge two versions of a project file, called by git
    MergeDriver(MergeDriverArguments),
    /// Print a project as lines to read, called by git
    Textconv(TextconvArguments),
    /// Save what can be read of a damaged project file
    Rescue(RescueArguments),
    /// Draw the window into a picture, without a display
    Shot(ShotArguments),
    /// Measure how fast a project opens, scrolls and saves here
    Bench(BenchArguments),
}

/// Make a project from articles
///
/// Prints a line for each article: id, file name and title, with tabs between. A file that exists is never
/// overwritten; where one article cannot be read, no project is made.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  crosscheck new ferry.ron post.html wire.txt")]
pub(super) struct NewArguments {
    /// The project file to make
    #[arg(value_name = "OUT.ron")]
    pub out: PathBuf,
    /// Articles: plain text, Markdown or saved web pages
    #[arg(value_name = "ARTICLE")]
    pub articles: Vec<PathBuf>,
    /// What the project is called
    #[arg(long, default_value = "", hide_default_value = true)]
    pub title: String,
}

/// Add articles to a project
///
/// Prints a line for each new article: id, file name and title, with tabs between. Where one article cannot be read,
/// none is added.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  crosscheck add ferry.ron daily.md")]
pub(super) struct AddArguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    pub project: PathBuf,
    /// Articles: plain text, Markdown or saved web pages
    #[arg(value_name = "ARTICLE", required = true)]
    pub articles: Vec<PathBuf>,
}

const MARK_HELP: &str = "\
Examples:
  crosscheck mark ferry.ron --article wire.txt --quote \"214 passengers\" --status conflicting \\
      --note \"The Daily has 241\" --claim \"How many were on board\"
  crosscheck mark ferry.ron --from marks.jsonl

Words that occur several times need --occurrence, counted from 1; without it the number of places is told. Words that \
are marked already, from the same start to the same end, get your status beside the others'.

Who marks: --reviewer, or the only reviewer of the project. In a project without reviewers the first mark makes \
\"Reviewer 1\". --add-reviewer makes one with a name of your choice.

A line of marks.jsonl is one JSON object:
  {\"article\":\"wire.txt\",\"spans\":[{\"start\":541,\"end\":577}],\"quote\":\"…\",\"status\":\"verified\",
   \"note\":\"…\",\"reviewer\":\"Rosa\"}
The place is given by spans (code points from 0, the end not included), or by quote and, where it occurs several times, \
occurrence; or by both, which must agree. Several spans are quoted with \" … \" between. Optional: note, should_read, \
claim, stance, root, reviewer. Reviewers that the project does not know are made. A line with an error is named with \
its number, and then nothing is saved.";

/// Mark words, one passage or many
///
/// Prints the id of each mark. Everything a command marks is saved at once or not at all.
#[derive(Debug, Args)]
#[command(after_help = MARK_HELP)]
pub(super) struct MarkArguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    pub project: PathBuf,
    /// The article: its id, file name or title
    #[arg(long, value_name = "A", required_unless_present = "from")]
    pub article: Option<String>,
    /// The words to mark, exactly as they stand in the text
    #[arg(
        long,
        value_name = "WORDS",
        allow_hyphen_values = true,
        required_unless_present = "from"
    )]
    pub quote: Option<String>,
    /// Which of the places where the words occur, counted from 1
    #[arg(long, value_name = "N", requires = "quote")]
    pub occurrence: Option<usize>,
    /// What you found
    #[arg(long, value_name = "STATUS", required_unless_present = "from")]
    pub status: Option<StatusWord>,
    /// What there is to say about it
    #[arg(
        long,
        value_name = "TEXT",
        allow_hyphen_values = true,
        default_value = "",
        hide_default_value = true
    )]
    pub note: String,
    /// What the text should read instead
    #[arg(
        long,
        value_name = "TEXT",
        allow_hyphen_values = true,
        default_value = "",
        hide_default_value = true
    )]
    pub should_read: String,
    /// The claim that the words state: its statement or id; a new statement makes a new claim
    #[arg(long, value_name = "STATEMENT", allow_hyphen_values = true)]
    pub claim: Option<String>,
    /// How the words stand to the claim [default: supports]
    #[arg(long, value_name = "STANCE", requires = "claim")]
    pub stance: Option<StanceWord>,
    /// Where this passage comes from in the end, if not where its article does
    #[arg(
        long,
        value_name = "ROOT",
        allow_hyphen_values = true,
        requires = "claim"
    )]
    pub root: Option<String>,
    /// Who marks: a reviewer's id, or a name that only one has
    #[arg(long, value_name = "R", conflicts_with = "add_reviewer")]
    pub reviewer: Option<String>,
    /// Make a reviewer of this name, who marks
    #[arg(long, value_name = "NAME")]
    pub add_reviewer: Option<String>,
    /// Take the marks from a file with one JSON object a line; - reads standard input
    #[arg(long, value_name = "MARKS.jsonl", conflicts_with_all = ["article", "quote", "occurrence", "status", "note", "should_read", "claim", "stance", "root"])]
    pub from: Option<PathBuf>,
}

/// List the marks in order of article and position
///
/// A letter says how each mark stands: V verified, U unverified, C conflicting, D disputed, - decided that there is
/// nothing to mark; "!" asks to look at it again, because the text changed. Positions are code points.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosscheck list ferry.ron\n  crosscheck list ferry.ron --json"
)]
pub(super) struct ListArguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    pub project: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Show what each article says of each claim
///
/// A letter says how each claim stands (V verified, U unverified, C conflicting, D disputed) and the line under it why;
/// then come the words of each article with their own letter, "!" where they have to be looked at again. An article
/// without a passage was not looked at yet, has nothing marked, or does not say it on a person's word. Positions are code
/// points.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosscheck board ferry.ron\n  crosscheck board ferry.ron --json"
)]
pub(super) struct BoardArguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    pub project: PathBuf,
    /// Whose reading of an article counts: a reviewer's id, or a name that only one has [default: anybody's]
    #[arg(long, value_name = "R")]
    pub reviewer: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Print the text of an article
///
/// Exactly the text that marks count in: UTF-8, line ends LF, nothing added.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  crosscheck text ferry.ron --article wire.txt")]
pub(super) struct TextArguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    pub project: PathBuf,
    /// The article: its id, file name or title
    #[arg(long, value_name = "A")]
    pub article: String,
}

/// Look for errors in a project file
///
/// Errors are what makes the file say something that cannot be: a mark outside its text, a quote that does not stand
/// where it should, a reference to nothing. Warnings are what a checker would ask about: verified without a source
/// or on one root, conflicting with only one account, passages of one claim that are judged differently, one root behind
/// many articles, a headline that its body does not bear out, a caveat that stands in one article only. Exit status 1 where there are errors.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosscheck check ferry.ron\n  crosscheck check ferry.ron --json"
)]
pub(super) struct CheckArguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    pub project: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Find the passages of different articles that say the same
///
/// Words decide, not what they mean, and nothing is judged by it. verbatim: six words or more in a row are the same;
/// strong: very much alike; weak: alike; side: perhaps. What is set aside and what looks like page furniture is left out.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  crosscheck match ferry.ron\n  \
    crosscheck match ferry.ron --article wire.txt --quote \"214 passengers\" --nearest 3\n  \
    crosscheck match ferry.ron --json --nearest 3\n\n\
    --article and --quote ask for the sentences in which the words stand. --nearest K adds, for every sentence, the K \
    sentences of each other article that come nearest, the nearest first, whether they match or not. Positions in \
    --json are code points.")]
pub(super) struct MatchArguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    pub project: PathBuf,
    /// Only passages of this article: its id, file name or title
    #[arg(long, value_name = "A")]
    pub article: Option<String>,
    /// Only the sentences in which these words stand
    #[arg(
        long,
        value_name = "WORDS",
        allow_hyphen_values = true,
        requires = "article"
    )]
    pub quote: Option<String>,
    /// Which of the places where the words occur, counted from 1
    #[arg(long, value_name = "N", requires = "quote")]
    pub occurrence: Option<usize>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    /// Add the K nearest sentences of every other article
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u16).range(1..))]
    pub nearest: Option<u16>,
}

const QUOTES_HELP: &str = "\
Examples:
  crosscheck quotes ferry.ron
  crosscheck quotes ferry.ron --json

--json prints
  {\"quotations\":[{\"versions\":[{\"article\",\"file_name\",\"start\",\"end\",\"quote\",\"pieces\":[{\"start\",\"end\"}],\"depth\",
   \"kinship\",\"speaker\",\"speaker_written\",\"verb\",\"listener\",
   \"parts\":[{\"kind\",\"start\",\"end\",\"text\",\"fullest\"}]}]}]}
The fullest version comes first. kinship: fullest, same_words, trimmed, altered, or null for the only version. parts compare \
a version with the fullest; kind: same, punctuation, altered, left_out, dropped, added, bracketed. depth: how many \
quotations it stands in. start and end take in the marks, pieces the words between them. speaker is the one named last \
where the text has \"she\". Positions are code points.";

/// Show who is quoted, and how the articles quote the same words
///
/// Quotations of the same words stand together, the fullest first. same words: every word agrees, and commas that do not
/// are shown; trimmed: words are left out at the ends or where an ellipsis says so; altered: a word is another or is
/// missing without a sign. Words in brackets are the writer's.
#[derive(Debug, Args)]
#[command(after_help = QUOTES_HELP)]
pub(super) struct QuotesArguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    pub project: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

const DATES_HELP: &str = "\
Examples:
  crosscheck dates ferry.ron
  crosscheck dates ferry.ron --json

--json prints
  {\"dates\":[{\"article\",\"file_name\",\"start\",\"end\",\"text\",\"year\",\"month\",\"day\",\"weekday\",
   \"possible\":[{\"first\",\"last\"}]}],
   \"days\":[{\"day\",\"agree\",\"named\":[{\"article\",\"file_name\",\"start\",\"end\",\"text\"}],\"may_be\":[…]}],
   \"differs\":[{\"kind\",\"a\":{\"article\",\"file_name\",\"start\",\"end\",\"text\"},\"b\":{…}}],
   \"no_date\":[{\"article\",\"file_name\",\"message\"}]}
year, month, day, weekday (Monday is 1) are what is written, null what is not. possible: the days it may mean, the likeliest \
first. days: those that some article names for certain; agree where two articles name it or may mean it. differs: \
sentences that share their words but for a date. Positions are code points.";

/// Show the dates of the articles and the days they mean
///
/// "Thursday\", \"yesterday\" and dates without a year are counted from the day on which the article was published; what may
/// mean several days lists them all. Then come the days that the articles name, and where two articles differ.
#[derive(Debug, Args)]
#[command(after_help = DATES_HELP)]
pub(super) struct DatesArguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    pub project: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

const COVERAGE_HELP: &str = "\
Examples:
  crosscheck coverage ferry.ron
  crosscheck coverage ferry.ron --json

--json prints
  {\"articles\":[{\"article\",\"file_name\",\"title\",\"words\",\"marked\",\"verified\",\"unverified\",\"conflicting\",\"disputed\",
   \"marked_share\",\"verified_share\",\"unmarked\":{\"words\",\"numbers\",\"dates\",\"names\"}}]}
Shares are from 0 to 1, null where there are no words.";

/// Show how much of each article is marked and what is left
///
/// Of the articles that are there to be checked, words that are set aside left out. A word counts as the shortest mark over
/// it says.
#[derive(Debug, Args)]
#[command(after_help = COVERAGE_HELP)]
pub(super) struct CoverageArguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    pub project: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Say that somebody has read an article to its end
///
/// From then on the words that they left unmarked count as passed over. Holds for the present text of the article. Prints
/// the article: id, file name and title, with tabs between.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosscheck read ferry.ron --article wire.txt --reviewer Rosa\n  \
    crosscheck read ferry.ron --article wire.txt --reviewer Rosa --take-back"
)]
pub(super) struct ReadArguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    pub project: PathBuf,
    /// The article: its id, file name or title
    #[arg(long, value_name = "A")]
    pub article: String,
    /// Who has read it: a reviewer's id, or a name that only one has
    #[arg(
        long,
        value_name = "R",
        conflicts_with = "add_reviewer",
        required_unless_present = "add_reviewer"
    )]
    pub reviewer: Option<String>,
    /// Make a reviewer of this name, who has read it
    #[arg(long, value_name = "NAME")]
    pub add_reviewer: Option<String>,
    /// They have not read it to the end after all
    #[arg(long, conflicts_with = "add_reviewer")]
    pub take_back: bool,
}

const AGREE_HELP: &str = "\
Examples:
  crosscheck agree ferry.ron
  crosscheck agree ferry.ron --json
  crosscheck agree ferry.ron --reviewer Rosa --reviewer Teun --csv

--json prints
  {\"words\",\"readers\":[{\"id\",\"name\"}],\"tokens\",
   \"articles\":[{\"article\",\"file_name\",\"read_by\":[names]}],
   \"not_counted\":[{\"article\",\"file_name\",\"unread_by\":[names],\"counted_for_others\",\"message\"}],
   \"passages\":{\"marked\",\"one_verdict\",\"marked_by_some\",\"verdicts_differ\",\"verdict\":F,\"verdict_or_none\":F,
     \"list\":[{\"article\",\"file_name\",\"start\",\"end\",\"text\",\"class\",\"annotations\":[ids],
       \"verdicts\":[{\"reviewer\",\"statuses\":[…]}]}]},
   \"same_passages\":F,\"same_verdict\":F,\"both\":F,\"statuses\":{\"verified\":F,\"unverified\":F,\"conflicting\":F},
   \"same_places\":F,\"alpha_u\":{\"all\":C,\"verified\":C,\"unverified\":C,\"conflicting\":C,\"with_gaps\":C},
   \"alpha_of_sets\":{\"jaccard\":C,\"masi\":C},
   \"pairs\":[{\"readers\":[names],\"tokens\",\"share\":{…},\"cohen_kappa\":{…},
     \"f1\":{\"all\":{\"first\",\"second\",\"exact\",\"partial\",\"strict\":C,\"lenient\":C},\"verified\":{…},…},
     \"matrix\":[{\"first\",\"second\",\"passages\":[numbers in the list]}]}]}
  F is {\"units\",\"pairs\",\"equal\",\"share\":C,\"positive_agreement\":C,\"alpha\":C,\"fleiss_kappa\":C}
  C is {\"value\",\"low\",\"high\",\"why\"}: low and high are the ends of an interval of 95 % where there is one; value is null
  where it is not computable, and why says so.
Shares are from 0 to 1. Words are runs of what is not white space. statuses is null for who has not read the article. \
share and cohen_kappa of a pair have same_passages, same_verdict, both, verified, unverified, conflicting. class: \
one_verdict, marked_by_some, verdicts_differ. first and second: a status, several, not_marked. Positions are code points.";

/// Show how far reviewers agree
///
/// Did they mark the same passages, and where they did, did they give the same verdict? Only articles to check that at
/// least two of them have read to the end count (see `read`); for who has not, an article is missing. What is set aside is
/// left out, and decisions do not matter: it is about what each found. alpha is Krippendorff's; the interval comes from
/// drawing paragraphs 1000 times with a fixed seed.
#[derive(Debug, Args)]
#[command(after_help = AGREE_HELP)]
pub(super) struct AgreeArguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    pub project: PathBuf,
    /// Only these: a reviewer's id, or a name that only one has; given several times [default: all]
    #[arg(long, value_name = "R")]
    pub reviewer: Vec<String>,
    /// Print one JSON object
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// Print a table for a spreadsheet
    #[arg(long)]
    pub csv: bool,
}

/// Merge two copies of a project
///
/// Unites what both hold; no work of either is lost. Where two people wrote different things at the same place, both
/// stay in the file as a conflict, to be settled in the window. It does not matter which copy is named first.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosscheck merge mine.ron hers.ron -o mine.ron\n  \
    crosscheck merge mine.ron hers.ron --dry-run\n\n\
    -o may name either copy or a new file; another file that exists is never overwritten. With --strict the \
    merged file is written too, and exit status 1 tells that conflicts are in it."
)]
pub(super) struct MergeArguments {
    /// One copy
    #[arg(value_name = "OURS.ron")]
    pub ours: PathBuf,
    /// The other copy
    #[arg(value_name = "THEIRS.ron")]
    pub theirs: PathBuf,
    /// The copy both come from; it helps to tell edits that were made by hand
    #[arg(long, value_name = "BASE.ron")]
    pub base: Option<PathBuf>,
    /// Where the merged project goes
    #[arg(
        short,
        long = "out",
        value_name = "OUT.ron",
        required_unless_present = "dry_run"
    )]
    pub out: Option<PathBuf>,
    /// Only say what would happen
    #[arg(long)]
    pub dry_run: bool,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    /// Exit status 1 where conflicts remain
    #[arg(long)]
    pub strict: bool,
}

/// Show what two copies of a project have of each other
///
/// First what merging B into A would bring, then what B has not from A: added, changed and removed, by article and
/// reviewer, each with its words; at the end where both say different things at the same place. Nothing is written.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosscheck diff mine.ron hers.ron\n  crosscheck diff mine.ron hers.ron --json\n\n\
    --json prints\n  {\"in_b\":{\"added\":[…],\"changed\":[…],\"removed\":[…]},\"in_a\":{…},\"conflicts\":[…]}\n\
    each with {\"id\",\"record\",\"article\",\"file_name\",\"reviewer\",\"quote\",\"says\"}; what does not apply is null."
)]
pub(super) struct DiffArguments {
    /// One copy
    #[arg(value_name = "A.ron")]
    pub a: PathBuf,
    /// The other copy
    #[arg(value_name = "B.ron")]
    pub b: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Make git merge projects and show what changed in them
///
/// Shows what it would write into .gitattributes and into the configuration of this clone, and writes it after a yes.
/// Everybody who works on the repository runs it once. From then on `git merge` and `git pull` join projects as `merge`
/// does, and `git diff` shows a line for each mark.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosscheck git-setup --dry-run\n  crosscheck git-setup --yes\n  \
    crosscheck git-setup --yes \"desk/*.ron\""
)]
pub(super) struct GitSetupArguments {
    /// Which files are projects, as .gitattributes says it
    #[arg(value_name = "PATTERN", default_value = "*.ron")]
    pub patterns: Vec<String>,
    /// Only show what would be written
    #[arg(long, conflicts_with = "yes")]
    pub dry_run: bool,
    /// Write without asking
    #[arg(long)]
    pub yes: bool,
}

/// Merge two versions of a project file, called by git
///
/// `git-setup` tells git to call it. The result goes into OURS; differing values stay in it as conflicts. Exit status 0
/// merged; 1 merged, and conflicts are in it (only with --strict); 129 a version cannot be read, OURS is untouched.
#[derive(Debug, Args)]
#[command(after_help = "In the configuration of git:\n  crosscheck merge-driver %O %A %B %L %P")]
pub(super) struct MergeDriverArguments {
    /// The common ancestor's version (%O); an empty file where there is none
    #[arg(value_name = "BASE")]
    pub base: PathBuf,
    /// Our version (%A), which the result replaces
    #[arg(value_name = "OURS")]
    pub ours: PathBuf,
    /// Their version (%B)
    #[arg(value_name = "THEIRS")]
    pub theirs: PathBuf,
    /// How long conflict markers are (%L); none are written
    #[arg(value_name = "LENGTH")]
    pub marker_length: Option<String>,
    /// The file's path in the repository (%P), for messages
    #[arg(value_name = "PATH")]
    pub path: Option<PathBuf>,
    /// Exit status 1 where conflicts are in the result, so that git asks for a look
    #[arg(long)]
    pub strict: bool,
}

/// Print a project as lines to read, called by git
///
/// A line for each record, without positions and revisions, so that `git diff` shows what people said. `git-setup` tells
/// git to call it. A file that is no project is printed as it is.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  crosscheck textconv ferry.ron")]
pub(super) struct TextconvArguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    pub project: PathBuf,
}

/// Save what can be read of a damaged project file
///
/// Every record that still parses goes into OUT.ron; what is lost is listed with its line. The damaged file stays as it
/// is. Exit status 0 nothing is lost; 1 something is; 2 nothing could be read.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  crosscheck rescue damaged.ron -o saved.ron")]
pub(super) struct RescueArguments {
    /// The damaged file
    #[arg(value_name = "DAMAGED.ron")]
    pub damaged: PathBuf,
    /// The project file to make
    #[arg(short, long, value_name = "OUT.ron")]
    pub out: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Draw the window into a picture, without a display
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  crosscheck shot ferry.ron ferry.png --size 1024x700 --theme dark --view board"
)]
pub(super) struct ShotArguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    pub project: PathBuf,
    /// The picture to write
    #[arg(value_name = "OUT.png")]
    pub out: PathBuf,
    /// Width and height in pixels, each from 320 to 8192
    #[arg(long, value_name = "WxH", default_value = "1600x1000", value_parser = parse_size)]
    pub size: (u32, u32),
    /// Light or dark
    #[arg(long, value_enum, default_value_t)]
    pub theme: Theme,
    /// What is open
    #[arg(long, value_enum, default_value_t)]
    pub view: ShotView,
}

/// Measure how fast a project opens, scrolls and saves here
///
/// Works with the window's own code and no display. Three articles side by side are scrolled, a word is marked and
/// unmarked, and a copy is saved in the system's folder for temporary files; the project's own file is only read. A frame
/// is its processor time without the graphics card; loading and saving are measured on the clock. In --json, null is what
/// was not measured.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  crosscheck bench ferry.ron --json")]
pub(super) struct BenchArguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    pub project: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    /// Keep no journal, to see what it costs
    #[arg(long, hide = true)]
    pub without_journal: bool,
}

/// A status as people type it, here and in a line of `marks.jsonl`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum StatusWord {
    /// A source bears out these exact words
    Verified,
    /// Looked at, not borne out yet
    Unverified,
    /// A source or account says otherwise
    Conflicting,
}

impl From<StatusWord> for Status {
    fn from(word: StatusWord) -> Self {
        match word {
            StatusWord::Verified => Self::Verified,
            StatusWord::Unverified => Self::Unverified,
            StatusWord::Conflicting => Self::Conflicting,
        }
    }
}

/// A stance as people type it, here and in a line of `marks.jsonl`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum StanceWord {
    /// The words say so
    Supports,
    /// The words say otherwise
    Contradicts,
    /// The words only speak of it
    Mentions,
}

impl From<StanceWord> for Stance {
    fn from(word: StanceWord) -> Self {
        match word {
            StanceWord::Supports => Self::Supports,
            StanceWord::Contradicts => Self::Contradicts,
            StanceWord::Mentions => Self::Mentions,
        }
    }
}

/// The smallest and the largest picture, in pixels a side: less shows nothing, more is a slip of the keyboard.
const SIDES: std::ops::RangeInclusive<u32> = 320..=8192;

fn parse_size(text: &str) -> Result<(u32, u32), String> {
    text.split_once(['x', 'X', '×'])
        .and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)))
        .filter(|(width, height)| SIDES.contains(width) && SIDES.contains(height))
        .ok_or_else(|| {
            format!(
                "a size is written 1600x1000, each side from {} to {}",
                SIDES.start(),
                SIDES.end()
            )
        })
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Command, parse_size};
    use clap::{CommandFactory as _, Parser as _};

    #[test]
    fn the_arguments_are_well_defined() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_first_argument_that_is_no_command_is_a_file() {
        let arguments = Arguments::try_parse_from(["crosscheck", "a.txt", "new"]).unwrap();
        assert!(arguments.command.is_none());
        assert_eq!(arguments.files.len(), 2);
        let arguments = Arguments::try_parse_from(["crosscheck", "./new"]).unwrap();
        assert!(arguments.command.is_none());
        let arguments = Arguments::try_parse_from(["crosscheck", "new", "a.ron"]).unwrap();
        assert!(matches!(arguments.command, Some(Command::New(_))));
    }

    #[test]
    fn sizes() {
        assert_eq!(parse_size("1600x1000"), Ok((1600, 1000)));
        for wrong in ["", "x", "1600", "1600x", "0x0", "-1x5", "100000x1000"] {
            assert!(parse_size(wrong).is_err(), "{wrong}");
        }
    }
}
