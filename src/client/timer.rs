//! A JavaScript timer as a future.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use js_sys::Date;
use wasm_bindgen::prelude::*;

use super::global;
use crate::connection::MAX_DELAY;

#[derive(Default)]
struct Shared {
    fired: bool,
    waker: Option<Waker>,
}

/// Is ready at a time of the wall clock. Dropping it clears the timer.
pub(super) struct Timer {
    at: f64,
    id: JsValue,
    shared: Rc<RefCell<Shared>>,
    _fire: Closure<dyn FnMut()>,
}

impl Timer {
    #[allow(clippy::cast_possible_truncation)] // the delay is at most MAX_DELAY
    pub(super) fn until(at: f64) -> Self {
        let shared = Rc::new(RefCell::new(Shared::default()));
        let fired = Rc::clone(&shared);
        let fire = Closure::<dyn FnMut()>::new(move || {
            fired.borrow_mut().fired = true;
            let waker = fired.borrow_mut().waker.take();
            waker.into_iter().for_each(Waker::wake);
        });
        let delay = (at - Date::now()).clamp(0.0, f64::from(MAX_DELAY)) as i32;
        Self { at, id: global::set_timeout(fire.as_ref().unchecked_ref(), delay), shared, _fire: fire }
    }

    /// Returns when the timer is ready.
    pub(super) fn at(&self) -> f64 {
        self.at
    }
}

impl Future for Timer {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut shared = self.shared.borrow_mut();
        if shared.fired {
            return Poll::Ready(());
        }
        shared.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        global::clear_timeout(&self.id);
    }
}
