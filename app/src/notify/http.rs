//! HTTP to receivers: one try with a deadline, and what its answer means.
//!
//! What may be tried again: no connection, no answer in time, 408, 425, 429 and 5xx. Everything else that is not a
//! success would be refused the next time too. Redirects are not followed: a receiver's address is what was configured.

use super::Failure;
use super::tls::pem;
use anyhow::{Context, Result};
use reqwest::header::RETRY_AFTER;
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, RequestBuilder, Response, Url};
use std::path::Path;
use std::time::Duration;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(5);
/// How long an answer may take in all.
const ANSWER: Duration = Duration::from_secs(10);
/// The longest patience a receiver can ask for.
const LONGEST: Duration = Duration::from_secs(24 * 3600);
/// So much of an answer is told.
const TOLD: usize = 200;

/// A client that trusts the system's certificates, and one more.
pub(super) fn client(ca_file: Option<&Path>) -> Result<Client> {
    let mut client = Client::builder()
        .http1_only()
        .redirect(Policy::none())
        .connect_timeout(CONNECT)
        .timeout(ANSWER)
        .user_agent(concat!("plimsoll/", env!("CARGO_PKG_VERSION")));
    if let Some(path) = ca_file {
        let certificates = Certificate::from_pem_bundle(&pem(path)?)
            .with_context(|| format!("{} is no certificate (PEM)", path.display()))?;
        for certificate in certificates {
            client = client.add_root_certificate(certificate);
        }
    }
    client.build().context("no HTTP client can be made")
}

/// Sends a request and reads what became of it. Addresses are not repeated: they can be secrets.
pub(super) async fn send(request: RequestBuilder) -> Result<(), Failure> {
    match request.send().await {
        Ok(answer) => judge(answer).await,
        Err(error) => Err(Failure::again(said(error))),
    }
}

async fn judge(answer: Response) -> Result<(), Failure> {
    let status = answer.status();
    if status.is_success() {
        return Ok(());
    }
    let after = answer
        .headers()
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok()?.trim().parse().ok())
        .map(|seconds| Duration::from_secs(seconds).min(LONGEST));
    let body: String = answer
        .text()
        .await
        .unwrap_or_default()
        .chars()
        .take(TOLD)
        .collect();
    let error = format!("the receiver answered {status}: {}", body.trim());
    let again = status.is_server_error() || matches!(status.as_u16(), 408 | 425 | 429);
    match again {
        true => Err(Failure::Again { error, after }),
        false => Err(Failure::Never(error)),
    }
}

/// An error and its causes, without the address.
fn said(error: reqwest::Error) -> String {
    if error.is_timeout() {
        return format!("no answer within {} s", ANSWER.as_secs());
    }
    crate::failure::message(&anyhow::Error::from(error.without_url()))
}

/// The host and port of an address.
pub(super) fn peer(url: &str) -> Option<(String, u16)> {
    let url = Url::parse(url).ok()?;
    Some((url.host_str()?.to_owned(), url.port_or_known_default()?))
}
