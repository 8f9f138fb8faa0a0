//! How well passages are matched, measured on labelled files that are given to it:
//!
//! ```text
//! cargo run --release --example matching -- linked-pairs.json
//! ```
//!
//! The file is a list of `{"event", "a": [sentences], "b": [sentences], "links": [[index in a, index in b], …]}`. Two
//! entries of one event count as related. The table says how often a linked sentence is the nearest or among the three
//! nearest, in the other article of its pair and in the pool of all articles; how many of the shown matches are linked,
//! by band; how many are shown between articles of different events; and what the index costs at 1 000 articles.

#![expect(clippy::print_stdout, reason = "the table is what it is for")]
#![expect(
    clippy::unwrap_used,
    reason = "a measuring tool stops at the first fault"
)]

use crosscheck::{
    cli::processor_time_of,
    compare::matching::{Band, Match, MatchIndex, Pairing, Prepared},
    model::ArticleId,
    text::{Text, TextRange},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    sync::Arc,
    time::Duration,
};
use uuid::Uuid;

/// Articles and bytes of each for the cost of the index.
const MANY_ARTICLES: usize = 1000;
const ARTICLE_BYTES: usize = 10_000;
const SEARCHES: usize = 500;

/// An article of the file: its sentences are the lines of a text.
struct Labelled {
    id: ArticleId,
    text: Arc<Text>,
    /// Where each line ends, in bytes.
    ends: Vec<usize>,
}

struct Pair {
    event: String,
    sides: [Labelled; 2],
    /// Index in the first and in the second.
    links: BTreeSet<(usize, usize)>,
}

fn main() {
    let path = std::env::args()
        .nth(1)
        .expect("the path of linked-pairs.json");
    let pairs = read(&path);
    let articles = 2 * pairs.len();
    println!("{} pairs, {articles} articles", pairs.len());
    // First, while the memory of the process is what its texts take.
    cost(&pairs);
    in_pairs(&pairs);
    in_the_pool(&pairs);
}

fn read(path: &str) -> Vec<Pair> {
    let file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let entries = file.as_array().unwrap();
    let side = |entry: &Value, name: &str, number: usize| {
        let mut words = String::new();
        let mut ends = Vec::new();
        for sentence in entry[name].as_array().unwrap() {
            words.push_str(&sentence.as_str().unwrap().replace('\n', " "));
            ends.push(words.len());
            words.push('\n');
        }
        Labelled {
            id: ArticleId(Uuid::from_u128(number as u128)),
            text: Arc::new(Text::new(words)),
            ends,
        }
    };
    let index = |value: &Value| value.as_u64().unwrap() as usize;
    entries
        .iter()
        .enumerate()
        .map(|(number, entry)| Pair {
            event: entry["event"].as_str().unwrap().to_owned(),
            sides: [
                side(entry, "a", 2 * number),
                side(entry, "b", 2 * number + 1),
            ],
            links: entry["links"]
                .as_array()
                .unwrap()
                .iter()
                .map(|link| (index(&link[0]), index(&link[1])))
                .collect(),
        })
        .collect()
}

impl Labelled {
    /// The lines that a range touches.
    fn lines(&self, range: TextRange) -> std::ops::RangeInclusive<usize> {
        let line = |at: usize| self.ends.partition_point(|end| *end < at);
        line(range.start.bytes() + 1)..=line(range.end.bytes())
    }
}

impl Pair {
    /// The lines of the other side that are linked to one of `side`.
    fn linked(&self, side: usize, line: usize) -> BTreeSet<usize> {
        self.links
            .iter()
            .filter_map(|(one, other)| match side {
                0 => (*one == line).then_some(*other),
                _ => (*other == line).then_some(*one),
            })
            .collect()
    }
}

fn index_of<'a>(sides: impl Iterator<Item = &'a Labelled>) -> MatchIndex {
    let mut index = MatchIndex::default();
    for side in sides {
        index.put(side.id, &side.text, None, &[]);
    }
    index
}

/// How many were asked, and for how many the first or one of the first three was linked.
#[derive(Default)]
struct Recall {
    asked: usize,
    first: usize,
    three: usize,
}

impl Recall {
    fn add(&mut self, ranked: &[usize], linked: &BTreeSet<usize>) {
        self.asked += 1;
        self.first += usize::from(ranked.first().is_some_and(|line| linked.contains(line)));
        let three = ranked.iter().take(3);
        self.three += usize::from(three.into_iter().any(|line| linked.contains(line)));
    }

    fn shares(&self) -> String {
        let share = |count: usize| count as f64 / self.asked as f64;
        format!(
            "R@1 {:.4}, R@3 {:.4} ({} sentences)",
            share(self.first),
            share(self.three),
            self.asked
        )
    }
}

