//! The sample project: made here from its three texts, and equal to `projects/ferry.ron` byte for byte.
//!
//! Whoever changes the texts, the marks or the format writes the file anew with
//! `CROSSCHECK_WRITE_SAMPLE=1 cargo test --test cli_sample`, and looks at the difference.

#![expect(clippy::unwrap_used, reason = "a panic is the message of a test")]

use crosscheck::model::SmallMap;
use crosscheck::{
    compare::matching::{Band, MatchIndex},
    edit::{Edit, RevisionContext, give_revisions},
    model::{
        Absence, Anchor, Annotation, AnnotationId, Article, ArticleId, ArticleInfo, Assessment,
        Block, BlockKind, Citation, Claim, ClaimId, ClaimKind, ClaimRecord, DecisionIndex,
        EffectiveStatus, HistoryEntry, Meta, Project, ProjectId, Reading, Record, Register,
        Registers as _, Reviewer, ReviewerId, Role, SetAside, SetAsideId, SetAsideReason,
        SetAsideRecord, Signature, Source, SourceId, SourceKind, SourceRecord, Span, Stance,
        Status, Tie, standing,
    },
    text::{Text, TextOffset, TextRange, normalise, quote},
};
use jiff::Timestamp;
use std::{collections::BTreeMap, path::PathBuf, sync::Arc};
use uuid::Uuid;

const POST: &str = include_str!("../projects/sample-articles/harbour-post.txt");
const DAILY: &str = include_str!("../projects/sample-articles/coast-daily.txt");
const WIRE: &str = include_str!("../projects/sample-articles/northern-wire.txt");

/// The afternoon on which the sample was checked, in UTC.
const FIRST_MINUTE: &str = "2026-03-13T14:00:00Z";

const LOG: u16 = 1;
const MUSTER: u16 = 2;
const HARBOUR: u16 = 3;

const ABOARD: u16 = 1;
const WHEN: u16 = 2;
const UNHURT: u16 = 3;
const PILOT: u16 = 4;
const RADAR: u16 = 5;

fn minute(minute: u16) -> Timestamp {
    let first: Timestamp = FIRST_MINUTE.parse().unwrap();
    Timestamp::from_second(first.as_second() + i64::from(minute) * 60).unwrap()
}

/// A version 7 id of that minute; `kind` and `number` keep it apart from the others.
fn uuid(kind: u8, number: u16, at_minute: u16) -> Uuid {
    let [high, low] = number.to_be_bytes();
    let random = [kind, high, low, 0x5a, 0x3c, 0x91, 0x0e, 0x77, kind, low];
    let millis = u64::try_from(minute(at_minute).as_millisecond()).unwrap();
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

fn rosa() -> ReviewerId {
    ReviewerId(uuid(1, 1, 0))
}

fn teun() -> ReviewerId {
    ReviewerId(uuid(1, 2, 0))
}

fn article_id(number: u16) -> ArticleId {
    ArticleId(uuid(2, number, 1))
}

fn source_id(number: u16) -> SourceId {
    SourceId(uuid(4, number, 2))
}

fn claim_id(number: u16) -> ClaimId {
    ClaimId(uuid(5, number, 3))
}

/// The project in the making.
struct Sample {
    project: Project,
    marks: u16,
}

/// Somebody's judgement, in the making.
struct Judgement {
    by: ReviewerId,
    status: Status,
    note: &'static str,
    should_read: &'static str,
    cites: &'static [(u16, &'static str)],
}

fn judged(by: ReviewerId, status: Status, note: &'static str) -> Judgement {
    Judgement {
        by,
        status,
        note,
        should_read: "",
        cites: &[],
    }
}

impl Judgement {
    fn citing(self, cites: &'static [(u16, &'static str)]) -> Self {
        Self { cites, ..self }
    }

    fn should_read(self, should_read: &'static str) -> Self {
        Self {
            should_read,
            ..self
        }
    }

    fn at(&self, at: Timestamp) -> Assessment {
        Assessment {
            status: Some(self.status),
            note: self.note.to_owned(),
            should_read: self.should_read.to_owned(),
            cites: self
                .cites
                .iter()
                .map(|(source, locator)| Citation {
                    source: source_id(*source),
                    locator: (*locator).to_owned(),
                })
                .collect(),
            at,
        }
    }
}

