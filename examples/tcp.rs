//! An event source over `std::net`, that reconnects: `cargo run --example tcp -- http://127.0.0.1:8000/stream`.
//!
//! What it knows of HTTP is just enough to be read at one go: version 1.0, so that no body comes in HTTP's own chunks,
//! and no TLS. In your program an HTTP client takes the place of `request`.

use std::error::Error;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use eventsource_wasm::connection::{Action, Connection, FailureReason, ReconnectPolicy, Response};

/// Longer without a byte, and the connection counts as lost.
const IDLE_TIMEOUT: Duration = Duration::from_secs(60);

/// A response whose head was read; `stream` stands at its body.
struct Answer {
    status: u16,
    content_type: Option<String>,
    stream: BufReader<TcpStream>,
}

struct Client {
    host: String,
    path: String,
    connection: Connection,
    began: Instant,
    answer: Option<Answer>,
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
            connection: Connection::new(ReconnectPolicy::default(), ""),
            began: Instant::now(),
            answer: None,
        })
    }

    /// Until the connection has failed for good.
    fn run(&mut self) -> FailureReason {
        let mut action = self.connection.start();
        loop {
            action = match action {
                Action::Connect => self.connect(),
                Action::Announce => self.read(),
                Action::Reestablish { reason, delay } => {
                    self.answer = None;
                    eprintln!("{reason}: reconnecting in {delay} ms");
                    thread::sleep(Duration::from_millis(delay.into()));
                    self.connection.handle_timer(self.now(), random(), 0.0)
                }
                Action::Fail { reason } => return reason,
                Action::Nothing | Action::Decide { .. } => unreachable!("nothing asks for it here"),
            };
        }
    }

    fn connect(&mut self) -> Action {
        match self.request() {
            Ok(answer) => {
                let response =
                    Response { status: answer.status, content_type: answer.content_type.as_deref(), retry_after: None };
                let action = self.connection.handle_response(self.now(), random(), &response);
                self.answer = Some(answer);
                action
            }
            Err(error) => self.lost(&error),
        }
    }

    fn request(&self) -> io::Result<Answer> {
        let mut socket = TcpStream::connect(&self.host)?;
        socket.set_read_timeout(Some(IDLE_TIMEOUT))?;
        write!(socket, "GET {} HTTP/1.0\r\nHost: {}\r\nAccept: text/event-stream\r\n", self.path, self.host)?;
        match self.connection.last_event_id() {
            "" => write!(socket, "\r\n")?,
            id => write!(socket, "Last-Event-ID: {id}\r\n\r\n")?,
        }
        let mut stream = BufReader::new(socket);
        let mut head = Vec::new();
        loop {
            let mut line = String::new();
            stream.read_line(&mut line)?;
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
        Ok(Answer { status, content_type: head.iter().find_map(header), stream })
    }

    fn read(&mut self) -> Action {
        let mut chunk = [0; 4096];
        loop {
            let Some(answer) = &mut self.answer else { return Action::Nothing };
            let length = match answer.stream.read(&mut chunk) {
                Ok(0) => return self.connection.handle_failure(self.now(), random(), FailureReason::End, false),
                Ok(length) => length,
                Err(error) => return self.lost(&error),
            };
            let batch = self.connection.handle_bytes(chunk.get(..length).unwrap_or_default());
            for event in batch.events() {
                println!("{} {} {}", event.event_type, event.last_event_id, event.data);
            }
            if batch.overflowed() {
                return self.connection.handle_failure(self.now(), random(), FailureReason::TooLarge, true);
            }
        }
    }

    fn lost(&mut self, error: &io::Error) -> Action {
        eprintln!("{error}");
        match error.kind() {
            // The read timeout's two names.
            io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => {
                self.connection.handle_timer(self.now(), random(), 0.0)
            }
            _ => self.connection.handle_failure(self.now(), random(), FailureReason::Network, false),
        }
    }

    /// Milliseconds of a clock that does not go back.
    fn now(&self) -> f64 {
        self.began.elapsed().as_secs_f64() * 1000.0
    }
}

/// In `0.0..1.0`, as good as a jitter needs it.
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
