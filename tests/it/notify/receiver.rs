//! A program that takes messages over HTTP, answers as it is told, and remembers what it got.

use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// What it answers.
#[derive(Debug, Clone)]
pub(super) enum Answer {
    /// A status line's code, and more headers.
    Status(u16, &'static str),
    /// Nothing, until the sender gives up.
    Silence,
}

/// A message as it came.
#[derive(Debug, Clone)]
pub(super) struct Got {
    pub(super) path: String,
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: String,
    /// Whether it was taken.
    pub(super) taken: bool,
}

impl Got {
    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// The program.
pub(super) struct Receiver {
    address: SocketAddr,
    got: Arc<Mutex<Vec<Got>>>,
}

impl Receiver {
    /// Starts one that gives these answers, and 200 after them.
    pub(super) fn start(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let got = Arc::new(Mutex::new(Vec::new()));
        let answers = Arc::new(Mutex::new(VecDeque::from(answers)));
        let all = Arc::clone(&got);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (all, answers) = (Arc::clone(&all), Arc::clone(&answers));
                std::thread::spawn(move || talk(stream, &all, &answers));
            }
        });
        Self { address, got }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Everything it got so far, in order.
    pub(super) fn got(&self) -> Vec<Got> {
        self.got.lock().unwrap().clone()
    }
}

/// Answers the requests of one connection. A sender that was killed just ends it.
fn talk(stream: TcpStream, all: &Mutex<Vec<Got>>, answers: &Mutex<VecDeque<Answer>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut writer = stream;
    while let Some(mut got) = read(&mut reader) {
        let answer = answers
            .lock()
            .unwrap()
            .pop_front()
            .unwrap_or(Answer::Status(200, ""));
        got.taken = matches!(answer, Answer::Status(200, _));
        all.lock().unwrap().push(got);
        match answer {
            Answer::Status(code, more) => {
                let answer = format!("HTTP/1.1 {code} X\r\n{more}Content-Length: 2\r\n\r\nok");
                if writer.write_all(answer.as_bytes()).is_err() {
                    return;
                }
            }
            Answer::Silence => {
                // Ends when the sender does.
                let _ = reader.read(&mut [0]);
                return;
            }
        }
    }
}

fn read(reader: &mut impl BufRead) -> Option<Got> {
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1)?.to_owned();
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        headers.insert(name.to_lowercase(), value.trim().to_owned());
    }
    let mut body = vec![0; headers.get("content-length")?.parse().ok()?];
    reader.read_exact(&mut body).ok()?;
    Some(Got {
        path,
        headers,
        body: String::from_utf8(body).ok()?,
        taken: false,
    })
}
