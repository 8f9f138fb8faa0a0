//! Blind review: nothing of another reader reaches the screen before the article is marked as read, and all of it after.
//!
//! The other readers of the sample project get a secret word into everything that they wrote. Whatever is opened, walked
//! through or asked for then, the word must not be anywhere: not in the tree that a screen reader reads, not in what is
//! painted, not in the messages.

use crate::harness::{Desk, World};
use crosscheck::app::{BottomTab, Command, FileAnswer, Region, ReviewList};
use crosscheck::model::{
    AnnotationId, Decision, DecisionId, DecisionRecord, Fate, FateKind, HistoryEntry, Others,
    Outcome, Project, Register, ReviewerId, Rival, Stamp, Status, Table,
};
use egui::epaint::Shape;
use egui::{Vec2, vec2};
use egui_kittest::kittest::NodeT as _;
use std::sync::Arc;

const SECRET: &str = "quokka";

/// What the dialog's button is called.
const READ: &str = "Mark as read and show others' marks";

fn secretly(text: &mut String) {
    text.insert_str(0, "Quokka ");
}

fn each<Id: Ord + Copy, T: Clone>(table: &mut Table<Id, T>, change: impl Fn(&mut T)) {
    *table = table
        .iter()
        .map(|(id, record)| {
            let mut record = T::clone(record);
            change(&mut record);
            (*id, Arc::new(record))
        })
        .collect();
}

/// The sample, where every word of its readers is a secret, with a decision and with marks on whole articles.
fn secret_project(desk: &mut Desk) -> Project {
    desk.app_mut().open_sample();
    let mut project = desk.app().project.whole().clone();
    each(&mut project.reviewers, |reviewer| {
        secretly(&mut reviewer.value.name);
    });
    each(&mut project.sources, |record| {
        let source = &mut record.source.value;
        for text in [
            &mut source.title,
            &mut source.says,
            &mut source.root,
            &mut source.url,
        ] {
            secretly(text);
        }
    });
    each(&mut project.claims, |record| {
        secretly(&mut record.claim.value.statement);
        secretly(&mut record.claim.value.note);
    });
    each(&mut project.annotations, |mark| {
        if let Some(tie) = &mut mark.tie {
            secretly(&mut tie.value.root);
        }
        for given in mark.assessments.values_mut() {
            secretly(&mut given.value.note);
            secretly(&mut given.value.should_read);
            for cite in &mut given.value.cites {
                secretly(&mut cite.locator);
            }
        }
    });
    let by = *project.reviewers.keys().next().expect("a reader");
    decide(&mut project, by);
    tear(&mut project, by);
    project
}

/// Every claim, source and judgement is in conflict, and every mark and claim was deleted by somebody.
fn tear(project: &mut Project, by: ReviewerId) {
    fn torn<T: Clone>(register: &mut Register<T>, other: impl FnOnce(&mut T)) {
        let mut value = register.value.clone();
        other(&mut value);
        let stamp = Stamp {
            rev: Some("z9z9z9z9.1".parse().expect("a revision")),
            ..Stamp::default()
        };
        register.others = Some(Box::new(Others {
            twins: Vec::new(),
            rivals: vec![Rival { value, stamp }],
        }));
    }
    let fate = Register::stamped(
        Fate {
            is: FateKind::Deleted,
            by,
            at: jiff::Timestamp::from_second(1_773_400_000).expect("a time"),
        },
        Stamp {
            rev: Some("z9z9z9z9.1".parse().expect("a revision")),
            ..Stamp::default()
        },
    );
    each(&mut project.claims, |record| {
        torn(&mut record.claim, |claim| {
            claim.statement.push_str(" quokka");
        });
        record.fate = Some(fate.clone());
    });
    each(&mut project.sources, |record| {
        torn(&mut record.source, |source| {
            source.says.push_str(" quokka");
        });
    });
    each(&mut project.annotations, |mark| {
        for given in mark.assessments.values_mut() {
            torn(given, |given| {
                given.note.push_str(" quokka");
            });
        }
        mark.fate = Some(fate.clone());
    });
}

fn decide(project: &mut Project, by: ReviewerId) {
    let about: Vec<AnnotationId> = project.annotations.keys().copied().take(2).collect();
    let rev: crosscheck::model::Rev = "k3f9a2qx.2".parse().expect("a revision");
    let stamp = Stamp {
        rev: Some(rev),
        ..Stamp::default()
    };
    let at = jiff::Timestamp::from_second(1_773_400_000).expect("a time");
    for mark in &about {
        project.history.insert(HistoryEntry {
            at,
            rev: Some(rev),
            record: mark.0,
            by,
            from: None,
            to: Some("Quokka decided".to_owned()),
        });
    }
    let id = DecisionId(uuid::Uuid::from_u128(77));
    let decision = Decision {
        about,
        outcome: Outcome::Status(Status::Conflicting),
        reason: "Quokka reason".to_owned(),
        by,
        at,
    };
    let record = DecisionRecord {
        id,
        decision: Register::stamped(decision, stamp),
        fate: None,
    };
    project.decisions.insert(id, Arc::new(record));
}

