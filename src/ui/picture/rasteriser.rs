//! Egui's textures and triangles in, a picture out.

use std::collections::BTreeMap;

use egui::epaint::{ClippedPrimitive, Mesh, Primitive};
use egui::{Color32, Rect, TextureId, TexturesDelta};

use super::image::Image;
use super::texture::Texture;
use super::triangle::Target;

/// Draws what `Context::tessellate` gives, with the textures egui has uploaded so far.
///
/// Stands where a graphics card would: [`Self::apply`] every frame's texture changes in order, then [`Self::paint`].
#[derive(Default)]
pub struct Rasteriser {
    textures: BTreeMap<TextureId, Texture>,
    /// Freed by egui, but still used by the frame that frees them.
    freed: Vec<TextureId>,
}

impl Rasteriser {
    /// One without textures.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes over the texture changes of a frame and leaves `delta` empty, as egui insists.
    ///
    /// A texture that `delta` frees can still be painted with until the next call.
    pub fn apply(&mut self, delta: &mut TexturesDelta) {
        for id in self.freed.drain(..) {
            self.textures.remove(&id);
        }
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each texture's changes keep their order, and no texture sees another"
        )]
        for (id, changes) in std::mem::take(&mut delta.set) {
            for change in changes {
                if change.is_whole() {
                    if let Some(texture) = Texture::new(&change) {
                        self.textures.insert(id, texture);
                    }
                } else if let Some(texture) = self.textures.get_mut(&id) {
                    texture.patch(&change);
                }
            }
        }
        self.freed.extend(std::mem::take(&mut delta.free));
    }

    /// How many textures there are.
    #[must_use]
    pub fn texture_count(&self) -> usize {
        self.textures.len()
    }

    /// Draws triangles on an even background. `size` is width and height in pixels.
    ///
    /// Meshes of unknown textures and paint callbacks are left out.
    #[must_use]
    pub fn paint(
        &self,
        primitives: &[ClippedPrimitive],
        pixels_per_point: f32,
        [width, height]: [usize; 2],
        background: Color32,
    ) -> Image {
        let mut pixels = vec![background.to_array(); width * height];
        let mut taps = Vec::new();
        for ClippedPrimitive {
            clip_rect,
            primitive,
        } in primitives
        {
            let Primitive::Mesh(mesh) = primitive else {
                continue;
            };
            let Some(texture) = self.textures.get(&mesh.texture_id) else {
                continue;
            };
            let (columns, rows) = clip(*clip_rect, pixels_per_point, [width, height]);
            if columns.is_empty() || rows.is_empty() {
                continue;
            }
            let mut target = Target {
                pixels: &mut pixels,
                width,
                columns,
                rows,
                pixels_per_point: f64::from(pixels_per_point),
                taps: &mut taps,
            };
            paint_mesh(&mut target, texture, mesh);
        }
        Image::from_rows(width, pixels)
    }
}

/// A clip rectangle in whole pixels within the picture, rounded as egui's own painters round it.
fn clip(
    rect: Rect,
    pixels_per_point: f32,
    [width, height]: [usize; 2],
) -> (std::ops::Range<i64>, std::ops::Range<i64>) {
    let side = |from: f32, to: f32, length: usize| {
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        let from = ((pixels_per_point * from).round() as i64).clamp(0, length);
        from..((pixels_per_point * to).round() as i64).clamp(from, length)
    };
    (
        side(rect.min.x, rect.max.x, width),
        side(rect.min.y, rect.max.y, height),
    )
}

