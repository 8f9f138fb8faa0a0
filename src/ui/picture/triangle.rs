//! Which pixels a triangle or a rectangle covers, and their colours.
//!
//! Corners are rounded to 1/256 of a pixel; from there on coverage is decided with integers. Three edges give three
//! linear conditions on the column of a pixel in a row, each solved by one division, so that a row costs the same
//! whatever its length, and only covered pixels are visited.
//!
//! ```text
//!   p0 ───── p1     a pixel belongs to the triangle if its centre lies inside; a centre exactly on an edge belongs
//!    │     ╱        to the triangle only if that edge is a left or a top one: what is right or bottom for one
//!    │   ╱          triangle is left or top for its neighbour, so no pixel is drawn twice and none is missed.
//!   p2 ╱
//! ```
//!
//! Invariant: a rectangle drawn by [`Target::rectangle`] covers the pixels its two triangles would cover.

use egui::epaint::Vertex;

use super::blend::{Pixel, fill_run, multiply, over, pack};
use super::texture::{Tap, Texture};

/// Positions are in 1/256 of a pixel.
const SUBPIXELS: i64 = 256;
/// The centre of a pixel, from its left top corner.
const CENTRE: i64 = SUBPIXELS / 2;
/// Corners farther out than this many pixels are moved in, so that the products below fit into 64 bits.
const FARTHEST: f64 = 1_048_576.0;

/// The pixels that may be drawn on: a picture and the clip rectangle, in pixels and half-open.
pub(super) struct Target<'a> {
    pub pixels: &'a mut [Pixel],
    pub width: usize,
    pub columns: std::ops::Range<i64>,
    pub rows: std::ops::Range<i64>,
    pub pixels_per_point: f64,
    /// Room for the taps of one rectangle's columns, kept between rectangles.
    pub taps: &'a mut Vec<Tap>,
}

/// A corner in pixels, rounded to the grid.
#[derive(Clone, Copy)]
struct Corner {
    x: i64,
    y: i64,
}

/// One edge as a condition on the pixel: `at_column_zero + per_column * x >= 0`, `at_column_zero` itself by row.
#[derive(Clone, Copy)]
struct Edge {
    from: Corner,
    dx: i64,
    dy: i64,
    bias: i64,
}

/// A value that changes evenly over a triangle.
#[derive(Clone, Copy)]
struct Slope {
    origin: f64,
    per_column: f64,
    per_row: f64,
}

