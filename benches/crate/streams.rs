//! Makes the streams of `../workloads.json` like `../workloads.mjs`, which documents the file.

use serde::Deserialize;

#[derive(Deserialize)]
pub struct File {
    words: Vec<String>,
    cjk: Vec<String>,
    pub workloads: Vec<Workload>,
}

#[derive(Deserialize)]
pub struct Workload {
    pub name: String,
    blocks: Vec<Vec<(String, String)>>,
    eol: Option<String>,
    lines: Option<usize>,
    fill: Option<usize>,
    bytes: Option<usize>,
}

/// An expected event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    pub event: String,
    pub id: String,
    pub data: String,
}

pub fn file() -> File {
    serde_json::from_str(include_str!("../workloads.json")).expect("workloads.json is as this file says")
}

impl File {
    /// Makes a stream of at least `size` bytes, and its events.
    pub fn generate(&self, workload: &Workload, size: usize) -> (String, Vec<Expected>) {
        let eol = workload.eol.as_deref().unwrap_or("\n");
        let filling: String = ('a'..='z').cycle().take(workload.fill.unwrap_or(0)).collect();
        let (mut text, mut events, mut words) = (String::new(), Vec::new(), 0);
        for (n, block) in workload.blocks.iter().cycle().enumerate() {
            if text.len() >= workload.bytes.unwrap_or(size) {
                break;
            }
            let mut expected = Expected::default();
            let mut lines = Vec::new();
            for (field, template) in block {
                for _ in 0..if field == "data" { workload.lines.unwrap_or(1) } else { 1 } {
                    let value = self.expand(template, n, &filling, &mut words);
                    text.push_str(&if field.is_empty() {
                        format!(":{value}{eol}")
                    } else {
                        format!("{field}: {value}{eol}")
                    });
                    match field.as_str() {
                        "data" => lines.push(value),
                        "event" => expected.event = value,
                        "id" => expected.id = value,
                        _ => {}
                    }
                }
            }
            text.push_str(eol);
            if !lines.is_empty() {
                events.push(Expected { data: lines.join("\n"), ..expected });
            }
        }
        (text, events)
    }

    fn expand(&self, template: &str, n: usize, filling: &str, words: &mut usize) -> String {
        let mut next = |list: &[String]| {
            *words += 1;
            list[(*words - 1) % list.len()].clone()
        };
        let mut parts = template.split('%');
        let mut value = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            value.push_str(&match part.as_bytes()[0] {
                b'n' => n.to_string(),
                b'w' => next(&self.words),
                b'c' => next(&self.cjk),
                _ => filling.to_owned(),
            });
            value.push_str(&part[1..]);
        }
        value
    }
}
