//! The exports of the npm package's wasm files: functions that take and return plain numbers.
//!
//! Wasm calls no JavaScript, owns no text and allocates nothing. `stream` scans a chunk that JavaScript has put into the *room*,
//! a buffer of fixed size. `connection` passes one input to a connection whose record JavaScript keeps, and returns the action
//! to perform. All parsers and sources of a page take turns in the same memory, which never grows. So JavaScript's views of it
//! stay valid, and there is nothing to free.
#![cfg(target_arch = "wasm32")]
#![allow(unsafe_code)] // for the memory that both sides share, and the code that `#[wasm_bindgen]` generates

mod bytes;
#[cfg(feature = "connection")]
mod connection;
mod stream;

use std::cell::UnsafeCell;

/// Memory that Rust and JavaScript share.
#[repr(transparent)]
struct Shared<T>(UnsafeCell<T>);

// SAFETY: there are no threads.
unsafe impl<T> Sync for Shared<T> {}

impl<T> Shared<T> {
    const fn new(value: T) -> Self {
        Self(UnsafeCell::new(value))
    }

    /// Returns the address at which JavaScript finds the value.
    fn address(&self) -> usize {
        self.0.get() as usize
    }

    /// Calls `work` with the value. Calls must not be nested.
    fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        // SAFETY: only exported functions call this, and none calls another. JavaScript accesses the memory only between calls.
        work(unsafe { &mut *self.0.get() })
    }
}
