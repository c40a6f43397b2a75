//! SMTP as far as a message needs it (RFC 5321, 3207, 4954): greeting, EHLO, STARTTLS, AUTH PLAIN, MAIL, RCPT, DATA, QUIT.
//!
//! A reply of 4xx may be another one later; 5xx will not. A connection that ends before the server took the message is
//! tried again: the message has the same Message-ID then, by which receivers know it.

use super::Failure;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// The longest line of a reply that is read.
const LINE: u64 = 4_096;

/// A connection to a mail server.
pub(super) struct Session<S> {
    stream: BufReader<S>,
    extensions: Vec<String>,
}

/// A server's reply.
struct Reply {
    code: u16,
    lines: Vec<String>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Session<S> {
    /// Takes a connection; reads the greeting where one is to come.
    pub(super) async fn begin(stream: S, greeted: bool, helo: &str) -> Result<Self, Failure> {
        let mut session = Self {
            stream: BufReader::new(stream),
            extensions: Vec::new(),
        };
        if !greeted {
            session.reply().await?.wanted(220, "its greeting")?;
        }
        let hello = session
            .command(&format!("EHLO {helo}"))
            .await?
            .wanted(250, "EHLO")?;
        session.extensions = hello.lines.iter().map(|line| line.to_ascii_uppercase()).collect();
        Ok(session)
    }

    /// Whether the server can do something.
    fn can(&self, word: &str) -> bool {
        self.extensions
            .iter()
            .any(|line| line.split_whitespace().next() == Some(word))
    }

    /// Signs in.
    pub(super) async fn sign_in(&mut self, name: &str, password: &str) -> Result<(), Failure> {
        if !self.can("AUTH") {
            return Err(Failure::Never(
                "the mail server asks nobody to sign in: take out username".to_owned(),
            ));
        }
        let token = STANDARD.encode(format!("\0{name}\0{password}"));
        let reply = self.command(&format!("AUTH PLAIN {token}")).await?;
        reply.wanted(235, "signing in").map(drop)
    }

    /// Sends a message from one address to others, and ends. It was taken once this is done.
    pub(super) async fn deliver(&mut self, from: &str, to: &[String], message: &[u8]) -> Result<(), Failure> {
        self.command(&format!("MAIL FROM:<{from}>"))
            .await?
            .wanted(250, "the sender")?;
        for address in to {
            self.command(&format!("RCPT TO:<{address}>"))
                .await?
                .wanted(250, "a receiver")?;
        }
        self.command("DATA").await?.wanted(354, "DATA")?;
        self.write(&stuffed(message)).await?;
        self.reply().await?.wanted(250, "the message")?;
        // It has the message: whether it says goodbye does not matter.
        let _ = self.write(b"QUIT\r\n").await;
        Ok(())
    }

    async fn command(&mut self, line: &str) -> Result<Reply, Failure> {
        self.write(format!("{line}\r\n").as_bytes()).await?;
        self.reply().await
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let stream = self.stream.get_mut();
        stream.write_all(bytes).await.map_err(lost)?;
        stream.flush().await.map_err(lost)
    }

    async fn reply(&mut self) -> Result<Reply, Failure> {
        let mut lines = Vec::new();
        loop {
            let mut line = Vec::new();
            let mut limited = (&mut self.stream).take(LINE);
            let read = limited.read_until(b'\n', &mut line).await.map_err(lost)?;
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            let code = text.get(..3).and_then(|code| code.parse().ok());
            let (Some(code), false) = (code, read == 0) else {
                return Err(Failure::again("the mail server ended the connection"));
            };
            lines.push(text.get(4..).unwrap_or_default().to_owned());
            if text.as_bytes().get(3) != Some(&b'-') {
                return Ok(Reply { code, lines });
            }
        }
    }
}

impl Session<TcpStream> {
    /// Asks for TLS and gives back the bare connection.
    pub(super) async fn start_tls(mut self) -> Result<TcpStream, Failure> {
        if !self.can("STARTTLS") {
            return Err(Failure::Never(
                "the mail server offers no STARTTLS: write tls = \"tls\", or ask who runs it".to_owned(),
            ));
        }
        self.command("STARTTLS").await?.wanted(220, "STARTTLS")?;
        // What came in the open after the reply could be anybody's.
        match self.stream.buffer().is_empty() {
            true => Ok(self.stream.into_inner()),
            false => Err(Failure::Never(
                "the mail server spoke before TLS began".to_owned(),
            )),
        }
    }
}

impl Reply {
    fn wanted(self, code: u16, what: &str) -> Result<Self, Failure> {
        let is_done = self.code == code || (code == 250 && self.code == 251);
        let error = format!(
            "the mail server answered {} to {what}: {}",
            self.code,
            self.lines.join(" ")
        );
        match self.code {
            _ if is_done => Ok(self),
            500.. => Err(Failure::Never(error)),
            _ => Err(Failure::again(error)),
        }
    }
}

fn lost(error: std::io::Error) -> Failure {
    Failure::again(format!(
        "the connection to the mail server was lost: {}",
        crate::failure::reason(&error)
    ))
}

/// The message as DATA wants it: a line that begins with a dot begins with two, and one dot alone ends it.
fn stuffed(message: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(message.len() + 16);
    let mut at_start = true;
    for byte in message {
        if at_start && *byte == b'.' {
            out.push(b'.');
        }
        at_start = *byte == b'\n';
        out.push(*byte);
    }
    if !out.ends_with(b"\r\n") {
        out.extend(b"\r\n");
    }
    out.extend(b".\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_alone_does_not_end_the_message() {
        assert_eq!(stuffed(b"a\r\n.\r\n..b"), b"a\r\n..\r\n...b\r\n.\r\n");
    }

    #[test]
    fn replies_say_whether_to_try_again() {
        let reply = |code| Reply {
            code,
            lines: vec!["x".to_owned()],
        };
        assert!(reply(250).wanted(250, "").is_ok());
        assert!(reply(251).wanted(250, "").is_ok());
        assert!(matches!(reply(451).wanted(250, ""), Err(Failure::Again { .. })));
        assert!(matches!(reply(550).wanted(250, ""), Err(Failure::Never(_))));
    }
}
