//! Colour arithmetic on packed pixels, two channels at a time.
//!
//! A packed pixel is `r | g << 8 | b << 16 | a << 24` with premultiplied alpha, in gamma space as egui has it. Products
//! of two channels are divided by 255 with exact rounding, so that opaque white times anything is that thing and no
//! error builds up over layers.
//!
//! The inner loops are `while` loops over slices and not iterator chains: tests draw in the unoptimised profile, where
//! each adapter of a chain is a call.
//!
//! Invariant: no floating point here.

use egui::Color32;

/// One pixel of a picture: red, green, blue, alpha.
pub(super) type Pixel = [u8; 4];

const LOW: u32 = 0x00ff_00ff;
const HALF: u32 = 0x0080_0080;
const CARRY: u32 = 0x0100_0100;

/// Packs a colour.
#[inline]
pub(super) fn pack(colour: Color32) -> u32 {
    u32::from_le_bytes(colour.to_array())
}

/// The alpha of a packed pixel, 0 to 255.
#[inline]
pub(super) fn alpha(packed: u32) -> u32 {
    packed >> 24
}

/// Every channel times `by` / 255, rounded; `by` is 0 to 255.
#[inline]
pub(super) fn scale(packed: u32, by: u32) -> u32 {
    let even = (packed & LOW) * by + HALF;
    let odd = ((packed >> 8) & LOW) * by + HALF;
    let even = ((even + ((even >> 8) & LOW)) >> 8) & LOW;
    let odd = (odd + ((odd >> 8) & LOW)) & !LOW;
    even | odd
}

/// Channel times channel / 255, rounded: what the shader does with a texel and a vertex colour.
#[inline]
pub(super) fn multiply(a: u32, b: u32) -> u32 {
    // Texels of text are grey, that is four times the same coverage.
    let grey = b >> 24;
    if b == grey * 0x0101_0101 {
        return if grey == 255 { a } else { scale(a, grey) };
    }
    let mut product = 0;
    let mut shift = 0;
    while shift < 32 {
        let channel = ((a >> shift) & 255) * ((b >> shift) & 255) + 128;
        product |= ((channel + (channel >> 8)) >> 8) << shift;
        shift += 8;
    }
    product
}

/// From `a` (`weight` 0) towards `b` (`weight` 256), every channel by itself.
#[inline]
pub(super) fn mix(a: u32, b: u32, weight: u32) -> u32 {
    let rest = 256 - weight;
    let even = (a & LOW) * rest + (b & LOW) * weight + HALF;
    let odd = ((a >> 8) & LOW) * rest + ((b >> 8) & LOW) * weight + HALF;
    ((even >> 8) & LOW) | (odd & !LOW)
}

/// `source` laid over `below`. Channels that would pass 255 stop there, since egui also has additive colours, whose
/// channels are larger than their alpha.
#[inline]
pub(super) fn over(source: u32, below: u32) -> u32 {
    let below = scale(below, 255 - alpha(source));
    let even = (source & LOW) + (below & LOW);
    let odd = ((source >> 8) & LOW) + ((below >> 8) & LOW);
    if (even | odd) & CARRY == 0 {
        return even | (odd << 8);
    }
    saturate(even) | (saturate(odd) << 8)
}

/// Brings two nine-bit channels back to eight bits.
fn saturate(pair: u32) -> u32 {
    let full = ((pair & CARRY) >> 8) * 255;
    (pair & LOW) | full
}

/// Lays one colour over a run of pixels.
pub(super) fn fill_run(run: &mut [Pixel], colour: u32) {
    match alpha(colour) {
        255 => run.fill(colour.to_le_bytes()),
        _ if colour == 0 => {}
        _ => {
            let length = run.len();
            let mut i = 0;
            // Backgrounds are even, so the last answer is nearly always the next one too.
            let mut below = 0;
            let mut answer = over(colour, below);
            while i < length {
                let pixel = u32::from_le_bytes(run[i]);
                if pixel != below {
                    below = pixel;
                    answer = over(colour, below);
                }
                run[i] = answer.to_le_bytes();
                i += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The exact answer for one channel.
    fn product(a: u8, b: u8) -> u8 {
        (f64::from(a) * f64::from(b) / 255.0).round() as u8
    }

    #[test]
    fn a_product_is_rounded_exactly() {
        for a in 0..=255_u8 {
            for b in 0..=255_u8 {
                let packed = u32::from(a) * 0x0101_0101;
                assert_eq!(
                    scale(packed, u32::from(b)).to_le_bytes(),
                    [product(a, b); 4]
                );
            }
        }
    }

    proptest! {
        #[test]
        fn channels_never_touch_each_other(a: [u8; 4], b: [u8; 4]) {
            let (left, right) = (u32::from_le_bytes(a), u32::from_le_bytes(b));
            let expected: Vec<u8> = (0..4).map(|i| product(a[i], b[i])).collect();
            prop_assert_eq!(multiply(left, right).to_le_bytes().to_vec(), expected);
            let laid: Vec<u8> = (0..4).map(|i| a[i].saturating_add(product(b[i], 255 - a[3]))).collect();
            prop_assert_eq!(over(left, right).to_le_bytes().to_vec(), laid);
        }

        #[test]
        fn a_mixture_lies_between_and_meets_its_ends(a: u32, b: u32, weight in 0..=256_u32) {
            prop_assert_eq!(mix(a, b, 0), a);
            prop_assert_eq!(mix(a, b, 256), b);
            for ((mixed, a), b) in mix(a, b, weight).to_le_bytes().into_iter().zip(a.to_le_bytes()).zip(b.to_le_bytes()) {
                prop_assert!(mixed >= a.min(b) && mixed <= a.max(b));
            }
        }

        #[test]
        fn a_run_is_laid_like_single_pixels(colour: [u8; 4], below: Vec<[u8; 4]>) {
            let colour = u32::from_le_bytes(colour);
            let mut run = below.clone();
            fill_run(&mut run, colour);
            for (pixel, below) in run.into_iter().zip(below) {
                prop_assert_eq!(u32::from_le_bytes(pixel), over(colour, u32::from_le_bytes(below)));
            }
        }
    }
}
