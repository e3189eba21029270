//! The one timer of a connection: until the response, until the next byte, or until the next attempt.

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
    /// How many ms too late it has fired.
    late: Option<f64>,
    waker: Option<Waker>,
}

/// Gives how many ms late it is, by the wall clock: that one goes on while a machine sleeps. Dropped, it is cleared.
pub(super) struct Timer {
    id: JsValue,
    shared: Rc<RefCell<Shared>>,
    _fire: Closure<dyn FnMut()>,
}

impl Timer {
    #[allow(clippy::cast_possible_truncation)] // it is at most MAX_DELAY
    pub(super) fn start(delay: f64) -> Self {
        let shared = Rc::new(RefCell::new(Shared::default()));
        let due = Date::now() + delay;
        let fired = Rc::clone(&shared);
        let fire = Closure::<dyn FnMut()>::new(move || {
            fired.borrow_mut().late = Some(Date::now() - due);
            let waker = fired.borrow_mut().waker.take();
            waker.into_iter().for_each(Waker::wake);
        });
        let delay = delay.min(f64::from(MAX_DELAY)) as i32;
        Self { id: global::set_timeout(fire.as_ref().unchecked_ref(), delay), shared, _fire: fire }
    }
}

impl Future for Timer {
    type Output = f64;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<f64> {
        let mut shared = self.shared.borrow_mut();
        match shared.late {
            Some(late) => Poll::Ready(late),
            None => {
                shared.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        global::clear_timeout(&self.id);
    }
}
