//! Where a request comes from: this machine, a page of this server, or somewhere else.

use super::forms;
use super::identity::Identity;
use crate::error::ApiError;
use axum::http::{HeaderMap, Method, Uri, header};
use std::net::IpAddr;

/// Headers that proxies add: with one of them the client is not the machine itself.
const FORWARDED: [&str; 4] = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

/// Refuses other names than the machine's own: a page of another site can have its name point at 127.0.0.1
/// (DNS rebinding), but not change the Host header that the browser then sends.
pub(super) fn is_this_machine(headers: &HeaderMap, uri: &Uri) -> Result<(), ApiError> {
    let host = host(headers, uri).map(name_of).unwrap_or_default();
    let address = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<IpAddr>();
    let own = host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback());
    if own { Ok(()) } else { Err(ApiError::Misdirected) }
}

/// Whether the request was made on the machine itself, and not handed on by a proxy that runs there.
pub(super) fn is_from_here(client: Option<IpAddr>, headers: &HeaderMap) -> bool {
    client.is_some_and(|client| client.is_loopback())
        && FORWARDED.iter().all(|name| !headers.contains_key(*name))
}

/// Refuses changes that another site's page makes a browser send. Programs with a token are no browsers.
/// Changes through `/api/` in a session also need the form token, in the header `X-CSRF-Token`; forms carry it
/// in their body, where their handlers check it.
pub(super) fn is_own_page(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    identity: &Identity,
) -> Result<(), ApiError> {
    let changes = !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    if !changes || matches!(identity, Identity::Token(_)) {
        return Ok(());
    }
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let own = match (text("sec-fetch-site"), text("origin")) {
        // Pages cannot set this header; a proxy that renames the server does not touch it.
        (Some(site), _) => ["same-origin", "none"].contains(&site),
        (None, Some(origin)) => {
            let authority = origin.split_once("://").map(|(_, authority)| authority);
            authority.is_some() && authority == host(headers, uri)
        }
        (None, None) => true,
    };
    if !own {
        return Err(ApiError::Forbidden(
            "this change was sent by a page of another site".to_owned(),
        ));
    }
    match identity {
        Identity::Session(_, secret) if uri.path().starts_with("/api/") => {
            forms::check(Some(secret), text("x-csrf-token"))
        }
        _ => Ok(()),
    }
}

fn host<'a>(headers: &'a HeaderMap, uri: &'a Uri) -> Option<&'a str> {
    let header = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    header.or_else(|| uri.authority().map(|authority| authority.as_str()))
}

/// The host without its port.
fn name_of(host: &str) -> &str {
    if host.starts_with('[') {
        return host.split_inclusive(']').next().unwrap_or(host);
    }
    host.split(':').next().unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_str(value).unwrap()))
            .collect()
    }

    #[test]
    fn only_the_machines_own_names_are_taken() {
        let takes = |host: &str| is_this_machine(&headers(&[("host", host)]), &Uri::from_static("/")).is_ok();
        for own in [
            "localhost",
            "LOCALHOST:8080",
            "127.0.0.1:8080",
            "127.1.2.3",
            "[::1]:8080",
            "[::1]",
        ] {
            assert!(takes(own), "{own}");
        }
        for other in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example:80",
            "10.0.0.1",
            "",
            "[::2]",
        ] {
            assert!(!takes(other), "{other}");
        }
    }

    #[test]
    fn a_change_comes_from_an_own_page() {
        let takes = |pairs: &[(&'static str, &str)]| {
            let mut all = headers(pairs);
            all.insert("host", HeaderValue::from_static("plimsoll.example"));
            is_own_page(
                &Method::POST,
                &Uri::from_static("/login"),
                &all,
                &Identity::Nobody,
            )
            .is_ok()
        };
        assert!(takes(&[]), "a program");
        assert!(takes(&[
            ("origin", "https://plimsoll.example"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(!takes(&[("origin", "https://evil.example")]));
        assert!(!takes(&[("origin", "null")]));
        assert!(!takes(&[("sec-fetch-site", "cross-site")]));
        assert!(!takes(&[("sec-fetch-site", "same-site")]), "a neighbour's page");
    }

    #[test]
    fn a_proxy_on_the_machine_is_not_the_machine() {
        let here = Some("127.0.0.1".parse().unwrap());
        assert!(is_from_here(here, &headers(&[])));
        assert!(!is_from_here(
            here,
            &headers(&[("x-forwarded-for", "203.0.113.9")])
        ));
        assert!(!is_from_here(Some("203.0.113.9".parse().unwrap()), &headers(&[])));
        assert!(!is_from_here(None, &headers(&[])));
    }
}
