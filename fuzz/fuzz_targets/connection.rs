//! Whatever the inputs and their order, only documented transitions happen, and the timer is set as documented.
#![no_main]
use eventsource_wasm::connection::{Decision, FailureReason::{End, Network}, Remedy};
#[path = "../../tests/native/connection/transitions.rs"]
mod transitions;
#[path = "../../tests/native/connection/walk.rs"]
mod walk;
use transitions::{EVENT_STREAM, Input::*, Mode};

libfuzzer_sys::fuzz_target!(|input: (bool, bool, bool, Vec<(u8, u16, i32)>)| {
    let of = |n, status| match n % 23 {
        0 => Start, 1 => Response(status, EVENT_STREAM), 2 => Response(200, EVENT_STREAM), 3 => Response(200, None),
        4 => Bytes, 5 => Failure(Network, Remedy::Retry), 6 => Failure(End, [Remedy::Retry, Remedy::Refused, Remedy::Futile][usize::from(status % 3)]), 7 if status == 8 => Close, 8 => Suspend, 9 => Resume,
        10 => Decide(Decision::GiveUp), 11 => Decide(Decision::Reconnect), 12 => Decide(Decision::ReconnectAfter(f64::from(status))), 13 => Offline, 14 => Online, 15 => LateTimer, 16 => EarlyTimer,
        17 => Reading(status % 2 == 0), 18 => Hidden, 19 => Visible, 20 => Restart, _ => Timer,
    };
    walk::walk(Mode::of(input.0, input.1, input.2), input.3.iter().map(|(n, status, now)| (of(*n, *status), f64::from(*now), f64::from(*status) / 65_536.0)));
});
