//! What each command does, and when it can be done: two tables over [`Command`], and nothing else.
//!
//! A row says where a command leads; the work is in the file that the row calls into.

use super::files::AfterClosing;
use super::matches::Towards;
use super::walk::Direction;
use super::{
    App, BottomTab, ClaimField, Command, Dialog, Extend, Field, FileQuestion, PickerKind, Region,
    Sheet, TEXT_SIZES, Walk,
};

impl App {
    /// Whether a command can be run now, for menus and buttons.
    #[must_use]
    pub fn is_enabled(&self, command: Command) -> bool {
        let has_articles = !self.is_empty();
        match command {
            Command::Undo => self.undo_label().is_some(),
            Command::Redo => self.redo_label().is_some(),
            Command::Find | Command::FindNext | Command::FindPrevious | Command::DimDone => {
                has_articles
            }
            Command::SplitPasted => self.pasted_to_split().is_some(),
            Command::Back => self.can_go_back(),
            Command::Forward => self.can_go_forward(),
            Command::Save => has_articles && (self.has_unsaved_changes() || self.file.is_none()),
            Command::SaveAs
            | Command::SaveToPath
            | Command::SendCopy
            | Command::MergeFromFile
            | Command::EarlierVersions
            | Command::CloseProject => has_articles || self.file.is_some(),
            Command::ShowCameIn => self.can_show_came_in(),
            Command::OpenRecent(index) => usize::from(index) < self.settings.recent.len(),
            Command::Mark(_)
            | Command::Cite
            | Command::CiteLast
            | Command::Tie
            | Command::TieCurrent => self.target().is_some() || !self.list_targets().is_empty(),
            Command::Stance | Command::Untie => self.has_tied_target(),
            Command::ChooseClaim => self.project.live_claims().next().is_some(),
            Command::EditClaim
            | Command::ClaimNote
            | Command::SplitClaim
            | Command::ListPassages
            | Command::DeleteClaim => self.claim_at_hand().is_some(),
            Command::MarkOccurrences | Command::Copy | Command::CopyWithPlace => {
                self.target().is_some()
            }
            Command::Note | Command::ShouldRead | Command::DeleteMark => {
                self.active_mark().is_some()
            }
            Command::EditEdges => self.active_mark().is_some() || self.is_editing_edges(),
            Command::KeepFragment | Command::Narrow => self
                .focused_pane()
                .is_some_and(|pane| !pane.selection.is_empty()),
            Command::NextInWalk
            | Command::PreviousInWalk
            | Command::GoToParagraph
            | Command::Walk(_)
            | Command::MarkRead
            | Command::OfferFurniture
            | Command::SetAside
            | Command::Paint
            | Command::Widen
            | Command::Move(_)
            | Command::Extend(_)
            | Command::EditArticle
            | Command::ToggleRole
            | Command::RemoveArticle
            | Command::SplitPane
            | Command::LockPane
            | Command::SelectAll
            | Command::ClosePane
            | Command::SignOffArticle
            | Command::ArrangePanes => self.focused_pane().is_some(),
            Command::NextMatch | Command::PreviousMatch => {
                self.focused_pane().is_some() && self.project.live_articles().count() > 1
            }
            Command::OpenArticleAddress => !self.article_address().is_empty(),
            Command::OpenArticleArchive => !self.article_archive().is_empty(),
            Command::ClaimOfDifference => self.may_claim_difference(),
            Command::LevelMatches => self.view.panes_in_view.len() > 1,
            Command::ShowUndone => self.undone.is_some(),
            Command::DoesNotSay => self.is_on_empty_cell(),
            Command::GoToNearest | Command::TieNearest => self.has_nearest(),
            Command::UseReportedRoot => self.offered_root().is_some(),
            Command::NextMarkHere | Command::PreviousMarkHere => self.marks_at_caret().len() > 1,
            Command::Decide(choice) => self.can_decide(choice),
            Command::SignOff => self.settings.walk == Walk::SignOff && self.active_mark().is_some(),
            Command::TakeSignOffBack => self.has_signed_mark(),
            Command::SeeMarks(_)
            | Command::BlindReview
            | Command::ShowConflicts
            | Command::ShowAgreement
            | Command::CopyAgreement => has_articles,
            Command::TakeArticleSignOffBack => self.has_signed_article(),
            _ => true,
        }
    }