/// The secret project, reviewed blind by somebody who is not in it.
fn blind_desk(world: &World, size: Vec2) -> Desk {
    let mut desk = world.start_at(size, Vec::new());
    desk.app_mut().set_reviewer_name("Mara Olt");
    let project = secret_project(&mut desk);
    desk.app_mut().replace_project(project, None);
    desk.app_mut()
        .run(Command::ShowList(BottomTab::Annotations));
    desk.run();
    assert!(
        leak(&desk).is_some(),
        "the secret is seen before the review is blind"
    );
    assert!(desk.app().conflicts().len() > 10, "they are listed before");
    desk.app_mut().run(Command::ToggleBottom);
    desk.app_mut().run(Command::BlindReview);
    desk.run();
    desk
}

/// Where the secret is seen, if anywhere.
fn leak(desk: &Desk) -> Option<String> {
    let holds = |text: &str| text.to_lowercase().contains(SECRET);
    let mut said: Vec<String> = Vec::new();
    for node in desk.harness().root().children_recursive() {
        let node = node.accesskit_node();
        let texts = [
            node.label(),
            node.value(),
            node.description(),
            node.placeholder().map(ToOwned::to_owned),
        ];
        said.extend(texts.into_iter().flatten());
    }
    for clipped in &desk.harness().output().shapes {
        painted(&clipped.shape, &mut said);
    }
    for notice in desk.app().notices.said() {
        said.push(notice.text.clone());
        said.extend(notice.details.iter().cloned());
    }
    for row in desk.app().picker_rows() {
        said.push(format!("{} {}", row.title, row.detail));
    }
    said.extend(desk.app().undo_label().map(ToOwned::to_owned));
    said.into_iter().find(|text| holds(text))
}

fn painted(shape: &Shape, texts: &mut Vec<String>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| painted(shape, texts)),
        Shape::Text(text) => texts.push(text.galley.text().to_owned()),
        _ => {}
    }
}

#[track_caller]
fn expect_secrecy(desk: &Desk, after: &str) {
    if let Some(leak) = leak(desk) {
        panic!("after {after} this is seen: {leak:?}");
    }
}

/// Commands that leave the project, or end the blindness.
fn leaves(command: Command) -> bool {
    matches!(
        command,
        Command::NewProject
            | Command::OpenProject
            | Command::OpenRecent(_)
            | Command::OpenSample
            | Command::OpenByPath
            | Command::CloseProject
            | Command::Quit
            | Command::RemoveArticle
    )
}

/// Runs every command, and looks while what it opened is open and after it was closed.
fn every_command(desk: &mut Desk, place: &str) {
    for command in Command::all() {
        if leaves(command) {
            continue;
        }
        desk.world.will_answer(FileAnswer::Cancelled);
        desk.app_mut().run(command);
        desk.run();
        expect_secrecy(desk, &format!("{command:?} {place}"));
        desk.world.forget_answers();
        desk.app_mut().view.dialog = None;
        desk.app_mut().close_picker();
        desk.app_mut().go_to_region(Region::Reader);
        desk.run();
        expect_secrecy(desk, &format!("{command:?} {place}, closed"));
    }
}

/// Looks at every list, in every article, at the caret on every word that somebody marked.
fn every_panel(desk: &mut Desk) {
    for article in 1..=3 {
        desk.app_mut().run(Command::FocusArticle(article));
        for tab in BottomTab::ALL {
            desk.app_mut().run(Command::ShowList(tab));
            desk.run();
            expect_secrecy(desk, &format!("opening {tab:?}"));
        }
        for list in [
            ReviewList::Disagreements,
            ReviewList::Conflicts,
            ReviewList::SignOff,
        ] {
            desk.app_mut().view.review.list = list;
            desk.app_mut().run(Command::ShowList(BottomTab::Review));
            desk.run();
            expect_secrecy(desk, "a list of the review");
        }
    }
    let whole = desk.app().project.whole().clone();
    for mark in whole.live_annotations() {
        desk.app_mut().focus_article(mark.article);
        let at = mark.hull();
        desk.app_mut().go_to_words(mark.article, at);
        desk.run();
        expect_secrecy(desk, "going to the words of another");
        for typed in ["qu", "rosa", "2"] {
            desk.app_mut().run(Command::Palette);
            desk.run();
            if let Some(picker) = &mut desk.app_mut().view.picker {
                typed.clone_into(&mut picker.typed);
            }
            desk.run();
            expect_secrecy(desk, "typing into the palette");
            desk.app_mut().close_picker();
            desk.run();
        }
    }
}

