//! The edge to JavaScript.
//!
//! `source` drives one connection by what it calls on the class's side. `parser` is the event stream alone. `shown` makes batches readable for JavaScript.
//! The npm package has two wasm files, one with the feature `source`, one with `parser`.

#[cfg(feature = "parser")]
mod parser;
mod shown;
#[cfg(feature = "source")]
mod source;

#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