fn tied(claim: u16, stance: Stance, root: &str) -> Tie {
    Tie {
        claim: Some(claim_id(claim)),
        stance,
        root: root.to_owned(),
    }
}

/// The only place of these words.
fn place(text: &Text, words: &str) -> TextRange {
    match quote::occurrences(text, words)[..] {
        [only] => only,
        ref places => panic!("{words:?} stands at {} places", places.len()),
    }
}

impl Sample {
    fn edit(&mut self, edit: Edit) {
        edit.apply(&mut self.project).unwrap();
    }

    fn add(&mut self, record: Record) {
        self.edit(Edit::Add(Box::new(record)));
    }

    fn reviewer(&mut self, id: ReviewerId, name: &str, colour: u8) {
        let name = name.to_owned();
        self.add(Record::Reviewer(
            id,
            Register::new(Reviewer { name, colour }),
        ));
    }

    fn article(
        &mut self,
        number: u16,
        role: Role,
        meta: Meta,
        text: &str,
        parts: &[(&str, BlockKind)],
    ) {
        let text = Text::new(normalise(text).into_owned());
        let blocks = parts
            .iter()
            .map(|(words, kind)| Block {
                start: place(&text, words).start,
                kind: *kind,
            })
            .collect();
        self.add(Record::Article(Box::new(Article {
            id: article_id(number),
            info: Register::new(ArticleInfo { role, meta }),
            text_id: text.id(),
            text: Some(Arc::new(text)),
            blocks,
            earlier: Vec::new(),
            file_sha256: String::new(),
            read: SmallMap::new(),
            signed: SmallMap::new(),
            fate: None,
        })));
    }

    fn text(&self, article: u16) -> Arc<Text> {
        self.project.articles[&article_id(article)]
            .text
            .clone()
            .unwrap()
    }

    fn set_aside(&mut self, number: u16, article: u16, from: &str, to: &str) {
        let text = self.text(article);
        let range = TextRange::between(place(&text, from).start, place(&text, to).end);
        self.add(Record::SetAside(Box::new(SetAsideRecord {
            id: SetAsideId(uuid(3, number, 2)),
            region: Register::new(SetAside {
                article: article_id(article),
                range,
                quote: text.slice(range).into(),
                why: SetAsideReason::Furniture,
                by: rosa(),
            }),
            fate: None,
        })));
    }

    fn source(&mut self, number: u16, source: Source) {
        self.add(Record::Source(Box::new(SourceRecord {
            id: source_id(number),
            source: Register::new(source),
            fate: None,
        })));
    }

    fn claim(&mut self, number: u16, statement: &str, kind: ClaimKind, note: &str) {
        self.add(Record::Claim(Box::new(ClaimRecord {
            id: claim_id(number),
            claim: Register::new(Claim {
                statement: statement.to_owned(),
                kind: Some(kind),
                note: note.to_owned(),
            }),
            absent: SmallMap::new(),
            fate: None,
        })));
    }

    fn mark(
        &mut self,
        article: u16,
        words: &str,
        judgement: &Judgement,
        tie: Option<Tie>,
    ) -> AnnotationId {
        self.marks += 1;
        let text = self.text(article);
        let range = place(&text, words);
        let (before, after) = quote::context(&text, range);
        let at = minute(10 + 2 * self.marks);
        let id = AnnotationId(uuid(6, self.marks, 10 + 2 * self.marks));
        let span = Span {
            range,
            quote: words.into(),
            before: before.into(),
            after: after.into(),
            anchor: Anchor::Exact,
        };
        self.add(Record::Annotation(Box::new(Annotation {
            id,
            article: article_id(article),
            text_id: text.id(),
            by: judgement.by,
            spans: Register::new(vec![span]),
            tie: tie.map(Register::new),
            assessments: SmallMap::from([(judgement.by, Register::new(judgement.at(at)))]),
            signed: SmallMap::new(),
            fate: None,
        })));
        self.note_down(id, judgement, at);
        id
    }

