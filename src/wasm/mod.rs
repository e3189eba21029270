//! The edge to JavaScript: the only code that knows a clock, a timer, `fetch` and streams.
//!
//! `source` drives one connection, and `bindings` is what it calls on the other side. `parser` is the event stream alone. `shown` makes batches readable for JavaScript.
//! The npm package has two wasm files, one with the feature `source`, one with `parser`.

#[cfg(feature = "source")]
mod bindings;
#[cfg(feature = "parser")]
mod parser;
mod shown;
#[cfg(feature = "source")]
mod source;

#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