    /// Does what a user asked for.
    #[expect(clippy::too_many_lines, reason = "a table: a command a row")]
    pub fn run(&mut self, command: Command) {
        match command {
            Command::NewProject => self.close_then(AfterClosing::New),
            Command::OpenProject => self.close_then(AfterClosing::ChooseProject),
            Command::OpenRecent(index) => {
                if let Some(path) = self.settings.recent.get(usize::from(index)).cloned() {
                    self.close_then(AfterClosing::Open(path));
                }
            }
            Command::OpenSample => self.close_then(AfterClosing::Sample),
            Command::AddArticles => self.ask(FileQuestion::Articles),
            Command::PasteArticle => self.view.wants_paste = true,
            Command::Save => self.save(),
            Command::SaveAs => self.ask(FileQuestion::SaveAs(self.suggested_file_name())),
            Command::OpenByPath => self.open_by_path(),
            Command::SaveToPath => self.save_to_path(),
            Command::SendCopy => self.send_copy(),
            Command::MergeFromFile => self.merge_from_file(),
            Command::EarlierVersions => self.show_versions(),
            Command::ShowCameIn => self.show_came_in(),
            Command::CloseProject => self.close_then(AfterClosing::Welcome),
            Command::Quit => self.close_then(AfterClosing::Quit),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::Copy => self.copy(),
            Command::CopyWithPlace => self.copy_with_place(),
            Command::SelectAll => self.select_all(),
            Command::EditArticle => self.edit_article(),
            Command::OpenArticleAddress => self.open_article_address(),
            Command::OpenArticleArchive => self.open_article_archive(),
            Command::ToggleRole => self.toggle_role(),
            Command::RemoveArticle => self.remove_article(),
            Command::SplitPasted => self.split_pasted(),
            Command::Mark(status) => self.mark(status),
            Command::Note => self.edit_field(Field::Note),
            Command::ShouldRead => self.edit_field(Field::ShouldRead),
            Command::DeleteMark => self.delete_mark(),
            Command::NextMarkHere => self.cycle_marks_here(1),
            Command::PreviousMarkHere => self.cycle_marks_here(-1),
            Command::Cite => self.cite(),
            Command::CiteLast => self.cite_last(),
            Command::ClaimOfDifference => self.claim_of_difference(),
            Command::Tie => self.tie(),
            Command::TieCurrent => self.tie_current(),
            Command::Stance => self.stance(),
            Command::Untie => self.untie(),
            Command::UseReportedRoot => self.use_reported_root(),
            Command::ChooseClaim => self.pick(PickerKind::CurrentClaim),
            Command::EditClaim => self.edit_claim(ClaimField::Statement),
            Command::ClaimNote => self.edit_claim(ClaimField::Note),
            Command::SplitClaim => self.edit_claim(ClaimField::Second),
            Command::ListPassages => self.list_passages_at_hand(),
            Command::DeleteClaim => self.delete_claim(),
            Command::KeepFragment => self.keep_fragment(),
            Command::EditEdges => self.edit_edges(),
            Command::KeepEdges => self.keep_edges(),
            Command::Paint => self.paint(),
            Command::SetAside => self.set_aside(),
            Command::DoesNotSay => self.does_not_say(),
            Command::GoToNearest => self.go_to_nearest(),
            Command::TieNearest => self.tie_nearest(),
            Command::OfferFurniture => self.offer_furniture(),
            Command::MarkOccurrences => self.mark_occurrences(),
            Command::MarkRead => self.mark_read(),
            Command::NextInWalk if self.is_on_quotations() => self.step_in_quotations(1),
            Command::PreviousInWalk if self.is_on_quotations() => self.step_in_quotations(-1),
            Command::NextInWalk if self.is_on_conflicts() => self.step_in_conflicts(1),
            Command::PreviousInWalk if self.is_on_conflicts() => self.step_in_conflicts(-1),
            Command::NextInWalk => {
                self.step_in_walk(|app| app.walk(Direction::Onward));
            }
            Command::PreviousInWalk => self.step_in_walk(|app| app.walk(Direction::Back)),
            Command::ChooseWalk => self.choose_walk(),
            Command::Walk(walk) => self.set_walk(walk),
            Command::NextMatch => self.go_to_match(Towards::Next),
            Command::PreviousMatch => self.go_to_match(Towards::Previous),
            Command::LevelMatches => self.level_matches(),
            Command::ShowUndone => self.show_undone(),
            Command::Back => self.back(),
            Command::Forward => self.forward(),
            Command::GoToParagraph => self.pick(PickerKind::Paragraph),
            Command::Find => self.find(),
            Command::FindNext => self.find_next(),
            Command::FindPrevious => self.find_previous(),
            Command::Widen => self.widen(),
            Command::Narrow => self.narrow(),
            Command::Move(motion) => self.move_caret(motion, Extend::No),
            Command::Extend(motion) => self.move_caret(motion, Extend::Yes),
            Command::NextRegion => self.next_region(1),
            Command::PreviousRegion => self.next_region(-1),
            Command::EnterInspector => self.enter_inspector(),
            Command::Escape => self.escape(),
            Command::Menus => self.view.focus_menus = true,
            Command::FinishField => self.leave_field(),
            Command::FocusArticle(number) => self.focus_article_number(number),
            Command::ToggleLeft => {
                self.view.articles_only = false;
                self.settings.left = Some(!self.view.left_is_open);
            }
            Command::ToggleInspector => {
                self.view.articles_only = false;
                self.settings.inspector = !self.settings.inspector;
            }
            Command::ToggleBottom => {
                self.view.articles_only = false;
                self.view.bottom = !self.view.bottom;
                if self.view.bottom {
                    self.view.bottom_tab = BottomTab::Board;
                    // Who opens a list works in it; Esc goes back to the text, whose selection stays.
                    self.go_to_region(Region::Bottom);
                } else {
                    self.go_to_region(Region::Reader);
                }
            }
            Command::ShowList(tab) => {
                self.view.articles_only = false;
                self.view.bottom = true;
                self.view.bottom_tab = tab;
                self.go_to_region(Region::Bottom);
            }
            Command::FilterList => {
                self.view.articles_only = false;
                self.view.bottom = true;
                self.view.focus_filter = true;
            }
            Command::DimDone => self.view.dims_done = !self.view.dims_done,
            Command::ArticlesOnly => self.view.articles_only = !self.view.articles_only,
            Command::SplitPane => self.split_pane(),
            Command::LockPane => self.lock_pane(),
            Command::ClosePane => self.close_focused_pane(),
            Command::ArrangePanes => self.view.arrange = true,
            Command::LargerText => self.set_text_size(self.settings.text_size + 1.0),
            Command::SmallerText => self.set_text_size(self.settings.text_size - 1.0),
            Command::DefaultText => self.set_text_size(TEXT_SIZES.1),
            Command::LongerLines => self.set_line_length(self.settings.line_length + 4),
            Command::ShorterLines => {
                self.set_line_length(self.settings.line_length.saturating_sub(4));
            }
            Command::Theme(theme) => {
                self.settings.theme = theme;
                self.save_settings();
            }
            Command::Decide(choice) => self.decide(choice),
            Command::ShowConflicts => self.show_conflicts(),
            Command::SeeMarks(view) => self.choose_view(view),
            Command::BlindReview => self.toggle_blind_review(),
            Command::SignOff => self.sign_off(),
            Command::SignOffArticle => self.sign_off_article(),
            Command::TakeSignOffBack => self.take_sign_off_back(),
            Command::TakeArticleSignOffBack => self.take_article_sign_off_back(),
            Command::ShowAgreement => self.show_agreement(),
            Command::CopyAgreement => self.copy_agreement(),
            Command::Palette => self.pick(PickerKind::Palette),
            Command::ShortcutSheet => {
                self.view.sheet = Sheet::default();
                self.toggle_dialog(Dialog::Shortcuts);
            }
            Command::Messages => self.toggle_dialog(Dialog::Messages),
            Command::About => self.toggle_dialog(Dialog::About),
        }
    }
}
