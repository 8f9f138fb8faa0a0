//! What the fuzzer tries, one function a target. Each takes any bytes and panics where a promise is broken.
//!
//! The tour: [`project`], [`rescue`], [`import`], [`marks`] take the bytes of a file as they are. [`merge`] and [`markers`]
//! make copies of a sound project of them ([`copies`]), since random bytes are hardly ever two projects of one id.

mod copies;
mod journals;

use crosscheck::{
    cli,
    edit::{RevisionContext, give_revisions},
    import::{author_boxes, guess_date, import_bytes, import_pasted, several},
    model::{Project, ProjectId, ReviewerId, Session},
    review,
    store::{self, RealDisk, journal::FoundJournal, to_ron},
    text::{Text, normalise},
};
use std::{ffi::OsString, fs, path::PathBuf, sync::OnceLock};
use uuid::Uuid;

/// An error, or a project that is written and read back as the same.
pub fn project(data: &[u8]) {
    match store::parse(data, "p.ron") {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(loaded) => {
            for warning in &loaded.warnings {
                assert!(!warning.to_string().is_empty());
            }
            same_when_written(&loaded.project);
        }
    }
}

/// Gives the canonical bytes.
fn same_when_written(project: &Project) -> String {
    let written = to_ron(project).expect("what was read can be written");
    let again = store::parse(written.as_bytes(), "p.ron")
        .expect("and read again")
        .project;
    assert!(again == *project, "what is read again is the same");
    assert!(
        to_ron(&again).expect("once more") == written,
        "the bytes are canonical"
    );
    written
}

/// Whatever can be saved makes a project that a save can write.
pub fn rescue(data: &[u8]) {
    let Some(rescued) = store::rescue(data, ProjectId(Uuid::from_u128(77))) else {
        return;
    };
    let mut project = rescued.project;
    let context = RevisionContext {
        session: Session::from_random(5),
        n: 1,
        by: ReviewerId(Uuid::from_u128(3)),
        at: jiff::Timestamp::UNIX_EPOCH,
    };
    let nothing = Project::new(project.id);
    give_revisions(&mut project, &nothing, context);
    let text = to_ron(&project).expect("a save can write it");
    let again = store::parse(text.as_bytes(), "new.ron")
        .expect("and read it")
        .project;
    assert_eq!(again.annotations.len(), project.annotations.len());
    assert_eq!(again.articles.len(), project.articles.len());
}

/// The first byte chooses the name; what comes out is fit for a project.
pub fn import(data: &[u8]) {
    let Some((kind, bytes)) = data.split_first() else {
        return;
    };
    let names = ["a.txt", "a.md", "a.html", "a", "a.htm"];
    let name = names[usize::from(*kind) % names.len()];
    let imported = import_bytes(bytes, name, None);
    let pasted = || import_pasted(&String::from_utf8_lossy(bytes), None);
    for imported in [imported, pasted()].into_iter().flatten() {
        let text = imported.text.as_str();
        assert_eq!(normalise(text), text, "the text is normalised");
        let mut before = None;
        for block in &imported.blocks {
            let start = block.start.bytes();
            assert!(
                text.is_char_boundary(start) && start < text.len(),
                "{start}"
            );
            assert!(before < Some(start), "{start} is not behind {before:?}");
            before = Some(start);
        }
        assert!(!imported.meta.title.is_empty());
        assert!(!imported.meta.title.contains(char::is_control));
        let _date = guess_date(&imported.text);
        let _boxes = author_boxes(&text.lines().collect::<Vec<_>>());
    }
    let _parted = several(&String::from_utf8_lossy(bytes));
    let _text = Text::new(String::from_utf8_lossy(bytes).into_owned());
}

/// The laws of the join, on projects and on their canonical bytes.
pub fn merge(data: &[u8]) {
    let copies: Vec<Project> = copies::texts(data)
        .iter()
        .filter_map(|text| Some(store::parse(text.as_bytes(), "p.ron").ok()?.project))
        .collect();
    let [a, b, rest @ ..] = &copies[..] else {
        return;
    };
    if a.id != b.id {
        return;
    }
    let both = |one: &Project, other: &Project| review::join(one, other).project;
    let ab = both(a, b);
    let written = same_when_written(&ab);
    assert_eq!(
        written,
        to_ron(&both(b, a)).expect("written"),
        "commutative"
    );
    assert!(both(a, a) == *a, "idempotent");
    assert!(both(a, &ab) == ab, "absorbing");
    assert!(both(&ab, b) == ab, "absorbing");
    let _preview = review::join_with_base(a, &ab, b);
    let Some(c) = rest.first().filter(|c| c.id == a.id) else {
        return;
    };
    let based = review::join_with_base(c, a, b).project;
    same_when_written(&based);
    // `review/texts.rs` names the limit: articles whose texts part.
    if have_the_same_texts(&[a, b, c]) {
        assert!(both(&ab, c) == both(a, &both(b, c)), "associative");
    }
}

fn have_the_same_texts(copies: &[&Project]) -> bool {
    let texts = |project: &Project| -> Vec<_> {
        let articles = project.articles.values();
        articles
            .map(|it| (it.id, it.text_id, it.text.is_some(), it.earlier.len()))
            .collect()
    };
    copies
        .windows(2)
        .all(|pair| texts(pair[0]) == texts(pair[1]))
}

/// Two copies with the markers of git around what differs, and the bytes behind as a file of their own.
pub fn markers(data: &[u8]) {
    if let [ours, theirs, ..] = &copies::texts(data)[..] {
        project(copies::with_markers(ours, theirs).as_bytes());
    }
}

/// `mark --from` does it or refuses, and the project stays whole.
pub fn marks(data: &[u8]) {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| tempfile::tempdir().expect("a folder").keep());
    let (file, lines) = (folder.join("p.ron"), folder.join("marks.jsonl"));
    fs::write(&file, copies::SAMPLE).expect("a project");
    fs::write(&lines, data).expect("lines");
    let arguments = [
        "crosscheck".as_ref(),
        "mark".as_ref(),
        file.as_os_str(),
        "--from".as_ref(),
        lines.as_os_str(),
    ];
    let _exit = cli::run(arguments.into_iter().map(OsString::from));
    let bytes = fs::read(&file).expect("it is there");
    let loaded = store::parse(&bytes, "p.ron").expect("and whole");
    assert!(to_ron(&loaded.project).expect("written").as_bytes() == bytes);
}

/// An odd first byte: the bytes of a journal; an even one: a sound journal of odd changes. An error, or a project that can
/// be written.
pub fn journal(data: &[u8]) {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| tempfile::tempdir().expect("a folder").keep());
    let Some((kind, data)) = data.split_first() else {
        return;
    };
    let bytes = if kind % 2 == 1 {
        data.to_vec()
    } else {
        journals::made_of(data, kind % 4 == 0)
    };
    let (file, project_file) = (folder.join("k3f9a2qx.journal"), folder.join("p.ron"));
    fs::write(&file, &bytes).expect("a journal");
    fs::write(&project_file, copies::SAMPLE).expect("a project");
    let (loaded, fingerprint) = store::load(&RealDisk, &project_file).expect("it is whole");
    let Ok(found) = FoundJournal::read(&RealDisk, &file) else {
        assert!(kind % 2 == 1, "the checksums are right");
        return;
    };
    for theirs in [None, Some((&loaded.project, &fingerprint))] {
        if let Ok(replayed) = found.replay(theirs) {
            let written = to_ron(&replayed.joined.project).expect("what came back can be saved");
            store::parse(written.as_bytes(), "p.ron").expect("and opened");
        }
    }
}
