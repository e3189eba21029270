//! What the npm package's wasm files export: functions of plain numbers.
//!
//! Wasm calls no JavaScript, owns no text and allocates nothing. `stream` scans a chunk that JavaScript has put into a room of fixed
//! size; `connection` feeds one input to a connection whose record JavaScript keeps, and returns the action to perform.
//! All parsers and sources of a page take turns in the same memory, which never grows: views of it stay valid,
//! and what is dropped in JavaScript leaves nothing behind.
#![cfg(target_arch = "wasm32")]
#![allow(unsafe_code)] // the memory that both sides share, and what `#[wasm_bindgen]` writes

mod bytes;
#[cfg(feature = "connection")]
mod connection;
mod stream;

use std::cell::UnsafeCell;

/// Memory that both sides use.
#[repr(transparent)]
struct Shared<T>(UnsafeCell<T>);

// SAFETY: there are no threads.
unsafe impl<T> Sync for Shared<T> {}

impl<T> Shared<T> {
    const fn new(value: T) -> Self {
        Self(UnsafeCell::new(value))
    }

    /// Where JavaScript finds it.
    fn address(&self) -> usize {
        self.0.get() as usize
    }

    /// Calls `work` with the value. Not to be nested.
    fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        // SAFETY: only exported functions call this, none of them within another's `work`, and JavaScript touches the memory only
        // between their calls.
        work(unsafe { &mut *self.0.get() })
    }
}
