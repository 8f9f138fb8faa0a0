//! Addresses of articles and sources: shown whole, opened only by a person, only http and https.

use crate::harness::{Desk, World};
use crosscheck::app::{BottomTab, Command, Dialog, words};
use crosscheck::model::{Source, SourceId};
use egui::OutputCommand;

/// Clicks a button and gives what the window hands to the system in the frames that follow.
fn handed_over(desk: &mut Desk, button: &str) -> Vec<OutputCommand> {
    desk.find(button).click();
    let mut all = Vec::new();
    for _ in 0..6 {
        desk.step();
        all.extend(desk.harness().output().platform_output.commands.clone());
    }
    all
}

fn with_address(address: &str) -> (World, Desk) {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1");
    let article = desk.article().clone();
    let mut info = article.info.value.clone();
    address.clone_into(&mut info.meta.url);
    desk.app_mut().set_article_info(article.id, info);
    desk.run();
    (world, desk)
}

#[test]
fn an_address_is_shown_whole_and_opened_when_a_person_says_so() {
    let address = "https://bank.example@evil.example/l\u{202e}og?page=1";
    let (_world, mut desk) = with_address(address);
    desk.choose("Edit", "Open article address…");
    desk.expect(words::OPEN_LINK);
    desk.expect("evil.example");
    desk.expect("https://bank.example@evil.example/l‹U+202E›og?page=1");
    desk.expect(words::NAME_BEFORE_THE_HOST);
    desk.press("Enter");
    assert_eq!(desk.app().view.dialog, None, "Enter alone is Cancel");
    assert!(!desk.messages().contains("Handed to the browser"));

    desk.choose("Edit", "Open article address…");
    let handed = handed_over(&mut desk, words::OPEN_IN_BROWSER);
    let opened = OutputCommand::OpenUrl(egui::OpenUrl::new_tab(address));
    assert_eq!(handed, [opened]);
    assert_eq!(desk.app().view.dialog, None);
    desk.expect("Handed to the browser: evil.example");
}

#[test]
fn what_is_no_address_of_the_web_is_refused_with_a_message() {
    for address in ["file:///etc/passwd", "javascript:alert(1)", "smb://share/x"] {
        let (_world, mut desk) = with_address(address);
        desk.choose("Edit", "Open article address…");
        assert_eq!(desk.app().view.dialog, None, "{address}");
        desk.expect("Not opened: only addresses that begin with http:// or https:// are.");
        assert_eq!(desk.app().view.opened, None);
    }
}

#[test]
fn without_an_address_there_is_nothing_to_open() {
    let world = World::new();
    let desk = world.with_three_articles();
    for command in [Command::OpenArticleAddress, Command::OpenArticleArchive] {
        assert!(!desk.app().is_enabled(command), "{command:?}");
    }
}

#[test]
fn a_card_opens_its_addresses_and_copies_them() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    let id = SourceId(uuid::Uuid::from_u128(99));
    let card = Source {
        title: "Harbour log".to_owned(),
        url: "https://harbour.example/log".to_owned(),
        archived_url: "ftp://archive.example/log".to_owned(),
        ..Source::default()
    };
    desk.app_mut().set_card(id, card);
    desk.app_mut().open_card(id);
    desk.run();
    desk.click("Open archived copy…");
    desk.expect("Not opened: only addresses that begin with http:// or https:// are.");
    desk.click("Open address…");
    assert!(matches!(desk.app().view.dialog, Some(Dialog::OpenLink(_))));
    let handed = handed_over(&mut desk, words::COPY_LINK);
    let copied = OutputCommand::CopyText("https://harbour.example/log".to_owned());
    assert_eq!(handed, [copied]);
    assert_eq!(desk.app().view.bottom_tab, BottomTab::Sources);
}