#[test]
fn nothing_of_another_reader_is_seen_before_the_article_is_marked_as_read() {
    for size in [vec2(1600.0, 1000.0), vec2(1024.0, 700.0)] {
        let world = World::new();
        let mut desk = blind_desk(&world, size);
        expect_secrecy(&desk, "turning it on");
        desk.expect("Blind review: you see only your own marks.");
        assert_eq!(desk.app().marks.counts().total(), 0);
        assert_eq!(desk.app().undecided(), 0);
        assert_eq!(desk.app().to_decide(), 0);
        assert_eq!(desk.app().project.live_claims().count(), 0);
        every_panel(&mut desk);
        every_command(&mut desk, "with nothing marked");
        // The same on the words that another has marked, marked by me too.
        let theirs = desk
            .app()
            .project
            .whole()
            .live_annotations()
            .next()
            .unwrap()
            .clone();
        desk.app_mut().go_to_words(theirs.article, theirs.hull());
        desk.app_mut().run(Command::Mark(Status::Unverified));
        desk.run();
        expect_secrecy(&desk, "marking what is marked");
        every_panel(&mut desk);
        every_command(&mut desk, "on a mark of mine");
        desk.expect("Blind review: you see only your own marks.");
    }
}

#[test]
fn no_tooltip_tells_of_another_reader() {
    let world = World::new();
    let mut desk = blind_desk(&world, vec2(1600.0, 1000.0));
    let theirs = desk
        .app()
        .project
        .whole()
        .live_annotations()
        .next()
        .unwrap()
        .clone();
    desk.app_mut().go_to_words(theirs.article, theirs.hull());
    desk.press("2");
    for tab in BottomTab::ALL {
        desk.app_mut().run(Command::ShowList(tab));
        desk.run();
        let places: Vec<_> = desk
            .leaves()
            .iter()
            .map(|(_, _, rect)| rect.center())
            .collect();
        for place in places {
            desk.point_at(place);
            expect_secrecy(&desk, &format!("pointing at {place:?} beside {tab:?}"));
        }
    }
}

#[test]
fn marking_hidden_words_makes_a_mark_of_ones_own() {
    let world = World::new();
    let mut desk = blind_desk(&world, vec2(1600.0, 1000.0));
    let theirs = desk
        .app()
        .project
        .whole()
        .live_annotations()
        .next()
        .unwrap()
        .clone();
    let before = desk.app().project.whole().annotations.len();
    desk.app_mut().go_to_words(theirs.article, theirs.hull());
    desk.press("1");
    let whole = desk.app().project.whole();
    assert_eq!(whole.annotations.len(), before + 1);
    assert_eq!(whole.annotations[&theirs.id], theirs, "theirs is as it was");
    desk.expect("yours");
    desk.press("Mod+Z");
    assert_eq!(desk.app().project.whole().annotations.len(), before);
}

/// Answers the question; `article` is the number of a pane.
fn open_article(desk: &mut Desk, article: usize) {
    desk.press(&format!("Mod+{article} Mod+Shift+Enter"));
    desk.expect("That is recorded, and cannot be undone.");
    desk.click(READ);
}

#[test]
fn marking_as_read_shows_that_article_alone_and_for_good() {
    let world = World::new();
    let mut desk = blind_desk(&world, vec2(1600.0, 1000.0));
    let articles: Vec<_> = desk
        .app()
        .articles_in_order()
        .iter()
        .map(|article| article.id)
        .collect();
    desk.press("Mod+1 Mod+Shift+Enter");
    desk.click("Cancel");
    expect_secrecy(&desk, "asking and not doing it");
    open_article(&mut desk, 1);
    assert!(!desk.app().is_hidden_in(articles[0]));
    assert!(desk.app().is_hidden_in(articles[1]));
    let shown = |desk: &Desk, at: usize| {
        let marks = desk.app().marks.article(articles[at]);
        marks.map_or(0, |marks| marks.counts.total())
    };
    assert!(shown(&desk, 0) > 0);
    assert_eq!(shown(&desk, 1), 0);
    assert!(leak(&desk).is_some(), "what is open is seen");
    desk.expect("Blind review: you see only your own marks.");
    desk.press("Mod+Z Mod+Z Mod+Z");
    assert!(!desk.app().is_hidden_in(articles[0]), "undo hides nothing");
    desk.press("Mod+1 Mod+Shift+Enter");
    assert!(!desk.app().has_read(articles[0]), "taken back");
    assert!(!desk.app().is_hidden_in(articles[0]), "and still open");
    let me = desk.app().reviewer();
    let lines = &desk.app().project.whole().history;
    let recorded = lines.iter().any(|line| {
        line.record == articles[0].0
            && line.by == me
            && line.to.as_deref() == Some("others' marks shown")
    });
    assert!(recorded, "it stands in the history");
    open_article(&mut desk, 2);
    open_article(&mut desk, 3);
    assert!(!desk.app().is_blind());
    assert!(!desk.sees("Blind review: you see only your own marks."));
    assert_eq!(
        *desk.app().project.shown(),
        *desk.app().project.whole(),
        "all is shown"
    );
}

