//! The hatch behind a value that counts only until somebody chooses: quiet slanting lines, on which text can be read.

use super::theme::Theme;
use egui::{Mesh, Pos2, Rect, Shape, Ui, pos2};

/// Points from the start of a line to that of the next one, along the edge, and how wide a line is along it.
const STEP: f32 = 7.0;
const WIDTH: f32 = 2.4;

/// Points by which the hatch reaches beyond what stands on it.
const MARGIN: f32 = 3.0;

/// Shows something, hatched where `is_provisional`.
pub fn hatched<R>(ui: &mut Ui, is_provisional: bool, content: impl FnOnce(&mut Ui) -> R) -> R {
    if !is_provisional {
        return content(ui);
    }
    let behind = ui.painter().add(Shape::Noop);
    let shown = ui.scope(|ui| {
        // A field would hide it.
        ui.visuals_mut().text_edit_bg_color = Some(egui::Color32::TRANSPARENT);
        content(ui)
    });
    let rect = shown.response.rect.expand(MARGIN);
    let mesh = hatch(rect, Theme::of(ui.ctx()));
    ui.painter().set(behind, Shape::mesh(mesh));
    shown.inner
}

/// Slanting lines over a rectangle, cut at its edges.
fn hatch(rect: Rect, theme: &Theme) -> Mesh {
    let mut mesh = Mesh::default();
    let mut at = 0.0;
    while at < rect.width() + rect.height() {
        let corners = [along(rect, at), along(rect, at + WIDTH)];
        let first = mesh.vertices.len() as u32;
        for corner in corners.into_iter().flatten() {
            mesh.colored_vertex(corner, theme.hatch);
        }
        mesh.add_triangle(first, first + 1, first + 2);
        mesh.add_triangle(first + 1, first + 2, first + 3);
        at += STEP;
    }
    mesh
}

/// The ends of the slanting line that begins so far along the left and bottom edges, counted from the upper left corner.
fn along(rect: Rect, at: f32) -> [Pos2; 2] {
    let (width, height) = (rect.width(), rect.height());
    let at = at.min(width + height);
    // It falls from the top edge or the right edge to the left edge or the bottom edge.
    let upper = pos2(at.min(width), (at - width).max(0.0));
    let lower = pos2((at - height).max(0.0), at.min(height));
    [upper, lower].map(|corner| rect.min + corner.to_vec2())
}

#[cfg(test)]
mod tests {
    use super::{along, hatch};
    use crate::ui::theme::LIGHT;
    use egui::{Rect, pos2};

    #[test]
    fn no_line_leaves_its_rectangle_and_the_whole_of_it_is_hatched() {
        for (width, height) in [(200.0, 30.0), (30.0, 200.0), (5.0, 5.0)] {
            let rect = Rect::from_min_max(pos2(10.0, 20.0), pos2(10.0 + width, 20.0 + height));
            let mesh = hatch(rect, &LIGHT);
            assert!(!mesh.vertices.is_empty());
            for vertex in &mesh.vertices {
                assert!(rect.expand(0.01).contains(vertex.pos), "{:?}", vertex.pos);
            }
            let right = mesh.vertices.iter().map(|vertex| vertex.pos.x);
            assert!(right.fold(f32::MIN, f32::max) > rect.right() - 8.0);
        }
    }

    #[test]
    fn a_line_slants_as_far_as_it_goes_down() {
        let rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(100.0, 100.0));
        let [upper, lower] = along(rect, 40.0);
        assert_eq!((upper, lower), (pos2(40.0, 0.0), pos2(0.0, 40.0)));
        let [upper, lower] = along(rect, 150.0);
        assert_eq!((upper, lower), (pos2(100.0, 50.0), pos2(50.0, 100.0)));
    }
}
