//! A finished picture and its PNG form.
//!
//! Invariant: `pixels.len() == width * height * 4`; the fields are private so that it stays so.

use egui::Color32;

/// A picture: RGBA, eight bits a channel, premultiplied alpha, rows from top to bottom without padding.
///
/// Pictures of the window have an opaque background, so premultiplied and plain alpha are the same in them.
#[derive(Clone, PartialEq, Eq)]
pub struct Image {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// Why a picture could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The encoder refused, which it does only for a picture without pixels.
    #[error("the picture cannot be written as PNG: {0}")]
    Encode(#[from] png::EncodingError),
    /// The bytes are not a PNG file, or a damaged one.
    #[error("the bytes are no readable PNG picture: {0}")]
    Decode(#[from] png::DecodingError),
    /// A PNG file of another kind than [`Image::to_png`] writes.
    #[error(
        "the picture is PNG, but not of the kind with eight bits each of red, green, blue and alpha"
    )]
    Kind,
}

impl Image {
    /// Takes over finished pixels; `None` if their number is not `width * height`.
    #[must_use]
    pub fn from_pixels(width: usize, height: usize, pixels: Vec<[u8; 4]>) -> Option<Self> {
        (width.checked_mul(height)? == pixels.len()).then(|| Self {
            width,
            height,
            pixels: pixels.into_flattened(),
        })
    }

    /// Takes over rows of `width` pixels each; a last row that is not whole is left out.
    pub(super) fn from_rows(width: usize, mut pixels: Vec<[u8; 4]>) -> Self {
        let height = pixels.len().checked_div(width).unwrap_or(0);
        pixels.truncate(width * height);
        Self {
            width,
            height,
            pixels: pixels.into_flattened(),
        }
    }

    /// Pixels in a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// All bytes: red, green, blue, alpha of the first pixel, then the next.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.pixels
    }

    /// The pixel in column `x` and row `y`, counted from the left top; `None` outside the picture.
    #[must_use]
    pub fn pixel(&self, x: usize, y: usize) -> Option<Color32> {
        if x >= self.width || y >= self.height {
            return None;
        }
        let at = (y * self.width + x) * 4;
        let (pixel, _) = self.pixels.get(at..)?.split_first_chunk::<4>()?;
        let [red, green, blue, alpha] = *pixel;
        Some(Color32::from_rgba_premultiplied(red, green, blue, alpha))
    }

    /// The picture as the bytes of a PNG file; the same picture gives the same bytes.
    ///
    /// # Errors
    /// [`PictureError::Encode`] for a picture without pixels, or one wider than PNG can say.
    pub fn to_png(&self) -> Result<Vec<u8>, PictureError> {
        let mut file = Vec::new();
        // A side above `u32` cannot be allocated; zero makes the encoder refuse with its own words.
        let width = u32::try_from(self.width).unwrap_or(0);
        let height = u32::try_from(self.height).unwrap_or(0);
        let mut encoder = png::Encoder::new(&mut file, width, height);
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.pixels)?;
        writer.finish()?;
        Ok(file)
    }

    /// Reads a picture that [`Self::to_png`] wrote; tests compare with pictures kept in files.
    ///
    /// # Errors
    /// [`PictureError::Decode`] if it is no PNG, [`PictureError::Kind`] if it is one of another kind.
    pub fn from_png(file: &[u8]) -> Result<Self, PictureError> {
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info()?;
        if reader.output_color_type() != (png::ColorType::Rgba, png::BitDepth::Eight) {
            return Err(PictureError::Kind);
        }
        let mut pixels = vec![0; reader.output_buffer_size().ok_or(PictureError::Kind)?];
        let info = reader.next_frame(&mut pixels)?;
        pixels.truncate(info.buffer_size());
        Ok(Self {
            width: info.width as usize,
            height: info.height as usize,
            pixels,
        })
    }
}

impl std::fmt::Debug for Image {
    /// Without the bytes: a failed comparison of two pictures should not print a million numbers.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Image({}×{})", self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_png_gives_the_picture_back() {
        let pixels = (0..35_u8)
            .map(|i| [i * 7, 255 - i, i ^ 0x5a, 255])
            .collect();
        let image = Image::from_pixels(7, 5, pixels).unwrap();
        let file = image.to_png().unwrap();
        assert_eq!(&file[1..4], b"PNG");
        assert_eq!(Image::from_png(&file).unwrap(), image);
        assert_eq!(image.to_png().unwrap(), file);
    }

    #[test]
    fn a_picture_without_pixels_is_refused_and_so_is_half_a_file() {
        let empty = Image::from_pixels(0, 0, Vec::new()).unwrap();
        assert!(matches!(empty.to_png(), Err(PictureError::Encode(_))));
        let file = Image::from_pixels(1, 1, vec![[1, 2, 3, 255]])
            .unwrap()
            .to_png()
            .unwrap();
        assert!(matches!(
            Image::from_png(&file[..30]),
            Err(PictureError::Decode(_))
        ));
        assert!(Image::from_pixels(2, 2, vec![[0; 4]; 3]).is_none());
    }

    #[test]
    fn a_pixel_outside_is_none() {
        let image = Image::from_pixels(2, 1, vec![[1, 2, 3, 255], [4, 5, 6, 255]]).unwrap();
        assert_eq!(image.pixel(1, 0), Some(Color32::from_rgb(4, 5, 6)));
        assert_eq!(image.pixel(2, 0), None);
        assert_eq!(image.pixel(0, 1), None);
    }
}