    /// A second reviewer's word on a mark.
    fn also(&mut self, id: AnnotationId, at_minute: u16, judgement: &Judgement) {
        let at = minute(at_minute);
        let register = Register::new(judgement.at(at));
        self.edit(Edit::Assessment(id, judgement.by, Some(register)));
        self.note_down(id, judgement, at);
    }

    fn note_down(&mut self, id: AnnotationId, judgement: &Judgement, at: Timestamp) {
        let entry = HistoryEntry {
            at,
            rev: None,
            record: id.0,
            by: judgement.by,
            from: None,
            to: Some(judgement.status.word().to_owned()),
        };
        self.edit(Edit::History {
            add: vec![entry],
            remove: Vec::new(),
        });
    }

    fn save(&mut self, saved: &Project, session: &str, n: u32, by: ReviewerId, at_minute: u16) {
        let context = RevisionContext {
            session: session.parse().unwrap(),
            n,
            by,
            at: minute(at_minute),
        };
        give_revisions(&mut self.project, saved, context);
    }
}

fn meta(name: &str, byline: &str, published: &str, root: &str, file_name: &str) -> Meta {
    Meta {
        title: name.to_owned(),
        title_guessed: false,
        publisher: name.to_owned(),
        byline: byline.to_owned(),
        url: format!(
            "https://example.org/sample/{}",
            file_name.replace(".txt", "")
        ),
        archived_url: String::new(),
        published: published.to_owned(),
        accessed: Some(minute(1)),
        language: "en".to_owned(),
        root: root.to_owned(),
        file_name: file_name.to_owned(),
    }
}

/// What Rosa put in before anybody marked: the articles, what is set aside, sources, claims.
fn put_in(sample: &mut Sample) {
    use BlockKind::{Byline, Dek, Headline, Paragraph};
    sample.edit(Edit::Title("Ferry aground (sample)".to_owned()));
    sample.reviewer(rosa(), "Rosa Lind", 0);
    sample.reviewer(teun(), "Teun Bakker", 1);
    sample.article(
        1,
        Role::Check,
        meta(
            "Harbour Post",
            "Ines Harrow",
            "2026-03-12",
            "coastguard",
            "harbour-post.txt",
        ),
        POST,
        &[
            ("Night ferry aground off the cape", Headline),
            ("Radar warned the bridge", Dek),
            ("By Ines Harrow", Byline),
            ("The night ferry to the islands", Paragraph),
        ],
    );
    sample.article(
        2,
        Role::Compare,
        meta(
            "Coast Daily",
            "",
            "2026-03-12",
            "coastguard",
            "coast-daily.txt",
        ),
        DAILY,
        &[
            ("Passengers safe after ferry grounding", Headline),
            ("By our staff reporter", Byline),
            ("Rescuers took", Paragraph),
        ],
    );
    sample.article(
        3,
        Role::Compare,
        meta(
            "Northern Wire",
            "",
            "2026-03-13",
            "own reporter",
            "northern-wire.txt",
        ),
        WIRE,
        &[
            ("Island ferry refloated, inquiry opened", Headline),
            ("Voyage recorder brought ashore", Dek),
            ("From our shipping correspondent", Byline),
            ("An island ferry that grounded", Paragraph),
        ],
    );
    let footer = "Sample text, invented for Crosscheck";
    sample.set_aside(1, 1, "Read more", footer);
    sample.set_aside(2, 2, "More from the coast", footer);
    sample.set_aside(3, 3, "The wire’s correspondent", footer);

    evidence(sample);
}