impl Target<'_> {
    /// Draws two triangles that together are an axis-aligned rectangle of one colour, if they are one.
    ///
    /// Returns whether they were, and so are done.
    pub fn rectangle(
        &mut self,
        texture: &Texture,
        first: [&Vertex; 3],
        second: [&Vertex; 3],
    ) -> bool {
        let Some([from, to]) = diagonal(first, second) else {
            return false;
        };
        let (Some(a), Some(b)) = (self.corner(from), self.corner(to)) else {
            return true;
        };
        let colour = pack(from.color);
        let columns = covered(a.x, b.x, &self.columns);
        let rows = covered(a.y, b.y, &self.rows);
        if colour == 0 || columns.is_empty() || rows.is_empty() {
            return true;
        }
        let (u, du) = line(a.x, b.x, from.uv.x, to.uv.x, texture.width());
        let (v, dv) = line(a.y, b.y, from.uv.y, to.uv.y, texture.height());
        let filter = texture.filter(du.abs().max(dv.abs()));
        if du == 0.0 && dv == 0.0 {
            let texel = texture.sample(texture.column(u, filter), texture.row(v, filter));
            let colour = multiply(colour, texel);
            for row in rows {
                fill_run(self.run(row, columns.start, columns.end), colour);
            }
            return true;
        }
        let mut taps = std::mem::take(self.taps);
        taps.clear();
        for x in columns.clone() {
            taps.push(texture.column(u + du * (x as f64 + 0.5), filter));
        }
        for y in rows {
            let row = texture.row(v + dv * (y as f64 + 0.5), filter);
            let run = self.run(y, columns.start, columns.end);
            paint_texels(run, texture, &taps, row, colour);
        }
        *self.taps = taps;
        true
    }

    /// Draws one triangle.
    pub fn triangle(&mut self, texture: &Texture, [v0, v1, v2]: [&Vertex; 3]) {
        let colours = [pack(v0.color), pack(v1.color), pack(v2.color)];
        if colours == [0; 3] {
            return;
        }
        let (Some(c0), Some(c1), Some(c2)) = (self.corner(v0), self.corner(v1), self.corner(v2))
        else {
            return;
        };
        let area = (c1.x - c0.x) * (c2.y - c0.y) - (c2.x - c0.x) * (c1.y - c0.y);
        if area == 0 {
            return;
        }
        // Egui is not consistent about winding; the edges must run clockwise as seen on the screen.
        let edges = if area > 0 {
            [Edge::new(c0, c1), Edge::new(c1, c2), Edge::new(c2, c0)]
        } else {
            [Edge::new(c0, c2), Edge::new(c2, c1), Edge::new(c1, c0)]
        };
        let top = c0.y.min(c1.y).min(c2.y);
        let bottom = c0.y.max(c1.y).max(c2.y) + 1;
        let rows = covered(top, bottom, &self.rows);

        let slope = |values: [f64; 3]| Slope::new([c0, c1, c2], area, values);
        let flat_texture = v0.uv == v1.uv && v1.uv == v2.uv;
        let flat_colour = colours[0] == colours[1] && colours[1] == colours[2];
        let u = slope([v0.uv.x, v1.uv.x, v2.uv.x].map(|u| f64::from(u) * texture.width()));
        let v = slope([v0.uv.y, v1.uv.y, v2.uv.y].map(|v| f64::from(v) * texture.height()));
        let scale = u.steepness().max(v.steepness());
        let filter = texture.filter(scale);
        let texel =
            |u: f64, v: f64| texture.sample(texture.column(u, filter), texture.row(v, filter));
        let first_texel = if flat_texture {
            texel(u.origin, v.origin)
        } else {
            0
        };
        let channels = [0, 8, 16, 24]
            .map(|shift| slope(colours.map(|colour| f64::from((colour >> shift) & 255))));

        for y in rows {
            let Some((start, end)) = span(&edges, y, &self.columns) else {
                continue;
            };
            let run = self.run(y, start, end);
            if flat_texture && flat_colour {
                fill_run(run, multiply(colours[0], first_texel));
                continue;
            }
            let mut channel = channels.map(|channel| channel.at(start, y));
            let (mut u_here, mut v_here) = (u.at(start, y), v.at(start, y));
            let length = run.len();
            let mut i = 0;
            while i < length {
                let colour = if flat_colour {
                    colours[0]
                } else {
                    rounded(channel[0])
                        | rounded(channel[1]) << 8
                        | rounded(channel[2]) << 16
                        | rounded(channel[3]) << 24
                };
                let texel = if flat_texture {
                    first_texel
                } else {
                    texel(u_here, v_here)
                };
                let source = multiply(colour, texel);
                if source != 0 {
                    run[i] = over(source, u32::from_le_bytes(run[i])).to_le_bytes();
                }
                channel[0] += channels[0].per_column;
                channel[1] += channels[1].per_column;
                channel[2] += channels[2].per_column;
                channel[3] += channels[3].per_column;
                u_here += u.per_column;
                v_here += v.per_column;
                i += 1;
            }
        }
    }

    /// The pixels of a row from column `start` to before `end`, which lie within the clip rectangle.
    fn run(&mut self, row: i64, start: i64, end: i64) -> &mut [Pixel] {
        let at = row as usize * self.width;
        &mut self.pixels[at + start as usize..at + end as usize]
    }

    /// A vertex's place on the grid; `None` if it is nowhere.
    fn corner(&self, vertex: &Vertex) -> Option<Corner> {
        let x = f64::from(vertex.pos.x) * self.pixels_per_point;
        let y = f64::from(vertex.pos.y) * self.pixels_per_point;
        let on_grid = |at: f64| (at.clamp(-FARTHEST, FARTHEST) * SUBPIXELS as f64).round() as i64;
        (!x.is_nan() && !y.is_nan()).then(|| Corner {
            x: on_grid(x),
            y: on_grid(y),
        })
    }
}

impl Edge {
    fn new(from: Corner, to: Corner) -> Self {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let is_top_or_left = dy < 0 || (dy == 0 && dx > 0);
        Self {
            from,
            dx,
            dy,
            bias: i64::from(!is_top_or_left),
        }
    }
}

impl Slope {
    /// The plane through three values at three corners; `area` is twice the triangle's, in grid units, and not 0.
    fn new([c0, c1, c2]: [Corner; 3], area: i64, [a0, a1, a2]: [f64; 3]) -> Self {
        let grid = SUBPIXELS as f64;
        let area = area as f64 / grid;
        let (dx1, dy1) = ((c1.x - c0.x) as f64, (c1.y - c0.y) as f64);
        let (dx2, dy2) = ((c2.x - c0.x) as f64, (c2.y - c0.y) as f64);
        let per_column = ((a1 - a0) * dy2 - (a2 - a0) * dy1) / area;
        let per_row = ((a2 - a0) * dx1 - (a1 - a0) * dx2) / area;
        let (x0, y0) = (c0.x as f64 / grid, c0.y as f64 / grid);
        Self {
            origin: a0 + (0.5 - x0) * per_column + (0.5 - y0) * per_row,
            per_column,
            per_row,
        }
    }

