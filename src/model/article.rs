//! Articles: a text with what is known about it, and who has read it.

use super::{
    ArticleId, Caution, Fate, Register, Registers, ReviewerId, Signature, SmallMap, Stamp,
};
use crate::text::{Text, TextId, TextOffset};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What an article is there for.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Role {
    /// To be checked, word by word: coverage and walks count it.
    #[default]
    Check,
    /// To compare with.
    Compare,
}

/// What is known about an article. Every field may be empty, which means unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Meta {
    /// The headline, or what a person called it.
    pub title: String,
    /// Whether the title was guessed from the text or the file name and nobody has edited it.
    pub title_guessed: bool,
    /// The paper, site or agency.
    pub publisher: String,
    /// The author's name as printed.
    pub byline: String,
    /// Where it stands on the web.
    pub url: String,
    /// Where a copy is archived.
    pub archived_url: String,
    /// The day it was published, as `2023-08-11` or as much of it as is known.
    pub published: String,
    /// When it was imported or fetched, in UTC.
    pub accessed: Option<Timestamp>,
    /// The language as a BCP 47 tag.
    pub language: String,
    /// Where the account comes from in the end, by default; a passage's own root wins.
    pub root: String,
    /// The name of the file it was imported from, without its folder.
    pub file_name: String,
}

/// The role and the metadata of an article: one register.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleInfo {
    /// To check or to compare.
    pub role: Role,
    /// What is known about it.
    pub meta: Meta,
}

impl Caution for ArticleInfo {}

/// What a part of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// The title of the article in its own text.
    Headline,
    /// The lines under the headline that sum it up.
    Dek,
    /// A heading inside the text.
    Subhead,
    /// Who wrote it, and when.
    Byline,
    /// The words under a picture.
    Caption,
    /// A quotation set off from the text.
    Quote,
    /// An item of a list.
    ListItem,
    /// A row of a table.
    Table,
}

/// Where a part of a text starts; it ends where the next one starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Block {
    /// The gap before its first character.
    pub start: TextOffset,
    /// What it is.
    pub kind: BlockKind,
}

/// A text that a later one replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierText {
    /// Its name, kept when the article is deleted and the text itself is dropped.
    pub text_id: TextId,
    /// The text.
    pub text: Option<Arc<Text>>,
    /// When the next one came, in UTC.
    pub replaced: Timestamp,
}

/// That a reviewer has read an article to its end.
///
/// One without `text_id` is withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Reading {
    /// When, in UTC.
    pub at: Timestamp,
    /// Which text.
    pub text_id: Option<TextId>,
}

impl Caution for Reading {
    fn caution(&self) -> u8 {
        u8::from(self.text_id.is_none())
    }
}

/// An article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Its id.
    pub id: ArticleId,
    /// Role and metadata.
    pub info: Register<ArticleInfo>,
    /// The name of its present text.
    pub text_id: TextId,
    /// Its present text; `None` where the article was deleted and its file left the text out.
    pub text: Option<Arc<Text>>,
    /// The parts of the present text, sorted by start. What lies before the first is running text.
    pub blocks: Vec<Block>,
    /// Texts it had before, in the order in which they were replaced.
    pub earlier: Vec<EarlierText>,
    /// The SHA-256 of the file it was imported from, in hexadecimal; empty where it was pasted.
    pub file_sha256: String,
    /// Who has read it to the end.
    pub read: SmallMap<ReviewerId, Register<Reading>>,
    /// Who has signed it off.
    pub signed: SmallMap<ReviewerId, Register<Signature>>,
    /// Whether it was deleted.
    pub fate: Option<Register<Fate>>,
}

impl Article {
    /// What is known about it.
    #[must_use]
    pub fn meta(&self) -> &Meta {
        &self.info.value.meta
    }

    /// To check or to compare.
    #[must_use]
    pub fn role(&self) -> Role {
        self.info.value.role
    }

    /// The name to show: the title, else the file's name, else "Untitled".
    #[must_use]
    pub fn display_title(&self) -> &str {
        let meta = self.meta();
        [&meta.title, &meta.file_name]
            .into_iter()
            .find(|name| !name.is_empty())
            .map_or("Untitled", String::as_str)
    }

    /// The text that `id` names, present or earlier, if it is there.
    #[must_use]
    pub fn text_named(&self, id: TextId) -> Option<&Arc<Text>> {
        if id == self.text_id {
            return self.text.as_ref();
        }
        self.earlier
            .iter()
            .find(|earlier| earlier.text_id == id)
            .and_then(|earlier| earlier.text.as_ref())
    }

    /// What the part of the present text is in which `offset` lies.
    #[must_use]
    pub fn block_at(&self, offset: TextOffset) -> BlockKind {
        let behind = self.blocks.partition_point(|block| block.start <= offset);
        behind
            .checked_sub(1)
            .map_or(BlockKind::Paragraph, |at| self.blocks[at].kind)
    }
}

impl Registers for Article {
    fn visit_stamps(&self, visit: &mut dyn FnMut(&Stamp)) {
        self.info.stamps().for_each(&mut *visit);
        self.read
            .values()
            .flat_map(Register::stamps)
            .for_each(&mut *visit);
        self.signed
            .values()
            .flat_map(Register::stamps)
            .for_each(visit);
    }

    fn fate(&self) -> Option<&Register<Fate>> {
        self.fate.as_ref()
    }
}
