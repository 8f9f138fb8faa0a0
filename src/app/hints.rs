//! Sentences of the shell that name keys: with the keys that the person has, not those of the first start.

use super::{App, Command, Walk, words};
use crate::model::Status;

const STATUSES: [Command; 3] = [
    Command::Mark(Status::Verified),
    Command::Mark(Status::Unverified),
    Command::Mark(Status::Conflicting),
];

impl App {
    /// When a status key finds no words.
    #[must_use]
    pub fn nothing_selected(&self) -> String {
        self.with_keys(words::NOTHING_SELECTED, &[Command::Widen])
    }

    /// In the list of annotations.
    #[must_use]
    pub fn no_marks_yet(&self) -> String {
        let [verified, unverified, conflicting] = STATUSES;
        self.with_keys(
            words::NO_MARKS_YET,
            &[Command::NextInWalk, verified, unverified, conflicting],
        )
    }

    /// When a source is to be cited for words that have no status of mine.
    #[must_use]
    pub fn status_first(&self) -> String {
        self.with_keys(words::STATUS_FIRST, &STATUSES)
    }

    /// A mark without a source.
    #[must_use]
    pub fn no_source(&self) -> String {
        self.with_keys(words::NO_SOURCE, &[Command::Cite])
    }

    /// When the last source is asked for and there is none.
    #[must_use]
    pub fn no_source_cited(&self) -> String {
        self.with_keys(words::NO_SOURCE_CITED, &[Command::Cite])
    }

    /// In the list of sources.
    #[must_use]
    pub fn no_sources_yet(&self) -> String {
        self.with_keys(words::NO_SOURCES_YET, &[Command::Cite])
    }

    /// When the current claim is asked for and there is none.
    #[must_use]
    pub fn no_current_claim(&self) -> String {
        self.with_keys(words::NO_CURRENT_CLAIM, &[Command::Tie])
    }

    /// A sentence with the keys of the three statuses.
    #[must_use]
    pub fn with_status_keys(&self, said: &str) -> String {
        self.with_keys(said, &STATUSES)
    }

    /// When one claim was made two.
    #[must_use]
    pub fn claim_split(&self) -> String {
        self.with_keys(words::CLAIM_SPLIT, &[Command::TieCurrent])
    }

    /// When a claim without passages is walked along.
    #[must_use]
    pub fn nothing_tied_yet(&self) -> String {
        self.with_keys(words::NOTHING_TIED_YET, &[Command::TieCurrent])
    }

    /// Where claims are listed.
    #[must_use]
    pub fn no_claims_yet(&self) -> String {
        self.with_keys(words::NO_CLAIMS_YET, &[Command::Tie])
    }

    /// When a mark that states no claim is asked for its stance.
    #[must_use]
    pub fn not_tied(&self) -> String {
        self.with_keys(words::NOT_TIED, &[Command::Tie])
    }

    /// Where no passage of another article matches.
    #[must_use]
    pub fn no_matches(&self) -> String {
        self.with_keys(words::NO_MATCHES, &[Command::NextMatch])
    }

    /// While the edges of a mark are changed.
    #[must_use]
    pub fn edges_hint(&self) -> String {
        self.with_keys(
            words::EDGES,
            &[Command::EditEdges, Command::KeepEdges, Command::Escape],
        )
    }

    /// When words are kept as a fragment.
    #[must_use]
    pub fn fragment_kept(&self) -> String {
        let [verified, unverified, conflicting] = STATUSES;
        self.with_keys(
            words::FRAGMENT_KEPT,
            &[verified, unverified, conflicting, Command::Escape],
        )
    }

    /// While words wait to be marked together with others.
    #[must_use]
    pub fn fragments_hint(&self, kept: usize) -> String {
        self.with_keys(&words::fragments_kept(kept), &STATUSES)
    }

    /// While every selection is marked at once.
    #[must_use]
    pub fn painting_hint(&self, status: Status) -> String {
        self.with_keys(&words::painting(status), &[Command::Paint, Command::Escape])
    }

    /// When a walk has come to its end.
    #[must_use]
    pub fn walk_ended_hint(&self, walk: Walk, onward: bool) -> String {
        let again = if onward {
            Command::NextInWalk
        } else {
            Command::PreviousInWalk
        };
        self.with_keys(&words::walk_ended(walk.name(), onward), &[again])
    }