/// The sources and the claims.
fn evidence(sample: &mut Sample) {
    sample.source(
        LOG,
        Source {
            title: "Coastguard incident log".to_owned(),
            kind: Some(SourceKind::Primary),
            url: "https://example.org/sample/incident-log".to_owned(),
            accessed: Some(minute(4)),
            root: "coastguard".to_owned(),
            says:
                "Grounding reported 12 March, 01:07. Lifeboats from two stations and a tug sent. \
                   241 taken off, nobody injured."
                    .to_owned(),
            ..Source::default()
        },
    );
    sample.source(
        MUSTER,
        Source {
            title: "Muster list of the Saint Brannoc".to_owned(),
            kind: Some(SourceKind::Primary),
            accessed: Some(minute(5)),
            root: "ferry company".to_owned(),
            says: "214 passengers, 27 crew.".to_owned(),
            ..Source::default()
        },
    );
    sample.source(
        HARBOUR,
        Source {
            title: "Harbour master’s office, by telephone".to_owned(),
            kind: Some(SourceKind::Primary),
            contact: "press desk".to_owned(),
            private: true,
            root: "harbour".to_owned(),
            ..Source::default()
        },
    );
    sample.claim(ABOARD, "How many were on board", ClaimKind::Number, "");
    sample.claim(WHEN, "When it ran aground", ClaimKind::Date, "");
    sample.claim(UNHURT, "Nobody was injured", ClaimKind::Other, "");
    sample.claim(
        PILOT,
        "The pilot had been relieved",
        ClaimKind::Sequence,
        "Both papers may have it from the same sailor.",
    );
    sample.claim(
        RADAR,
        "Radar warned the bridge",
        ClaimKind::HeadlineAgainstBody,
        "",
    );
}

/// Rosa's marks. Returns those to which Teun has something to say.
fn rosa_marks(sample: &mut Sample) -> [AnnotationId; 4] {
    use Stance::{Contradicts, Supports};
    use Status::{Conflicting, Unverified, Verified};
    let says = |status, note| judged(rosa(), status, note);
    sample.mark(
        1,
        "Radar warned the bridge",
        &says(
            Unverified,
            "The line under the headline says so. The harbour’s own words below do not.",
        ),
        Some(tied(RADAR, Supports, "harbour")),
    );
    let when = sample.mark(
        1,
        "shortly after one on Thursday morning",
        &says(Verified, "").citing(&[(LOG, "p. 1")]),
        Some(tied(WHEN, Supports, "")),
    );
    let aboard = sample.mark(
        1,
        "all 214 people on board",
        &says(
            Conflicting,
            "214 are the passengers; with 27 crew there were 241.",
        )
        .should_read("all 241 people on board")
        .citing(&[(MUSTER, "")]),
        Some(tied(ABOARD, Supports, "")),
    );
    let unhurt = sample.mark(
        1,
        "brought ashore unhurt",
        &says(Verified, "").citing(&[(LOG, "p. 2")]),
        Some(tied(UNHURT, Supports, "")),
    );
    let lifeboats = sample.mark(
        1,
        "Lifeboats from two stations",
        &says(Verified, "").citing(&[(LOG, "p. 1")]),
        None,
    );
    sample.mark(
        1,
        "“not yet clear whether the radar alarm had sounded”",
        &says(
            Unverified,
            "Asked the harbour whether these are the words. No answer yet.",
        )
        .citing(&[(HARBOUR, "")]),
        Some(tied(RADAR, Contradicts, "harbour")),
    );
    sample.mark(
        2,
        "241 passengers and crew",
        &says(Conflicting, "The Post has 214 people on board.").citing(&[(LOG, "p. 2")]),
        Some(tied(ABOARD, Contradicts, "")),
    );
    sample.mark(
        2,
        "early on Thursday",
        &says(Verified, "").citing(&[(LOG, "p. 1")]),
        Some(tied(WHEN, Supports, "")),
    );
    sample.mark(
        3,
        "None of those aboard was hurt",
        &says(Verified, "").citing(&[(LOG, "p. 2")]),
        Some(tied(UNHURT, Supports, "")),
    );
    sample.mark(
        3,
        "the 214 passengers",
        &says(
            Conflicting,
            "Passengers alone, as the muster list has it. Not the number of all on board.",
        ),
        Some(tied(ABOARD, Supports, "")),
    );
    [when, aboard, unhurt, lifeboats]
}

