//! What happens to the server. All times in ms.

use std::ops::Range;

pub struct Scenario {
    pub name: &'static str,
    /// When which tenths of the clients lose their connection: those from the first to before the second.
    pub losses: &'static [(usize, Range<usize>)],
    /// When nobody gets through.
    pub outages: &'static [Range<usize>],
    /// With `Some`, the server answers those that it has no room for with a 503 and a `Retry-After`, at random between these. With
    /// `None`, the attempt fails like one to a closed port.
    pub retry_after: Option<(f64, f64)>,
}

const ALL: Range<usize> = 0..10;

#[allow(clippy::single_range_in_vec_init)] // one outage, not its milliseconds
pub const SCENARIOS: &[Scenario] = &[
    Scenario { name: "restart", losses: &[(0, ALL)], outages: &[0..1000], retry_after: None },
    Scenario { name: "outage", losses: &[(0, ALL)], outages: &[0..30_000], retry_after: None },
    Scenario {
        name: "rolling",
        losses: &[
            (0, 0..1),
            (30_000, 1..2),
            (60_000, 2..3),
            (90_000, 3..4),
            (120_000, 4..5),
            (150_000, 5..6),
            (180_000, 6..7),
            (210_000, 7..8),
            (240_000, 8..9),
            (270_000, 9..10),
        ],
        outages: &[],
        retry_after: None,
    },
    Scenario { name: "overload", losses: &[(0, ALL)], outages: &[], retry_after: Some((10_000.0, 10_000.0)) },
    Scenario { name: "overload-spread", losses: &[(0, ALL)], outages: &[], retry_after: Some((1000.0, 60_000.0)) },
    Scenario {
        name: "flapping",
        losses: &[(0, ALL), (20_000, ALL), (40_000, ALL), (60_000, ALL)],
        outages: &[0..5000, 20_000..25_000, 40_000..45_000, 60_000..65_000],
        retry_after: None,
    },
];