    /// The value at the centre of a pixel.
    fn at(&self, column: i64, row: i64) -> f64 {
        self.origin + self.per_column * column as f64 + self.per_row * row as f64
    }

    /// The largest change from a pixel to a neighbour.
    fn steepness(&self) -> f64 {
        self.per_column.abs().max(self.per_row.abs())
    }
}

/// Lays one row of texels, coloured, over a run of pixels; `taps` has one tap a pixel.
fn paint_texels(run: &mut [Pixel], texture: &Texture, taps: &[Tap], row: Tap, colour: u32) {
    let length = run.len().min(taps.len());
    let mut i = 0;
    while i < length {
        let texel = texture.sample(taps[i], row);
        // Most of a glyph's rectangle is empty.
        if texel != 0 {
            let source = multiply(colour, texel);
            run[i] = over(source, u32::from_le_bytes(run[i])).to_le_bytes();
        }
        i += 1;
    }
}

/// The two ends of the diagonal that both triangles share, if the four corners are an axis-aligned rectangle of one
/// colour whose texture coordinates run along its sides.
fn diagonal<'v>(first: [&'v Vertex; 3], second: [&'v Vertex; 3]) -> Option<[&'v Vertex; 2]> {
    // Egui's two ways of cutting a quad: `0 1 2, 2 1 3` for textured ones and `0 1 2, 0 2 3` for polygons.
    let [from, to, left] = if std::ptr::eq(first[2], second[0]) && std::ptr::eq(first[1], second[1])
    {
        [first[1], first[2], first[0]]
    } else if std::ptr::eq(first[0], second[0]) && std::ptr::eq(first[2], second[1]) {
        [first[0], first[2], first[1]]
    } else {
        return None;
    };
    let right = second[2];
    // Exact comparison is meant: corners that differ by a hair are no rectangle and go the long way.
    let bits =
        |vertex: &Vertex| [vertex.pos.x, vertex.uv.x, vertex.pos.y, vertex.uv.y].map(f32::to_bits);
    let ([fx, fu, fy, fv], [tx, tu, ty, tv]) = (bits(from), bits(to));
    let (below, beside) = ([fx, fu, ty, tv], [tx, tu, fy, fv]);
    let sides = [bits(left), bits(right)];
    let one_colour =
        from.color == to.color && from.color == left.color && from.color == right.color;
    (one_colour && (sides == [below, beside] || sides == [beside, below])).then_some([from, to])
}

/// The pixels whose centres lie from one side (included) to the other (not), cut to `clip`.
fn covered(one: i64, other: i64, clip: &std::ops::Range<i64>) -> std::ops::Range<i64> {
    let first_centre = |side: i64| -(CENTRE - side).div_euclid(SUBPIXELS);
    first_centre(one.min(other)).max(clip.start)..first_centre(one.max(other)).min(clip.end)
}

/// A texture coordinate along one axis as `start + step * pixel`, in texels, from its values at two sides.
fn line(side: i64, other: i64, value: f32, other_value: f32, texels: f64) -> (f64, f64) {
    let grid = SUBPIXELS as f64;
    let value = f64::from(value) * texels;
    let step = if side == other {
        0.0
    } else {
        (f64::from(other_value) * texels - value) * grid / (other - side) as f64
    };
    (value - step * side as f64 / grid, step)
}

/// The covered columns of a row, half-open and cut to `clip`; `None` if there are none.
fn span(edges: &[Edge; 3], row: i64, clip: &std::ops::Range<i64>) -> Option<(i64, i64)> {
    let (mut start, mut end) = (clip.start, clip.end);
    let y = row * SUBPIXELS + CENTRE;
    for edge in edges {
        let at_zero = edge.dx * (y - edge.from.y) - edge.dy * (CENTRE - edge.from.x) - edge.bias;
        let per_column = -edge.dy * SUBPIXELS;
        if per_column > 0 {
            start = start.max(-at_zero.div_euclid(per_column));
        } else if per_column < 0 {
            end = end.min(at_zero.div_euclid(-per_column) + 1);
        } else if at_zero < 0 {
            return None;
        }
    }
    (start < end).then_some((start, end))
}

/// A channel as a number from 0 to 255. Rounding of a steep slope may leave this range by a little.
#[inline]
fn rounded(channel: f64) -> u32 {
    // The conversion saturates below 0.
    ((channel + 0.5) as u32).min(255)
}
