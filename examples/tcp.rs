//! An event source over `std::net`, that reconnects: `cargo run --example tcp -- http://127.0.0.1:8000/stream`.
//!
//! It knows just enough of HTTP to be read at one go: version 1.0, so that no body comes in HTTP's own chunks, and no
//! TLS. In your program an HTTP client takes the place of `request`.

use std::error::Error;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, SystemTime};

use eventsource_wasm::connection::{
    Action, Connection, Failure, FailureReason, ReconnectPolicy, Remedy, Timeouts, check,
};
use eventsource_wasm::event_stream::EventStream;

/// Ten seconds for a response; a minute without a byte, and the connection counts as lost.
const TIMEOUTS: Timeouts = Timeouts { connect: 10_000.0, idle: 60_000.0, hidden: None };

/// A response whose head was read; `body` stands at its body.
struct Response {
    status: u16,
    content_type: Option<String>,
    body: BufReader<TcpStream>,
}

struct Client {
    host: String,
    path: String,
    connection: Connection,
    stream: EventStream,
    body: Option<BufReader<TcpStream>>,
}

impl Client {
    fn new(url: &str) -> Result<Self, Box<dyn Error>> {
        let (host, path) = url
            .strip_prefix("http://")
            .and_then(|rest| rest.split_once('/'))
            .ok_or("a URL like http://127.0.0.1:8000/stream")?;
        Ok(Self {
            host: host.to_owned(),
            path: format!("/{path}"),
            connection: Connection::new(ReconnectPolicy::default(), TIMEOUTS),
            stream: EventStream::new(),
            body: None,
        })
    }

    /// Until the connection has failed for good.
    fn run(&mut self) -> FailureReason {
        let mut action = self.connection.start(now());
        loop {
            action = match action {
                Action::Connect => self.connect(),
                Action::Announce => {
                    self.stream.restart();
                    self.read()
                }
                // The connection is open.
                Action::Nothing => self.read(),
                Action::Reestablish { reason, delay } => {
                    self.body = None;
                    eprintln!("{reason}: reconnecting in {delay} ms");
                    thread::sleep(self.patience().unwrap_or_default());
                    self.connection.handle_timer(now(), random())
                }
                Action::Fail { reason, .. } => return reason,
                Action::Decide { .. } | Action::Suspend => {
                    unreachable!("only with `ReconnectPolicy::decide`, and of hidden pages")
                }
            };
        }
    }

    fn connect(&mut self) -> Action {
        let Response { status, content_type, body } = match self.request() {
            Ok(response) => response,
            Err(error) => return self.lost(&error),
        };
        if let Err(reason) = check(status, content_type.as_deref()) {
            return self.fail(Failure { remedy: Remedy::Refused, ..reason.into() });
        }
        self.body = Some(body);
        self.connection.handle_response(now())
    }

    fn request(&self) -> io::Result<Response> {
        let mut socket = TcpStream::connect(&self.host)?;
        write!(socket, "GET {} HTTP/1.0\r\nHost: {}\r\nAccept: text/event-stream\r\n", self.path, self.host)?;
        match self.stream.last_event_id() {
            "" => write!(socket, "\r\n")?,
            id => write!(socket, "Last-Event-ID: {id}\r\n\r\n")?,
        }
        let mut body = BufReader::new(socket);
        let mut head = Vec::new();
        loop {
            let mut line = String::new();
            body.get_ref().set_read_timeout(self.patience())?;
            body.read_line(&mut line)?;
            match line.trim_end() {
                "" => break,
                line => head.push(line.to_owned()),
            }
        }
        let status = head.first().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap_or_default();
        let header = |line: &String| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-type").then(|| value.trim().to_owned())
        };
        Ok(Response { status, content_type: head.iter().find_map(header), body })
    }

    /// One chunk of the body.
    fn read(&mut self) -> Action {
        let mut chunk = [0; 4096];
        let patience = self.patience();
        let Some(body) = &mut self.body else { return Action::Nothing };
        let length = match body.get_ref().set_read_timeout(patience).and_then(|()| body.read(&mut chunk)) {
            Ok(0) => return self.fail(FailureReason::End.into()),
            Ok(length) => length,
            Err(error) => return self.lost(&error),
        };
        self.connection.handle_bytes(now());
        let batch = self.stream.push(chunk.get(..length).unwrap_or_default());
        for event in batch.events() {
            self.connection.handle_event();
            println!("{} {} {}", event.event_type, event.last_event_id, event.data);
        }
        let overflowed = batch.overflowed();
        if let Some(retry) = self.stream.take_retry() {
            #[allow(clippy::cast_precision_loss)] // far beyond any timer
            self.connection.handle_retry(retry as f64);
        }
        if overflowed {
            // The event would be as large the next time.
            return self.fail(Failure { remedy: Remedy::Futile, ..FailureReason::TooLarge.into() });
        }
        Action::Nothing
    }

    fn lost(&mut self, error: &io::Error) -> Action {
        eprintln!("{error}");
        match error.kind() {
            // The read timeout's two names.
            ErrorKind::WouldBlock | ErrorKind::TimedOut => self.connection.handle_timer(now(), random()),
            _ => self.fail(FailureReason::Network.into()),
        }
    }

    fn fail(&mut self, failure: Failure) -> Action {
        self.connection.handle_failure(now(), random(), failure)
    }

    /// How long to wait at most: until the connection wants to be woken.
    fn patience(&self) -> Option<Duration> {
        // A socket takes no timeout of 0.
        self.connection.wake_at().map(|wake_at| Duration::from_secs_f64((wake_at - now()).max(1.0) / 1000.0))
    }
}

/// Milliseconds of the wall clock, which goes on while the machine sleeps.
fn now() -> f64 {
    SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default().as_secs_f64() * 1000.0
}

/// In `0.0..1.0`, good enough for jitter.
fn random() -> f64 {
    #[allow(clippy::cast_precision_loss)]
    let bits = (RandomState::new().hash_one(0) >> 11) as f64;
    bits / (1_u64 << 53) as f64
}

fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("usage: tcp http://HOST:PORT/PATH")?;
    let reason = Client::new(&url)?.run();
    println!("closed: {reason}");
    Ok(())
}
