//! Panes that scroll together, passage by passage.
//!
//! Where one of the locked panes was scrolled, each other one follows: what says the same as the passage at the eye's height
//! comes to the same height. Between two such passages the way is divided, so that nothing jumps; where two articles have
//! nothing in common in view, the other pane goes as far as this one did.
//!
//! Invariant: only scrolling moves another pane, never a mark, a caret or a search.

use super::reader::{ReaderState, Sight};
use crate::app::{App, PaneId};
use crate::compare::matching::Band;
use egui::Ui;
use std::collections::BTreeMap;

/// Where the eye rests, as a share of a pane's height.
const EYE: f32 = 0.33;

/// Points of scrolling that are noticed.
const NOTICED: f64 = 0.5;

/// What is kept from frame to frame.
#[derive(Default)]
pub struct Together {
    /// How far each locked pane was scrolled at the last frame.
    scrolls: BTreeMap<PaneId, f64>,
    /// The pane that the others followed then. What moves only because it followed leads nobody, or two panes would push each
    /// other for ever.
    leader: Option<PaneId>,
}

impl Together {
    /// Lets the locked panes that are on screen follow the one of them that was scrolled since the last frame.
    pub fn follow(
        &mut self,
        ui: &Ui,
        app: &App,
        states: &mut BTreeMap<PaneId, ReaderState>,
        drawn: &[PaneId],
    ) {
        let locked: Vec<PaneId> = drawn
            .iter()
            .copied()
            .filter(|id| app.pane(*id).is_some_and(|pane| pane.is_locked))
            .collect();
        let moved = |id: &PaneId| {
            let now = states.get(id)?.scroll();
            let by = now - *self.scrolls.get(id)?;
            (by.abs() > NOTICED).then_some((*id, by))
        };
        let followed = self.leader.take();
        let leads = |id: &&PaneId| followed.is_none_or(|leader| leader == **id);
        if let Some((leader, by)) = locked.iter().filter(leads).find_map(moved) {
            self.leader = Some(leader);
            for other in locked.iter().filter(|other| **other != leader) {
                if let (Some(mut one), Some(mut two)) =
                    (states.remove(&leader), states.remove(other))
                {
                    if bring(ui, app, (leader, &mut one), (*other, &mut two)).is_none() {
                        two.scroll_by(by);
                    }
                    states.insert(leader, one);
                    states.insert(*other, two);
                    ui.ctx().request_repaint();
                }
            }
        }
        self.scrolls = locked
            .iter()
            .filter_map(|id| Some((*id, states.get(id)?.scroll())))
            .collect();
    }
}

/// Brings what belongs to the leader's passage level with it; `None` where nothing in view belongs together.
fn bring(
    ui: &Ui,
    app: &App,
    (leader, leader_state): (PaneId, &mut ReaderState),
    (other, other_state): (PaneId, &mut ReaderState),
) -> Option<()> {
    let (leader, other) = (app.pane(leader)?, app.pane(other)?);
    let visible = leader.visible?;
    let matches = app.matches_between(leader.article, other.article);
    let mut one = Sight::of(ui, app, leader_state, app.project.article(leader.article)?)?;
    let mut two = Sight::of(ui, app, other_state, app.project.article(other.article)?)?;
    let eye = one.rect().top() + one.rect().height() * EYE;
    // The heights of both passages, those of the leader from top to bottom.
    let mut pairs: Vec<(f32, f32)> = matches
        .iter()
        .filter(|found| found.band > Band::Side && visible.overlaps(found.a.range))
        .map(|found| {
            let here = one.place(ui, found.a.range).min;
            (here, two.place(ui, found.b.range).min)
        })
        .collect();
    pairs.sort_by(|one, other| one.0.total_cmp(&other.0));
    let above = pairs.iter().rfind(|(here, _)| *here <= eye);
    let below = pairs.iter().find(|(here, _)| *here > eye);
    let there = match (above, below) {
        (Some(above), Some(below)) if above.1 < below.1 => {
            let share = (eye - above.0) / (below.0 - above.0);
            above.1 + share * (below.1 - above.1)
        }
        // Told in another order, or one alone: the nearer one counts.
        (Some(above), Some(below)) if eye - above.0 > below.0 - eye => below.1 + eye - below.0,
        (Some(near), _) | (None, Some(near)) => near.1 + eye - near.0,
        (None, None) => return None,
    };
    let eye_there = two.rect().top() + two.rect().height() * EYE;
    two.scroll_by(f64::from(there - eye_there));
    Some(())
}
