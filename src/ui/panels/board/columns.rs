//! How wide the columns of the board are.
//!
//! The claims have 200 points; the articles share what is left, none less than 140. A column of an article that says
//! nothing, and of which no cell offers words nearby, folds to 28 points, unless a person unfolded it or every column would fold.

use crate::app::App;
use crate::model::ArticleId;

/// Points of the column of claims.
pub(super) const CLAIMS: f32 = 200.0;

/// The least width of an article's column.
const LEAST: f32 = 140.0;

/// A column that folds.
const FOLDED: f32 = 28.0;

/// The column of an article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Column {
    pub article: ArticleId,
    /// Its place in the list of articles, from 1.
    pub number: usize,
    /// Points from the end of the claims.
    pub left: f32,
    pub width: f32,
    pub is_folded: bool,
    /// Whether no claim has a passage of it, so that it may fold.
    pub is_silent: bool,
}

/// The columns of the articles, from left to right.
pub(super) fn columns(app: &App, width: f32) -> Vec<Column> {
    let articles: Vec<(ArticleId, bool, bool)> = app
        .board_columns()
        .into_iter()
        .map(|article| {
            let is_silent = app.board().is_silent(article) && !app.offers_near_words(article);
            let folds = is_silent && !app.view.board_unfolded.contains(&article);
            (article, is_silent, folds)
        })
        .collect();
    let all_fold = articles.iter().all(|(_, _, folds)| *folds);
    let folds: Vec<bool> = articles
        .iter()
        .map(|(_, _, folds)| *folds && !all_fold)
        .collect();
    articles
        .iter()
        .zip(places(&folds, width))
        .enumerate()
        .map(|(index, ((article, is_silent, _), place))| Column {
            article: *article,
            number: index + 1,
            left: place.0,
            width: place.1,
            is_folded: folds.get(index).copied().unwrap_or(false),
            is_silent: *is_silent && !all_fold,
        })
        .collect()
}

/// Left and width of each column, counted from the end of the claims. `width` is that of the whole board.
fn places(folds: &[bool], width: f32) -> Vec<(f32, f32)> {
    let folded = folds.iter().filter(|folds| **folds).count();
    let open = (folds.len() - folded).max(1);
    let share = (width - CLAIMS - folded as f32 * FOLDED) / open as f32;
    let open_width = share.floor().max(LEAST);
    let mut left = 0.0;
    folds
        .iter()
        .map(|folds| {
            let width = if *folds { FOLDED } else { open_width };
            let place = (left, width);
            left += width;
            place
        })
        .collect()
}

/// Points of all columns together, that of the claims too.
pub(super) fn total(columns: &[Column]) -> f32 {
    CLAIMS
        + columns
            .last()
            .map_or(0.0, |column| column.left + column.width)
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn articles_share_what_the_claims_leave_and_never_get_too_little() {
        assert_eq!(
            places(&[false; 3], 1100.0),
            [(0.0, 300.0), (300.0, 300.0), (600.0, 300.0)]
        );
        assert_eq!(
            places(&[false, true, false], 828.0),
            [(0.0, 300.0), (300.0, 28.0), (328.0, 300.0)]
        );
        // Five do not fit: they are scrolled.
        assert_eq!(places(&[false; 5], 640.0).last(), Some(&(560.0, 140.0)));
        assert_eq!(places(&[], 640.0), []);
    }
}
