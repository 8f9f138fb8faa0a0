//! Textures as egui uploads them, and how they are sampled.
//!
//! Sampling is split in two: a [`Tap`] says which two texels of a row (or column) a coordinate falls between and how
//! far, so that a rectangle works out its taps once a row and once a column.
//!
//! Invariant: `texels.len() == width * height`, both at least 1; every tap of a texture is within it.

use egui::epaint::ImageDelta;
use egui::{Color32, ImageData, TextureFilter, TextureOptions, TextureWrapMode};

use super::blend::{mix, pack};

/// Steps between two texels, as graphics hardware has them.
const STEPS: f64 = 256.0;

/// One uploaded texture.
pub(super) struct Texture {
    width: usize,
    height: usize,
    texels: Vec<Color32>,
    options: TextureOptions,
}

/// Where one coordinate falls: between texel `near` and texel `far`, `weight` / 256 of the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tap {
    /// The texel at or before the coordinate.
    pub near: usize,
    /// The one after it.
    pub far: usize,
    /// 0 to 255; 0 is all `near`.
    pub weight: u32,
}

impl Texture {
    /// A new texture from a whole upload; `None` if it has no texels or is a patch.
    pub fn new(delta: &ImageDelta) -> Option<Self> {
        let ImageData::Color(image) = &delta.image;
        let [width, height] = image.size;
        let whole =
            delta.pos.is_none() && width > 0 && height > 0 && width * height == image.pixels.len();
        whole.then(|| Self {
            width,
            height,
            texels: image.pixels.clone(),
            options: delta.options,
        })
    }

    /// Copies a patch to its place. Rows or columns that would lie outside are left out.
    pub fn patch(&mut self, delta: &ImageDelta) {
        let ImageData::Color(image) = &delta.image;
        let Some([left, top]) = delta.pos else {
            return;
        };
        self.options = delta.options;
        let [patch_width, patch_height] = image.size;
        let columns = patch_width.min(self.width.saturating_sub(left));
        let rows = patch_height.min(self.height.saturating_sub(top));
        if columns == 0 || image.pixels.len() < patch_width * patch_height {
            return;
        }
        for row in 0..rows {
            let to = (top + row) * self.width + left;
            let from = row * patch_width;
            self.texels[to..to + columns].copy_from_slice(&image.pixels[from..from + columns]);
        }
    }

    /// Width in texels.
    pub fn width(&self) -> f64 {
        self.width as f64
    }

    /// Height in texels.
    pub fn height(&self) -> f64 {
        self.height as f64
    }

    /// The filter for a texture drawn with `scale` texels to a pixel.
    pub fn filter(&self, scale: f64) -> TextureFilter {
        if scale > 1.0 {
            self.options.minification
        } else {
            self.options.magnification
        }
    }

    /// The tap for the horizontal coordinate `u`, in texels from the left edge.
    pub fn column(&self, u: f64, filter: TextureFilter) -> Tap {
        tap(u, self.width, filter, self.options.wrap_mode)
    }

    /// The tap for the vertical coordinate `v`, in texels from the top edge.
    pub fn row(&self, v: f64, filter: TextureFilter) -> Tap {
        tap(v, self.height, filter, self.options.wrap_mode)
    }

    /// The packed sample where a column and a row meet.
    #[inline]
    pub fn sample(&self, column: Tap, row: Tap) -> u32 {
        let above = row.near * self.width;
        let near = pack(self.texels[above + column.near]);
        if column.weight == 0 && row.weight == 0 {
            return near;
        }
        let below = row.far * self.width;
        let upper = mix(near, pack(self.texels[above + column.far]), column.weight);
        let left = pack(self.texels[below + column.near]);
        let lower = mix(left, pack(self.texels[below + column.far]), column.weight);
        mix(upper, lower, row.weight)
    }
}

/// Works out a tap in a line of `count` texels, whose centres lie at 0.5, 1.5 and so on.
fn tap(at: f64, count: usize, filter: TextureFilter, wrap: TextureWrapMode) -> Tap {
    match filter {
        TextureFilter::Nearest => {
            // The same grid as below: a coordinate that is an edge but for the rounding of `f32` must not waver.
            let texel = wrapped(((at * STEPS).round() / STEPS).floor() as i64, count, wrap);
            Tap {
                near: texel,
                far: texel,
                weight: 0,
            }
        }
        TextureFilter::Linear => {
            let steps = ((at - 0.5) * STEPS).round() as i64;
            let first = steps.div_euclid(256);
            Tap {
                near: wrapped(first, count, wrap),
                far: wrapped(first.saturating_add(1), count, wrap),
                weight: steps.rem_euclid(256) as u32,
            }
        }
    }
}

/// Brings the number of a texel into `0..count`.
fn wrapped(texel: i64, count: usize, wrap: TextureWrapMode) -> usize {
    // A texture has fewer than 2^31 texels to a side, so neither conversion can fail nor the doubling overflow.
    let count = i64::try_from(count).unwrap_or(i64::from(i32::MAX)).max(1);
    let within = match wrap {
        TextureWrapMode::ClampToEdge => texel.clamp(0, count - 1),
        TextureWrapMode::Repeat => texel.rem_euclid(count),
        TextureWrapMode::MirroredRepeat => {
            let place = texel.rem_euclid(count * 2);
            place.min(count * 2 - 1 - place)
        }
    };
    within as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::ColorImage;

    fn stripes(options: TextureOptions) -> Texture {
        let pixels = [0, 100, 200].map(Color32::from_gray).to_vec();
        Texture::new(&ImageDelta::full(ColorImage::new([3, 1], pixels), options)).unwrap()
    }

    /// The red channel at `u` texels.
    fn red(texture: &Texture, u: f64) -> u8 {
        let filter = texture.filter(1.0);
        texture
            .sample(texture.column(u, filter), texture.row(0.5, filter))
            .to_le_bytes()[0]
    }

    #[test]
    fn a_linear_sample_at_a_centre_is_that_texel_and_between_two_their_mean() {
        let texture = stripes(TextureOptions::LINEAR);
        assert_eq!([0.5, 1.5, 2.5].map(|u| red(&texture, u)), [0, 100, 200]);
        assert_eq!(
            [0.0, 1.0, 2.0, 3.0].map(|u| red(&texture, u)),
            [0, 50, 150, 200]
        );
    }

    #[test]
    fn a_nearest_sample_is_one_texel() {
        let texture = stripes(TextureOptions::NEAREST);
        assert_eq!(
            [0.0, 0.9, 1.0, 2.9, 7.0].map(|u| red(&texture, u)),
            [0, 0, 100, 200, 200]
        );
    }

    #[test]
    fn outside_a_texture_repeats_or_mirrors() {
        let repeated = stripes(TextureOptions::NEAREST_REPEAT);
        assert_eq!([-0.5, 3.5, 4.5].map(|u| red(&repeated, u)), [200, 0, 100]);
        let mirrored = stripes(TextureOptions::NEAREST_MIRRORED_REPEAT);
        assert_eq!(
            [-0.5, -1.5, 3.5, 4.5].map(|u| red(&mirrored, u)),
            [0, 100, 200, 100]
        );
    }

    #[test]
    fn a_patch_changes_its_place_only_and_is_cut_at_the_border() {
        let mut texture = stripes(TextureOptions::NEAREST);
        let patch = ColorImage::filled([4, 3], Color32::from_gray(7));
        texture.patch(&ImageDelta::partial([1, 0], patch, TextureOptions::NEAREST));
        assert_eq!([0.5, 1.5, 2.5].map(|u| red(&texture, u)), [0, 7, 7]);
    }
}
