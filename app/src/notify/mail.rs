//! Mail: text and HTML, the chart inline, over SMTP.
//!
//! The Message-ID is made of what the message is known by, so that a message that is sent twice after a crash is known
//! as one. `Auto-Submitted` keeps holiday answers away (RFC 3834), `List-Id` lets readers sort (RFC 2919).

use super::secret::Secret;
use super::smtp::Session;
use super::{Failure, Letter, tls};
use anyhow::Result;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;
use model::config::{MailTarget, Security};
use reports::messages::{html, text};
use std::path::Path;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;

/// How long a message may take, from the connection to the end.
const LONGEST: Duration = Duration::from_secs(30);
/// The content id of the chart.
const CHART: &str = "trend";

/// A way to write to people.
#[derive(Debug)]
pub(crate) struct Mail {
    target: MailTarget,
    password: Option<Secret>,
    tls: Tls,
}

/// What makes connections secret; it has nothing to show.
struct Tls(TlsConnector);

impl std::fmt::Debug for Tls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tls")
    }
}

impl Mail {
    pub(super) fn open(target: &MailTarget, beside: &Path) -> Result<Self> {
        let ca_file = target.ca_file.as_ref().map(|path| beside.join(path));
        let place = target.credentials.as_ref().map(|(_, place)| place);
        Ok(Self {
            target: target.clone(),
            password: place.map(|place| Secret::read(place, beside)).transpose()?,
            tls: Tls(tls::connector(ca_file.as_deref())?),
        })
    }

    pub(super) async fn send(&self, letter: &Letter) -> Result<(), Failure> {
        let message = self.compose(letter)?;
        match tokio::time::timeout(LONGEST, self.connect_and_deliver(&message)).await {
            Ok(done) => done,
            Err(_) => Err(Failure::again(format!(
                "the mail server took longer than {} s",
                LONGEST.as_secs()
            ))),
        }
    }

    pub(super) fn peer(&self) -> (String, u16) {
        (self.target.host.clone(), self.target.port)
    }

    async fn connect_and_deliver(&self, message: &[u8]) -> Result<(), Failure> {
        let host = self.target.host.as_str();
        let connected = TcpStream::connect((host, self.target.port)).await;
        let stream = connected.map_err(|error| {
            let port = self.target.port;
            Failure::again(format!(
                "cannot connect to {host}:{port}: {}",
                crate::failure::reason(&error)
            ))
        })?;
        let helo = self.sender_host();
        match self.target.tls {
            Security::None => {
                self.deliver(Session::begin(stream, false, helo).await?, message)
                    .await
            }
            Security::Tls => {
                let stream = self.secure(stream).await?;
                self.deliver(Session::begin(stream, false, helo).await?, message)
                    .await
            }
            Security::Starttls => {
                let stream = Session::begin(stream, false, helo).await?.start_tls().await?;
                let stream = self.secure(stream).await?;
                self.deliver(Session::begin(stream, true, helo).await?, message)
                    .await
            }
        }
    }

    async fn secure(
        &self,
        stream: TcpStream,
    ) -> Result<impl AsyncRead + AsyncWrite + Unpin + use<>, Failure> {
        let host = &self.target.host;
        let name = ServerName::try_from(host.clone())
            .map_err(|_| Failure::Never(format!("{host} is no name for TLS")))?;
        let secured = self.tls.0.connect(name, stream).await;
        secured.map_err(|error| {
            Failure::again(format!(
                "no TLS with {host}: {}; is its certificate known? (ca_file)",
                crate::failure::reason(&error)
            ))
        })
    }

    async fn deliver<S>(&self, mut session: Session<S>, message: &[u8]) -> Result<(), Failure>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        if let (Some((name, _)), Some(password)) = (&self.target.credentials, &self.password) {
            session.sign_in(name, password.reveal()).await?;
        }
        let to: Vec<_> = self.target.to.iter().map(|to| split(to).1.to_owned()).collect();
        session.deliver(split(&self.target.from).1, &to, message).await
    }

    fn sender_host(&self) -> &str {
        let (_, address) = split(&self.target.from);
        address.split_once('@').map_or(address, |(_, host)| host)
    }

    fn compose(&self, letter: &Letter) -> Result<Vec<u8>, Failure> {
        let words = &letter.message.words;
        let host = self.sender_host();
        let chart = letter.message.chart.as_ref();
        let picture = chart.map(|_| (CHART, words.title.as_str()));
        let plain = MimePart::new("text/plain", text(words));
        let rich = MimePart::new("text/html", html(words, picture));
        let rich = match chart {
            None => rich,
            Some(png) => {
                let png = MimePart::new("image/png", png.clone());
                MimePart::new("multipart/related", vec![rich, png.inline().cid(CHART)])
            }
        };
        let to: Vec<_> = self.target.to.iter().map(|to| address(to)).collect();
        MessageBuilder::new()
            .from(address(&self.target.from))
            .to(Address::new_list(to))
            .subject(words.subject.as_str())
            .date(letter.now.timestamp())
            .message_id(format!("{}@{host}", letter.id))
            .header("Auto-Submitted", Raw::new("auto-generated"))
            .header("List-Id", Raw::new(format!("Plimsoll <plimsoll.{host}>")))
            .header("Content-Language", Raw::new(words.language.code()))
            .body(MimePart::new("multipart/alternative", vec![plain, rich]))
            .write_to_vec()
            .map_err(|error| Failure::Never(format!("the message cannot be written: {error}")))
    }
}

/// `Name <name@host>` as its name and its address.
fn split(written: &str) -> (Option<&str>, &str) {
    match written.split_once('<') {
        Some((name, rest)) => (Some(name.trim()), rest.trim_end_matches('>')),
        None => (None, written),
    }
}

fn address(written: &str) -> Address<'_> {
    let (name, address) = split(written);
    Address::new_address(name.filter(|name| !name.is_empty()), address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_have_a_name() {
        assert_eq!(split("Ops <ops@x.org>"), (Some("Ops"), "ops@x.org"));
        assert_eq!(split("ops@x.org"), (None, "ops@x.org"));
    }
}