/// The lines of the other article by the best score of a sentence in each, for each line of one.
fn nearest_lines(
    one: &Labelled,
    other: &Labelled,
    prepared: &Prepared,
    pairing: &Pairing,
    most: usize,
) -> Vec<Vec<(f32, usize)>> {
    let mut found: Vec<BTreeMap<usize, f32>> = vec![BTreeMap::new(); one.ends.len()];
    let nearest = pairing.all_nearest(most);
    for (range, nearest) in prepared.sentences().zip(nearest) {
        for (near, score) in nearest {
            for line in other.lines(near) {
                let kept = found[*one.lines(range).start()]
                    .entry(line)
                    .or_insert(score);
                *kept = kept.max(score);
            }
        }
    }
    found
        .into_iter()
        .map(|lines| {
            let mut lines: Vec<_> = lines
                .into_iter()
                .map(|(line, score)| (score, line))
                .collect();
            lines.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            lines
        })
        .collect()
}

fn in_pairs(pairs: &[Pair]) {
    let all = index_of(pairs.iter().flat_map(|pair| &pair.sides));
    let alone = |pair: &Pair| index_of(pair.sides.iter());
    for (name, is_alone) in [
        ("each pair by itself", true),
        ("all articles in the index", false),
    ] {
        let mut recall = Recall::default();
        let mut shown: Vec<(Band, f32, bool)> = Vec::new();
        let mut found: [BTreeSet<(usize, usize, usize)>; 4] = Default::default();
        let links: usize = pairs.iter().map(|pair| pair.links.len()).sum();
        for (number, pair) in pairs.iter().enumerate() {
            let index = if is_alone { alone(pair) } else { all.clone() };
            let prepared = [0, 1].map(|side| index.prepare(pair.sides[side].id).unwrap());
            for side in 0..2 {
                let [one, other] = [side, 1 - side];
                let pairing = index.pair(&prepared[one], &prepared[other]);
                let nearest = nearest_lines(
                    &pair.sides[one],
                    &pair.sides[other],
                    &prepared[one],
                    &pairing,
                    6,
                );
                for (line, ranked) in nearest.iter().enumerate() {
                    let linked = pair.linked(side, line);
                    if !linked.is_empty() {
                        let ranked: Vec<usize> = ranked.iter().map(|(_, line)| *line).collect();
                        recall.add(&ranked, &linked);
                    }
                }
                if side == 0 {
                    for found_match in pairing.matches() {
                        let hits = linked_pairs(pair, found_match);
                        shown.push((found_match.band, found_match.score, !hits.is_empty()));
                        for found in &mut found[..=found_match.band as usize] {
                            found.extend(hits.iter().map(|(a, b)| (number, *a, *b)));
                        }
                    }
                }
            }
        }
        println!(
            "\n{name}\n  nearest in the other article: {}",
            recall.shares()
        );
        for band in [Band::Verbatim, Band::Strong, Band::Weak, Band::Side] {
            let of_band = || shown.iter().filter(|(shown, ..)| *shown >= band);
            let right = of_band().filter(|(.., is_linked)| *is_linked).count();
            println!(
                "  {} and above: {} shown, precision {:.3}, recall {:.3} of {links} links",
                band.word(),
                of_band().count(),
                right as f64 / of_band().count() as f64,
                found[band as usize].len() as f64 / links as f64,
            );
        }
    }
}

fn linked_pairs(pair: &Pair, found: Match) -> Vec<(usize, usize)> {
    let lines = pair.sides[0].lines(found.a.range);
    lines
        .flat_map(|one| {
            pair.sides[1]
                .lines(found.b.range)
                .map(move |other| (one, other))
        })
        .filter(|link| pair.links.contains(link))
        .collect()
}

