//! Searches bytes 16 at a time with SIMD. All of them are in the room, which has one more block after its end, so reading
//! past the end is safe.
//!
//! Written by hand: memchr and auto-vectorized code are 2 KB larger, a third of the file, and take 1.5 times as long.

#[cfg(target_feature = "simd128")]
use core::arch::wasm32::{
    i8x16_gt, i8x16_lt, i8x16_splat, u8x16_bitmask, u8x16_eq, u8x16_ge, u8x16_splat, v128, v128_load, v128_or,
};

#[cfg(target_feature = "simd128")]
const BLOCK: usize = 16;

/// Loads the block at an offset. It may reach beyond the end of `bytes`.
#[cfg(target_feature = "simd128")]
fn block(bytes: &[u8], at: usize) -> v128 {
    // SAFETY: `at` is within the room, and the 15 bytes after the room are part of the same allocation.
    unsafe { v128_load(bytes.as_ptr().add(at).cast()) }
}

/// Returns the index of the first LF or CR. Sets `beyond` if a byte before it, or one of up to 15 after it, is not ASCII.
#[cfg(target_feature = "simd128")]
#[inline(always)]
pub fn line_length(bytes: &[u8], beyond: &mut bool) -> Option<usize> {
    let mut at = 0;
    while at < bytes.len() {
        let block = block(bytes, at);
        // As signed numbers, LF, CR and all bytes beyond ASCII are less than 14. In text, the only others are tabs.
        if u8x16_bitmask(i8x16_lt(block, i8x16_splat(14))) != 0 {
            *beyond |= u8x16_bitmask(block) != 0;
            let ends = v128_or(u8x16_eq(block, u8x16_splat(b'\n')), u8x16_eq(block, u8x16_splat(b'\r')));
            let ends = u8x16_bitmask(ends);
            if ends != 0 {
                let length = at + ends.trailing_zeros() as usize;
                return (length < bytes.len()).then_some(length);
            }
        }
        at += BLOCK;
    }
    None
}

/// Returns a mask of those of the block's bytes that are within `bytes`.
#[cfg(target_feature = "simd128")]
fn within(bytes: &[u8], at: usize) -> u16 {
    let left = bytes.len() - at;
    if left < BLOCK { (1 << left) - 1 } else { u16::MAX }
}

/// Returns the length of valid UTF-8 in UTF-16 code units: two for each character of four bytes, one for any other.
#[cfg(target_feature = "simd128")]
#[inline(never)]
pub fn utf16_length(bytes: &[u8]) -> u32 {
    let mut units = 0;
    for at in (0..bytes.len()).step_by(BLOCK) {
        let block = block(bytes, at);
        // All bytes but 0x80 to 0xBF, which continue a character.
        let starts = u8x16_bitmask(i8x16_gt(block, i8x16_splat(-65)));
        let fours = u8x16_bitmask(u8x16_ge(block, u8x16_splat(0xF0)));
        let mask = within(bytes, at);
        units += (starts & mask).count_ones() + (fours & mask).count_ones();
    }
    units
}

/// Returns the index of the first LF or CR. Sets `beyond` if a byte before it is not ASCII.
#[cfg(not(target_feature = "simd128"))]
pub fn line_length(bytes: &[u8], beyond: &mut bool) -> Option<usize> {
    bytes.iter().position(|byte| {
        *beyond |= !byte.is_ascii();
        *byte == b'\n' || *byte == b'\r'
    })
}

/// Returns the length of valid UTF-8 in UTF-16 code units: two for each character of four bytes, one for any other.
#[cfg(not(target_feature = "simd128"))]
pub fn utf16_length(bytes: &[u8]) -> u32 {
    bytes.iter().map(|byte| u32::from(byte & 0xC0 != 0x80) + u32::from(*byte >= 0xF0)).sum()
}