fn paint_mesh(target: &mut Target<'_>, texture: &Texture, mesh: &Mesh) {
    let corners = |at: usize| {
        let indices = mesh.indices.get(at..at + 3)?;
        let vertex = |i: usize| mesh.vertices.get(indices[i] as usize);
        Some([vertex(0)?, vertex(1)?, vertex(2)?])
    };
    let mut at = 0;
    while at < mesh.indices.len() {
        let first = corners(at);
        let second = corners(at + 3);
        at += 3;
        let Some(first) = first else {
            continue;
        };
        if let Some(second) = second
            && target.rectangle(texture, first, second)
        {
            at += 3;
            continue;
        }
        target.triangle(texture, first);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::epaint::{ImageDelta, Vertex};
    use egui::{ColorImage, Pos2, TextureOptions, pos2, vec2};
    use proptest::prelude::*;

    const SIZE: [usize; 2] = [24, 20];
    const USER: TextureId = TextureId::User(3);

    /// A rasteriser whose font texture is one white texel, as egui's begins.
    fn rasteriser() -> Rasteriser {
        let mut rasteriser = Rasteriser::new();
        set(
            &mut rasteriser,
            TextureId::default(),
            ColorImage::filled([1, 1], Color32::WHITE),
        );
        rasteriser
    }

    fn set(rasteriser: &mut Rasteriser, id: TextureId, image: ColorImage) {
        let mut delta = TexturesDelta::default();
        delta.push(id, ImageDelta::full(image, TextureOptions::LINEAR));
        rasteriser.apply(&mut delta);
    }

    fn everywhere(mesh: Mesh) -> Vec<ClippedPrimitive> {
        within(Rect::EVERYTHING, mesh)
    }

    fn within(clip_rect: Rect, mesh: Mesh) -> Vec<ClippedPrimitive> {
        vec![ClippedPrimitive {
            clip_rect,
            primitive: Primitive::Mesh(mesh),
        }]
    }

    fn coloured(rect: Rect, colour: Color32) -> Mesh {
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(rect, colour);
        mesh
    }

    fn triangles(corners: &[Pos2], indices: &[u32], colour: Color32) -> Mesh {
        Mesh {
            indices: indices.to_vec(),
            vertices: corners
                .iter()
                .map(|corner| Vertex::untextured(*corner, colour))
                .collect(),
            ..Mesh::default()
        }
    }

    fn paint(mesh: Mesh) -> Image {
        rasteriser().paint(&everywhere(mesh), 1.0, SIZE, Color32::WHITE)
    }

    /// The picture as letters: a dot for the background, `#` for what has been drawn on.
    fn drawn(image: &Image) -> Vec<String> {
        let letter = |x, y| {
            if image.pixel(x, y) == Some(Color32::WHITE) {
                '.'
            } else {
                '#'
            }
        };
        (0..image.height())
            .map(|y| (0..image.width()).map(|x| letter(x, y)).collect())
            .collect()
    }

    #[test]
    fn a_rectangle_covers_the_pixels_whose_centres_it_holds() {
        let rect = Rect::from_min_max(pos2(2.5, 1.0), pos2(5.5, 2.6));
        let image = rasteriser().paint(
            &everywhere(coloured(rect, Color32::BLACK)),
            1.0,
            [7, 4],
            Color32::WHITE,
        );
        assert_eq!(drawn(&image), [".......", "..###..", "..###..", "......."]);
        assert_eq!(image.pixel(2, 1), Some(Color32::BLACK));
    }

    #[test]
    fn points_become_pixels() {
        let rect = Rect::from_min_max(pos2(1.0, 0.5), pos2(2.0, 1.0));
        let image = rasteriser().paint(
            &everywhere(coloured(rect, Color32::BLACK)),
            2.0,
            [5, 3],
            Color32::WHITE,
        );
        assert_eq!(drawn(&image), [".....", "..##.", "....."]);
    }

    #[test]
    fn a_triangle_keeps_its_top_and_left_edges_and_leaves_the_slanted_one() {
        // The slanted edge passes through the centres of the pixels on the diagonal.
        let image = rasteriser().paint(
            &everywhere(triangles(
                &[pos2(0.0, 0.0), pos2(4.0, 0.0), pos2(0.0, 4.0)],
                &[0, 1, 2],
                Color32::BLACK,
            )),
            1.0,
            [5, 5],
            Color32::WHITE,
        );
        assert_eq!(drawn(&image), ["###..", "##...", "#....", ".....", "....."]);
    }

    #[test]
    fn translucent_neighbours_do_not_blend_twice_on_their_edge() {
        let veil = Color32::from_black_alpha(100);
        // A quad that is not axis-aligned, so that both triangles go the long way.
        let corners = [
            pos2(1.0, 2.0),
            pos2(20.0, 1.0),
            pos2(22.0, 17.0),
            pos2(3.0, 19.0),
        ];
        let image = paint(triangles(&corners, &[0, 1, 2, 0, 2, 3], veil));
        let once = Color32::from_gray(155);
        for y in 0..SIZE[1] {
            for x in 0..SIZE[0] {
                let pixel = image.pixel(x, y).unwrap();
                assert!(
                    pixel == once || pixel == Color32::WHITE,
                    "{pixel:?} at {x}, {y}"
                );
            }
        }
        assert_eq!(image.pixel(11, 10), Some(once));
    }

    #[test]
    fn nothing_is_drawn_outside_the_clip_rectangle() {
        let clip = Rect::from_min_max(pos2(1.4, 1.0), pos2(3.6, 2.0));
        let everything = Rect::from_min_max(pos2(-1e9, -1e9), pos2(1e9, 1e9));
        let image = rasteriser().paint(
            &within(clip, coloured(everything, Color32::RED)),
            1.0,
            [6, 3],
            Color32::WHITE,
        );
        assert_eq!(drawn(&image), ["......", ".###..", "......"]);
        let outside = Rect::from_min_size(pos2(40.0, 40.0), vec2(5.0, 5.0));
        let image = rasteriser().paint(
            &within(outside, coloured(everything, Color32::RED)),
            1.0,
            [6, 3],
            Color32::WHITE,
        );
        assert_eq!(drawn(&image), ["......"; 3]);
    }

    #[test]
    fn an_additive_colour_stops_at_white() {
        let glow = Color32::from_rgba_premultiplied(200, 10, 0, 0);
        let rect = Rect::from_min_size(Pos2::ZERO, vec2(1.0, 1.0));
        let image = rasteriser().paint(
            &everywhere(coloured(rect, glow)),
            1.0,
            [1, 1],
            Color32::from_gray(100),
        );
        assert_eq!(image.pixel(0, 0), Some(Color32::from_rgb(255, 110, 100)));
    }

    #[test]
    fn a_texture_lands_texel_on_pixel_and_a_patch_shows() {
        let mut rasteriser = rasteriser();
        let colours = [Color32::RED, Color32::GREEN, Color32::BLUE, Color32::BLACK];
        set(
            &mut rasteriser,
            USER,
            ColorImage::new([2, 2], colours.to_vec()),
        );
        let mut mesh = Mesh::with_texture(USER);
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        mesh.add_rect_with_uv(
            Rect::from_min_size(pos2(1.0, 1.0), vec2(2.0, 2.0)),
            whole,
            Color32::WHITE,
        );
        let primitives = everywhere(mesh);
        let four = |image: &Image| {
            [(1, 1), (2, 1), (1, 2), (2, 2)].map(|(x, y)| image.pixel(x, y).unwrap())
        };
        assert_eq!(
            four(&rasteriser.paint(&primitives, 1.0, [4, 4], Color32::WHITE)),
            colours
        );

        let mut delta = TexturesDelta::default();
        let patch = ColorImage::filled([1, 1], Color32::GRAY);
        delta.push(
            USER,
            ImageDelta::partial([1, 0], patch, TextureOptions::LINEAR),
        );
        rasteriser.apply(&mut delta);
        assert!(delta.is_empty());
        let patched = [Color32::RED, Color32::GRAY, Color32::BLUE, Color32::BLACK];
        assert_eq!(
            four(&rasteriser.paint(&primitives, 1.0, [4, 4], Color32::WHITE)),
            patched
        );
    }

    #[test]
    fn a_freed_texture_serves_the_frame_that_frees_it_and_no_later_one() {
        let mut rasteriser = rasteriser();
        set(
            &mut rasteriser,
            USER,
            ColorImage::filled([1, 1], Color32::BLACK),
        );
        let mut mesh = Mesh::with_texture(USER);
        let pixel = Rect::from_min_size(Pos2::ZERO, vec2(1.0, 1.0));
        mesh.add_rect_with_uv(
            pixel,
            Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0)),
            Color32::WHITE,
        );
        let primitives = everywhere(mesh);
        let mut delta = TexturesDelta::default();
        delta.free(USER);
        rasteriser.apply(&mut delta);
        assert_eq!(
            drawn(&rasteriser.paint(&primitives, 1.0, [1, 1], Color32::WHITE)),
            ["#"]
        );
        rasteriser.apply(&mut TexturesDelta::default());
        assert_eq!(
            drawn(&rasteriser.paint(&primitives, 1.0, [1, 1], Color32::WHITE)),
            ["."]
        );
        assert_eq!(rasteriser.texture_count(), 1);
    }

    #[test]
    fn broken_meshes_draw_nothing_and_do_not_panic() {
        let nowhere = pos2(f32::NAN, 1.0);
        for corner in [
            nowhere,
            pos2(f32::INFINITY, f32::NEG_INFINITY),
            pos2(f32::MAX, 3.0),
        ] {
            let _ = paint(triangles(
                &[corner, pos2(0.0, 0.0), pos2(4.0, 4.0)],
                &[0, 1, 2],
                Color32::BLACK,
            ));
        }
        let short = triangles(&[pos2(0.0, 0.0)], &[0, 7, 9, 0], Color32::BLACK);
        assert!(drawn(&paint(short)).iter().all(|row| !row.contains('#')));
        let mut unknown = coloured(
            Rect::from_min_size(Pos2::ZERO, vec2(9.0, 9.0)),
            Color32::BLACK,
        );
        unknown.texture_id = USER;
        assert!(drawn(&paint(unknown)).iter().all(|row| !row.contains('#')));
    }

    #[test]
    fn a_gradient_goes_evenly_from_end_to_end() {
        let mut mesh = triangles(
            &[
                pos2(0.0, 0.0),
                pos2(16.0, 0.0),
                pos2(0.0, 4.0),
                pos2(16.0, 4.0),
            ],
            &[0, 1, 2, 2, 1, 3],
            Color32::BLACK,
        );
        mesh.vertices[1].color = Color32::from_gray(160);
        mesh.vertices[3].color = Color32::from_gray(160);
        let image = paint(mesh);
        for y in 0..4 {
            let row: Vec<u8> = (0..16).map(|x| image.pixel(x, y).unwrap().r()).collect();
            assert_eq!(row, (0..16).map(|x| 5 + 10 * x).collect::<Vec<u8>>());
        }
    }

    /// Whether a centre lies inside by the definition, pixel by pixel: the oracle for the spans.
    fn holds(corners: [Pos2; 3], x: usize, y: usize) -> bool {
        let grid = |at: f32| (f64::from(at) * 256.0).round();
        let mut p = corners.map(|corner| (grid(corner.x), grid(corner.y)));
        let cross = |o: (f64, f64), a: (f64, f64), b: (f64, f64)| {
            (a.0 - o.0) * (b.1 - o.1) - (b.0 - o.0) * (a.1 - o.1)
        };
        let area = cross(p[0], p[1], p[2]);
        if area < 0.0 {
            p.swap(1, 2);
        }
        let centre = (x as f64 * 256.0 + 128.0, y as f64 * 256.0 + 128.0);
        area != 0.0
            && [(0, 1), (1, 2), (2, 0)].into_iter().all(|(i, j)| {
                let (dx, dy) = (p[j].0 - p[i].0, p[j].1 - p[i].1);
                let side = cross(p[i], p[j], centre);
                side > 0.0 || (side == 0.0 && (dy < 0.0 || (dy == 0.0 && dx > 0.0)))
            })
    }

    fn corner() -> impl Strategy<Value = Pos2> {
        // Halves and quarters fall on edges and centres often; the rest is anywhere.
        let side = || {
            prop_oneof![
                (-20..120_i16).prop_map(|at| f32::from(at) / 4.0),
                -5.0..30.0_f32
            ]
        };
        (side(), side()).prop_map(|(x, y)| pos2(x, y))
    }

    proptest! {
        #[test]
        fn a_triangle_covers_what_the_definition_says(a in corner(), b in corner(), c in corner()) {
            let image = paint(triangles(&[a, b, c], &[0, 1, 2], Color32::BLACK));
            for y in 0..SIZE[1] {
                for x in 0..SIZE[0] {
                    let is_drawn = image.pixel(x, y) == Some(Color32::BLACK);
                    prop_assert_eq!(is_drawn, holds([a, b, c], x, y), "pixel {}, {}", x, y);
                }
            }
        }

        #[test]
        fn the_short_way_for_rectangles_is_the_long_way(a in corner(), b in corner(), alpha: u8, fan: bool) {
            let colour = Color32::from_rgba_unmultiplied(200, 40, 90, alpha);
            let corners = [a, pos2(b.x, a.y), pos2(a.x, b.y), b];
            let corners = if fan { [a, pos2(b.x, a.y), b, pos2(a.x, b.y)] } else { corners };
            let quad = if fan { [0, 1, 2, 0, 2, 3] } else { [0, 1, 2, 2, 1, 3] };
            let short = paint(triangles(&corners, &quad, colour));
            // In another order the two triangles are not recognised as a quad.
            let apart = if fan { [1, 2, 0, 2, 3, 0] } else { [1, 2, 0, 1, 3, 2] };
            let long = paint(triangles(&corners, &apart, colour));
            prop_assert_eq!(drawn(&short), drawn(&long));
            prop_assert_eq!(short, long);
        }
    }
}