#[test]
fn ending_it_early_asks_once_is_recorded_and_cannot_be_undone() {
    let world = World::new();
    let mut desk = blind_desk(&world, vec2(1600.0, 1000.0));
    desk.choose("Review", "Blind review");
    desk.expect("End blind review");
    desk.click("Stay blind");
    expect_secrecy(&desk, "staying blind");
    desk.choose("Review", "Blind review");
    desk.click("Show others' marks");
    assert!(leak(&desk).is_some());
    desk.press("Mod+Z");
    assert_eq!(*desk.app().project.shown(), *desk.app().project.whole());
    desk.choose("Review", "Blind review");
    assert!(
        leak(&desk).is_some(),
        "what was shown is not hidden again as if it had not been"
    );
}

#[test]
fn a_blind_review_goes_on_at_the_next_start_and_saving_keeps_what_is_hidden() {
    let world = World::new();
    let mut desk = blind_desk(&world, vec2(1600.0, 1000.0));
    desk.press("Mod+1 Mod+Home W 3");
    let whole = desk.app().project.whole().clone();
    let file = world.path("blind.ron");
    world.will_choose([file.clone()]);
    desk.press("Mod+S");
    expect_secrecy(&desk, "saving");
    assert_eq!(
        world.saved("blind.ron").annotations.len(),
        whole.annotations.len()
    );
    assert_eq!(world.saved("blind.ron").claims.len(), whole.claims.len());
    let mut desk = world.start(vec![file]);
    desk.expect("Blind review: you see only your own marks.");
    expect_secrecy(&desk, "opening the file");
    assert_eq!(desk.app().marks.counts().total(), 1);
    every_panel(&mut desk);
}

#[test]
fn a_file_that_another_has_changed_tells_nothing_of_it() {
    let world = World::new();
    let mut ana = world.with_three_articles();
    ana.app_mut().set_reviewer_name("Quokka Ana");
    let file = world.path("shared.ron");
    world.will_choose([file.clone()]);
    ana.press("Mod+S");
    let other = world.somebody_else();
    let mut desk = other.start(vec![file]);
    desk.app_mut().set_reviewer_name("Mara Olt");
    desk.app_mut().run(Command::BlindReview);
    desk.press("Mod+1 Mod+Home W 2");
    ana.press("Mod+1 W 1 N");
    ana.insert("Quokka note");
    ana.press("Mod+Enter Mod+S");
    desk.press("Mod+S");
    assert!(
        desk.messages().contains("nothing was lost"),
        "{}",
        desk.messages()
    );
    assert!(!desk.messages().contains("added"), "{}", desk.messages());
    expect_secrecy(&desk, "taking in the changes");
    assert_eq!(desk.app().marks.counts().total(), 1);
    assert_eq!(world.saved("shared.ron").annotations.len(), 2);
    every_panel(&mut desk);
    desk.press("Mod+Z");
    expect_secrecy(&desk, "undoing it");
    desk.press("Mod+Y");
    open_article(&mut desk, 1);
    // The word that both have marked is one passage, on which they differ.
    assert_eq!(desk.app().marks.counts().disputed, 1);
    assert_eq!(desk.marks().len(), 2);
    assert!(leak(&desk).is_some());
}

#[test]
fn a_copy_sent_in_blind_review_says_nothing_of_what_it_leaves_out() {
    let world = World::new();
    let mut desk = blind_desk(&world, vec2(1600.0, 1000.0));
    world.will_choose([world.path("copy.ron")]);
    desk.app_mut().run(Command::SendCopy);
    desk.run();
    expect_secrecy(&desk, "sending a copy");
    assert!(
        desk.messages()
            .contains("copy.ron was written, without private contacts.")
    );
    let copy = world.saved("copy.ron");
    assert_eq!(
        copy.annotations.len(),
        desk.app().project.whole().annotations.len()
    );
}