/// Teun's marks, and what he says of Rosa's.
fn teun_marks(sample: &mut Sample, [when, aboard, unhurt, lifeboats]: [AnnotationId; 4]) {
    use Stance::{Contradicts, Supports};
    use Status::{Conflicting, Unverified, Verified};
    let says = |status, note| judged(teun(), status, note);
    sample.mark(
        1,
        "Lifeboats from two stations and a navy tug reached the ship within forty minutes",
        &says(
            Unverified,
            "The log has when they were sent, not when they arrived.",
        ),
        None,
    );
    sample.mark(
        1,
        "the third grounding on the bank in nine years",
        &says(Unverified, "Counted by whom?"),
        None,
    );
    sample.mark(
        2,
        "No one was injured",
        &says(Verified, "").citing(&[(LOG, "p. 2")]),
        Some(tied(UNHURT, Supports, "")),
    );
    sample.mark(
        2,
        "The master had taken over from the pilot minutes earlier",
        &says(Unverified, ""),
        Some(tied(PILOT, Supports, "unnamed sailor")),
    );
    sample.mark(
        3,
        "on the night of 11 March",
        &says(
            Conflicting,
            "The log has 12 March, 01:07: the night that began on the 11th, or a slip.",
        ),
        Some(tied(WHEN, Contradicts, "")),
    );
    sample.mark(
        3,
        "The pilot had been relieved shortly before",
        &says(Unverified, "The company does not confirm it."),
        Some(tied(PILOT, Supports, "unnamed sailor")),
    );
    sample.also(
        when,
        60,
        &says(
            Conflicting,
            "The Wire has the night of 11 March. Which side of midnight?",
        ),
    );
    sample.also(aboard, 61, &says(Conflicting, "").citing(&[(LOG, "p. 2")]));
    sample.also(unhurt, 62, &says(Verified, "").citing(&[(LOG, "p. 2")]));
    let mut covers = Vec::new();
    sample.project.annotations[&lifeboats].visit_stamps(&mut |stamp| covers.extend(stamp.rev));
    covers.sort_unstable();
    covers.dedup();
    let signature = Signature {
        at: minute(64),
        covers,
        text_id: None,
        sealed: SmallMap::new(),
    };
    sample.edit(Edit::Signature(
        lifeboats,
        teun(),
        Some(Register::new(signature)),
    ));
}

fn sample() -> Project {
    let empty = Project::new(ProjectId(uuid(0, 1, 0)));
    let mut sample = Sample {
        project: empty.clone(),
        marks: 0,
    };
    put_in(&mut sample);
    sample.save(&empty, "k3f9a2qx", 1, rosa(), 6);

    let saved = sample.project.clone();
    let hers = rosa_marks(&mut sample);
    let reading = Reading {
        at: minute(50),
        text_id: Some(sample.text(1).id()),
    };
    sample.edit(Edit::Reading(
        article_id(1),
        rosa(),
        Some(Register::new(reading)),
    ));
    let absence = Absence {
        by: Some(rosa()),
        at: minute(51),
    };
    sample.edit(Edit::Absence(
        claim_id(PILOT),
        article_id(1),
        Some(Register::new(absence)),
    ));
    sample.save(&saved, "k3f9a2qx", 2, rosa(), 52);

    let saved = sample.project.clone();
    teun_marks(&mut sample, hers);
    sample.save(&saved, "m2c4tdb7", 1, teun(), 65);
    sample.project
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("projects/ferry.ron")
}

#[test]
fn the_committed_sample_is_what_is_made_here() {
    let made = crosscheck::store::to_ron(&sample()).unwrap();
    if std::env::var_os("CROSSCHECK_WRITE_SAMPLE").is_some() {
        std::fs::write(path(), &made).unwrap();
    }
    let committed = std::fs::read_to_string(path()).unwrap();
    assert!(
        committed == made,
        "projects/ferry.ron is not what this test makes; see the head of the test"
    );
}