fn in_the_pool(pairs: &[Pair]) {
    let sides: Vec<(usize, usize, &Labelled)> = pairs
        .iter()
        .enumerate()
        .flat_map(|(number, pair)| [(number, 0, &pair.sides[0]), (number, 1, &pair.sides[1])])
        .collect();
    let index = index_of(sides.iter().map(|(_, _, side)| *side));
    let prepared: Vec<Prepared> = sides
        .iter()
        .map(|(.., side)| index.prepare(side.id).unwrap())
        .collect();
    let mut recall = Recall::default();
    let mut unrelated = Unrelated::default();
    let is_shown = std::env::args().any(|argument| argument == "--show");
    for (at, (number, side, one)) in sides.iter().enumerate() {
        let mut best: Vec<Vec<(f32, usize, usize)>> = vec![Vec::new(); one.ends.len()];
        for (by, (other_number, _, other)) in sides.iter().enumerate() {
            if by == at {
                continue;
            }
            let pairing = index.pair(&prepared[at], &prepared[by]);
            for (line, nearest) in nearest_lines(one, other, &prepared[at], &pairing, 3)
                .into_iter()
                .enumerate()
            {
                best[line].extend(nearest.into_iter().map(|(score, line)| (score, by, line)));
            }
            if at < by && pairs[*number].event != pairs[*other_number].event {
                let matches = pairing.matches();
                unrelated.add(one.ends.len() * other.ends.len(), &matches);
                for found in matches
                    .iter()
                    .filter(|found| is_shown && found.band >= Band::Strong)
                {
                    println!(
                        "{found:?}\n  {}\n  {}",
                        one.text.slice(found.a.range),
                        other.text.slice(found.b.range)
                    );
                }
            }
        }
        for (line, mut ranked) in best.into_iter().enumerate() {
            let linked = pairs[*number].linked(*side, line);
            if linked.is_empty() {
                continue;
            }
            ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
            let partner = at ^ 1;
            // Only the partner's lines are labelled; a place elsewhere counts as wrong.
            let ranked: Vec<usize> = ranked
                .iter()
                .map(|(_, by, line)| if *by == partner { *line } else { usize::MAX })
                .collect();
            recall.add(&ranked, &linked);
        }
    }
    println!(
        "\npool of {} sentences\n  nearest in all other articles: {}",
        index.sentence_count(),
        recall.shares()
    );
    let Unrelated {
        articles,
        sentences,
        bands,
    } = unrelated;
    println!(
        "  articles of different events: {articles} pairs, {sentences} pairs of sentences; shown verbatim {}, strong {}, weak {}, side {}",
        bands[3], bands[2], bands[1], bands[0]
    );
}

#[derive(Default)]
struct Unrelated {
    articles: usize,
    sentences: usize,
    bands: [usize; 4],
}

impl Unrelated {
    fn add(&mut self, sentences: usize, matches: &[Match]) {
        self.articles += 1;
        self.sentences += sentences;
        for found in matches {
            self.bands[found.band as usize] += 1;
        }
    }
}

fn cost(pairs: &[Pair]) {
    let texts = many_texts(pairs);
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    let before = resident_bytes();
    let mut index = MatchIndex::default();
    let id = |number: usize| ArticleId(Uuid::from_u128(number as u128));
    let building = processor_time_of(|| {
        for (number, text) in texts.iter().enumerate() {
            index.put(id(number), text, None, &[]);
        }
    });
    let memory = resident_bytes().saturating_sub(before);
    let adding = processor_time_of(|| {
        for (number, text) in texts.iter().take(100).enumerate() {
            index.put(id(number), text, None, &[]);
        }
    }) / 100;
    let copying = processor_time_of(|| drop(std::hint::black_box(index.clone())));
    let mut times: Vec<Duration> = (0..SEARCHES)
        .map(|number| {
            let text = &texts[number * texts.len() / SEARCHES];
            let range = TextRange::of_bytes(text.len() / 2, text.len() / 2 + 1);
            processor_time_of(|| {
                std::hint::black_box(index.search(id(number * texts.len() / SEARCHES), range));
            })
        })
        .collect();
    times.sort();
    let pairing = processor_time_of(|| {
        std::hint::black_box(index.matches_between(id(0), id(1)));
    });
    println!(
        "\nindex of {} articles, {:.1} MB, {} sentences\n  built in {building:.2?}, {:.1} MB of memory; an article replaced in {adding:.2?}; a copy in {copying:.2?}\n  \
         the fifty best for one sentence: median {:.2?}, 99 of 100 under {:.2?}; two articles of 10 KB laid against each other in {pairing:.2?}",
        texts.len(),
        bytes as f64 / 1e6,
        index.sentence_count(),
        memory as f64 / 1e6,
        times[SEARCHES / 2],
        times[SEARCHES * 99 / 100],
    );
}

/// Texts of the file's sentences in a new order each time.
fn many_texts(pairs: &[Pair]) -> Vec<Arc<Text>> {
    let sentences: Vec<&str> = pairs
        .iter()
        .flat_map(|pair| &pair.sides)
        .flat_map(|side| side.text.as_str().lines())
        .collect();
    let mut at = 0;
    (0..MANY_ARTICLES)
        .map(|number| {
            let mut words = String::new();
            while words.len() < ARTICLE_BYTES {
                at = (at + 7 * number + 1) % sentences.len();
                words.push_str(sentences[at]);
                words.push('\n');
            }
            Arc::new(Text::new(words))
        })
        .collect()
}

/// What the process holds in memory; 0 where the system does not say.
fn resident_bytes() -> usize {
    let pages = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = pages.split(' ').nth(1).and_then(|pages| pages.parse().ok());
    pages.unwrap_or(0) * 4096
}
