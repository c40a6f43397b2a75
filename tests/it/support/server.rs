//! `plimsoll serve` on a free port of this machine, ended when the test is over.

use super::Place;
use super::binary::plimsoll;
use super::client::{Request, Response};
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// A server that answers.
pub(crate) struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    /// Starts a server in a place and waits until it says where it listens.
    pub(crate) fn start(place: &Place) -> Self {
        let mut command = place.command(plimsoll());
        command.args(["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = lines_of(&mut child);
        let mut said = String::new();
        loop {
            match lines.recv_timeout(Duration::from_secs(60)) {
                Ok(line) => {
                    said += &format!("{line}\n");
                    if let Some(address) = address_in(&line) {
                        return Self { child, address };
                    }
                }
                Err(error) => {
                    end(&mut child);
                    panic!("the server did not say where it listens ({error}):\n{said}");
                }
            }
        }
    }

    pub(crate) fn send(&self, request: &Request) -> Response {
        request.send(self.address)
    }

    pub(crate) fn get(&self, path: &str) -> Response {
        self.send(&Request::get(path))
    }

    /// Where a browser finds it.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

/// Both outputs, line by line, as they come; read to their end so that the server never waits for us.
fn lines_of(child: &mut Child) -> Receiver<String> {
    let (send, lines) = channel();
    let outputs: [Option<Box<dyn Read + Send>>; 2] = [
        child
            .stdout
            .take()
            .map(|out| Box::new(out) as Box<dyn Read + Send>),
        child
            .stderr
            .take()
            .map(|err| Box::new(err) as Box<dyn Read + Send>),
    ];
    for output in outputs.into_iter().flatten() {
        let send = send.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                // Nobody listens any more once the server has said where it is.
                let _ = send.send(line);
            }
        });
    }
    lines
}

fn address_in(line: &str) -> Option<SocketAddr> {
    let (_, rest) = line.split_once("http://")?;
    let end = rest
        .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ':'))
        .unwrap_or(rest.len());
    rest[..end]
        .parse()
        .ok()
        .filter(|address: &SocketAddr| address.port() != 0)
}