#[test]
fn loading_and_saving_it_gives_the_same_bytes() {
    let bytes = std::fs::read(path()).unwrap();
    let loaded = crosscheck::store::parse(&bytes, "ferry.ron").unwrap();
    assert!(loaded.warnings.is_empty(), "{:?}", loaded.warnings);
    assert_eq!(loaded.project, sample());
    let again = crosscheck::store::to_ron(&loaded.project).unwrap();
    assert!(again.as_bytes() == bytes);
}

#[test]
fn the_second_sample_loads_and_saves_to_the_same_bytes_and_shows_what_articles_share() {
    let path = path().with_file_name("dam.ron");
    let bytes = std::fs::read(path).unwrap();
    let loaded = crosscheck::store::parse(&bytes, "dam.ron").unwrap();
    assert!(loaded.warnings.is_empty(), "{:?}", loaded.warnings);
    let again = crosscheck::store::to_ron(&loaded.project).unwrap();
    assert!(again.as_bytes() == bytes);

    let mut index = MatchIndex::default();
    for article in loaded.project.live_articles() {
        index.put(article.id, article.text.as_ref().unwrap(), Some("en"), &[]);
    }
    let articles: Vec<_> = index.articles().collect();
    for (one, other) in [(0, 1), (0, 2), (1, 2)] {
        let found = index.matches_between(articles[one], articles[other]);
        let shown = found.iter().filter(|found| found.band >= Band::Strong);
        assert!(shown.count() >= 4, "{one} {other}");
    }
}

#[test]
fn it_holds_what_a_newcomer_is_to_see() {
    let project = sample();
    let decisions = DecisionIndex::of(&project);
    let mut statuses: BTreeMap<&str, usize> = BTreeMap::new();
    for annotation in project.live_annotations() {
        *statuses
            .entry(standing(annotation, &decisions).status.word())
            .or_default() += 1;
    }
    for word in ["verified", "unverified", "conflicting"] {
        assert!(statuses[word] >= 3, "{statuses:?}");
    }
    assert_eq!(statuses[EffectiveStatus::Disputed.word()], 1);
    let roles: Vec<Role> = project
        .live_articles()
        .map(|article| article.role())
        .collect();
    assert_eq!(roles, [Role::Check, Role::Compare, Role::Compare]);
    for article in project.live_articles() {
        let text = article.text.as_ref().unwrap().as_str();
        assert!(text.contains("Sample text, invented for Crosscheck"));
        assert!(text.split_whitespace().count() >= 130 && text.split_whitespace().count() <= 220);
        assert!(!article.meta().root.is_empty() && !article.meta().published.is_empty());
        assert_eq!(article.block_at(TextOffset::START), BlockKind::Headline);
        let footer = project
            .set_aside
            .values()
            .find(|region| region.region.value.article == article.id)
            .unwrap();
        assert!(
            footer
                .region
                .value
                .quote
                .ends_with("invented for Crosscheck")
        );
    }
    let says = |number: u16| {
        project
            .live_annotations()
            .filter(|annotation| annotation.claim() == Some(claim_id(number)))
            .map(|annotation| annotation.quote())
            .collect::<Vec<_>>()
            .join("|")
    };
    assert!(
        says(ABOARD).contains("all 214 people") && says(ABOARD).contains("241 passengers and crew")
    );
    assert!(says(WHEN).contains("Thursday morning") && says(WHEN).contains("night of 11 March"));
    assert!(
        says(RADAR).contains("Radar warned the bridge") && says(RADAR).contains("not yet clear")
    );
    assert_eq!(says(UNHURT).split('|').count(), 3);
    assert_eq!(project.claims[&claim_id(PILOT)].absent.len(), 1);
    assert_eq!(project.articles[&article_id(1)].read.len(), 1);
    assert_eq!(project.sources.len(), 3);
    assert_eq!(project.reviewers.len(), 2);
}
