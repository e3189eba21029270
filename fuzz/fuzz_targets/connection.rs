//! Whatever comes in whatever order, only documented transitions happen, and a closed connection stays closed.
#![no_main]
use eventsource_wasm::connection::{Action, Connection, FailureReason, ReadyState, ReconnectPolicy};

libfuzzer_sys::fuzz_target!(|inputs: Vec<(u8, u16, f64, &[u8])>| {
    let mut connection = Connection::new(ReconnectPolicy::default(), "");
    for (input, number, time, bytes) in inputs {
        let before = connection.ready_state();
        let action = match input % 6 {
            0 => connection.start(),
            1 => connection.handle_response(time, number, std::str::from_utf8(bytes).ok()),
            2 => connection.handle_response(time, 200, Some("text/event-stream")),
            3 => connection.handle_failure(time, f64::from(number) / 65_536.0, FailureReason::Network, number == 7),
            4 => connection.handle_timer(),
            _ if number == 7 => {
                connection.close();
                Action::Nothing
            }
            _ => {
                connection.handle_bytes(bytes);
                Action::Nothing
            }
        };
        let after = connection.ready_state();
        match (before, action) {
            (ReadyState::Connecting, Action::Announce) => assert_eq!(after, ReadyState::Open),
            (ReadyState::Connecting, Action::Connect) => assert_eq!(after, ReadyState::Connecting),
            (ReadyState::Connecting | ReadyState::Open, Action::Reestablish { .. }) => {
                assert_eq!(after, ReadyState::Connecting)
            }
            (ReadyState::Connecting | ReadyState::Open, Action::Fail { .. }) => assert_eq!(after, ReadyState::Closed),
            (_, Action::Nothing) => assert!(after == before || (input % 6 == 5 && after == ReadyState::Closed)),
            (state, action) => panic!("{action:?} in {state:?}"),
        }
    }
});
