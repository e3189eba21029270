//! Whatever comes in whatever order, only documented transitions happen.
#![no_main]
use eventsource_wasm::connection::{Decision, FailureReason::{End, Network}};
#[path = "../../tests/native/connection/transitions.rs"]
mod transitions;
use transitions::{EVENT_STREAM, Input::*, Mode, walk};

libfuzzer_sys::fuzz_target!(|input: (bool, bool, Vec<(u8, u16, f64)>)| {
    let of = |n, status| match n % 17 {
        0 => Start, 1 => Response(status, EVENT_STREAM), 2 => Response(200, EVENT_STREAM), 3 => Response(200, None),
        4 => Bytes, 5 => Failure(Network, false), 6 => Failure(End, status == 7), 7 if status == 8 => Close, 8 => Suspend, 9 => Resume,
        10 => Decide(Decision::GiveUp), 11 => Decide(Decision::Reconnect), 12 => Decide(Decision::ReconnectAfter(f64::from(status))), 13 => Offline, 14 => Online, 15 => LateTimer, _ => Timer,
    };
    walk(Mode::of(input.0, input.1), input.2.iter().map(|(n, status, now)| (of(*n, *status), *now, f64::from(*status) / 65_536.0)));
});