    /// Under the shortcut sheet: the keys that a screen reader leaves to the program.
    #[must_use]
    pub fn single_letters(&self) -> String {
        let with_alt = |command: &Command| {
            let mut keys = self.shortcuts(*command).into_iter();
            keys.find(|key| !key.types_text())
                .map(|key| key.shown(self.view.is_mac))
        };
        let mut keys: Vec<String> = STATUSES.iter().filter_map(with_alt).collect();
        // "Alt+1, 2, 3": what they share stands once.
        let shared = keys
            .first()
            .and_then(|first| Some(first[..=first.rfind('+')?].to_owned()));
        if let Some(shared) = shared {
            let is_plain = |key: &String| {
                key.strip_prefix(&shared)
                    .is_some_and(|rest| !rest.contains('+'))
            };
            if keys.iter().all(is_plain) {
                for key in keys.iter_mut().skip(1) {
                    key.drain(..shared.len());
                }
            }
        }
        keys.push(self.with_keys("{}", &[Command::NextRegion]));
        words::SINGLE_LETTERS.replace("{}", &keys.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use crate::app::{App, Command, Dialogs, FileAnswer, FileQuestion, Services, Walk};
    use crate::model::Status;
    use std::sync::Arc;

    struct NoDialogs;

    impl Dialogs for NoDialogs {
        fn ask(&self, _question: &FileQuestion) -> FileAnswer {
            FileAnswer::Cancelled
        }
    }

    fn app() -> App {
        App::new(Services {
            dialogs: Arc::new(NoDialogs),
            state_folder: None,
            ..Services::of_the_system(Arc::new(|| {}))
        })
    }

    fn hints(app: &App) -> [String; 15] {
        [
            app.nothing_selected(),
            app.no_marks_yet(),
            app.status_first(),
            app.no_source(),
            app.no_source_cited(),
            app.no_sources_yet(),
            app.no_claims_yet(),
            app.no_matches(),
            app.edges_hint(),
            app.fragment_kept(),
            app.fragments_hint(2),
            app.painting_hint(Status::Verified),
            app.walk_ended_hint(Walk::Unverified, true),
            app.walk_ended_hint(Walk::Unverified, false),
            app.single_letters(),
        ]
    }

    #[test]
    fn with_the_keys_of_the_first_start_they_are_worded_as_specified() {
        assert_eq!(
            hints(&app()),
            [
                "Select the words first. W takes the word at the caret.",
                "Nothing marked yet. Press J to select the first unmarked words, then 1, 2 or 3.",
                "Give it a status first: 1, 2 or 3.",
                "Verified without a source. Press S to cite one.",
                "No source cited yet. S chooses one.",
                "No sources yet. Judge a passage, then press S to cite one; its card appears here.",
                "No claims yet. Select a statement and press L to make one.",
                "No passage in the other articles says this. Press M for the nearest ones.",
                "Edges: E the other one, Enter keeps, Esc restores",
                "Kept. Select the next words; 1, 2 or 3 marks all of them as one, Esc drops the kept ones.",
                "2 passages kept: select more, then 1, 2 or 3",
                "Painting verified: P or Esc ends it",
                "Nothing further down along unverified. J begins at the top.",
                "Nothing further up along unverified. K begins at the end.",
                "Single letters work while an article has the keyboard. In a screen reader's browse mode use Alt+1, 2, 3, F6 and the menus.",
            ]
        );
    }

    #[test]
    fn changed_keys_stand_in_every_one_of_them() {
        let mut app = app();
        let commands = [
            Command::Mark(Status::Verified),
            Command::Mark(Status::Unverified),
            Command::Mark(Status::Conflicting),
            Command::Widen,
            Command::NextInWalk,
            Command::PreviousInWalk,
            Command::Cite,
            Command::Tie,
            Command::EditEdges,
            Command::KeepEdges,
            Command::Paint,
            Command::Escape,
            Command::NextRegion,
            Command::NextMatch,
        ];
        let before = hints(&app);
        for (number, command) in commands.into_iter().enumerate() {
            let key = format!("Mod+Alt+F{}", number + 1);
            app.settings.keys.insert(command.name(), vec![key]);
        }
        for (before, after) in before.iter().zip(hints(&app)) {
            assert!(after.contains("Ctrl+Alt+F"), "{after}");
            assert_ne!(*before, after);
            for key in [
                "1, 2", "W ", "J ", "K ", "S ", "L ", "E ", "Enter", "P ", "Esc ", "M ",
            ] {
                let is_word = after.split(key).next().is_some_and(|head| {
                    head.len() < after.len() && !head.ends_with(char::is_alphanumeric)
                });
                assert!(!is_word, "{key:?} in {after}");
            }
        }
        assert!(
            app.single_letters()
                .ends_with("use Ctrl+Alt+F1, F2, F3, Ctrl+Alt+F13 and the menus.")
        );
        // Without a key it is the command's name that is said.
        app.settings.keys.insert(Command::Widen.name(), Vec::new());
        assert_eq!(
            app.nothing_selected(),
            "Select the words first. Widen selection takes the word at the caret."
        );
    }
}
