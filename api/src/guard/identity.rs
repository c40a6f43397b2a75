//! Who asks: somebody with a session cookie, a program with a token, or whoever sits at the machine.

use super::cookies;
use crate::app::App;
use crate::error::ApiError;
use crate::secrets::secret_hash;
use axum::http::{HeaderMap, header};
use axum_extra::extract::CookieJar;
use model::access::{Role, Viewer};

/// Who asks.
pub(crate) enum Identity {
    /// Nobody known.
    Nobody,
    /// A token that is not one, or one no more.
    Refused,
    /// Whoever sits at the machine, on a server without users.
    Local(Viewer),
    /// Somebody who signed in on the page.
    Session(Viewer, String),
    /// A program with an API token.
    Token(Viewer),
}

impl Identity {
    pub(crate) fn role(&self) -> Option<Role> {
        match self {
            Self::Nobody | Self::Refused => None,
            Self::Local(viewer) | Self::Session(viewer, _) | Self::Token(viewer) => Some(viewer.role),
        }
    }

    pub(crate) fn into_parts(self) -> (Option<Viewer>, Option<String>) {
        match self {
            Self::Nobody | Self::Refused => (None, None),
            Self::Local(viewer) | Self::Token(viewer) => (Some(viewer), None),
            Self::Session(viewer, secret) => (Some(viewer), Some(secret)),
        }
    }
}

/// Finds out who asks. A token counts before a cookie.
pub(crate) async fn of(app: &App, headers: &HeaderMap) -> Result<Identity, ApiError> {
    if let Some(viewer) = app.everybody() {
        return Ok(Identity::Local(viewer));
    }
    if let Some(authorization) = headers.get(header::AUTHORIZATION) {
        let Some(secret) = authorization.to_str().ok().and_then(bearer) else {
            return Ok(Identity::Refused);
        };
        let viewer = app.store().token_viewer(&secret_hash(secret), app.now()).await?;
        return Ok(viewer.map_or(Identity::Refused, Identity::Token));
    }
    let jar = CookieJar::from_headers(headers);
    let Some(cookie) = jar.get(cookies::session_name(app)) else {
        return Ok(Identity::Nobody);
    };
    let secret = cookie.value().to_owned();
    let viewer = app
        .store()
        .session_viewer(&secret_hash(&secret), app.now())
        .await?;
    Ok(viewer.map_or(Identity::Nobody, |viewer| Identity::Session(viewer, secret)))
}

fn bearer(authorization: &str) -> Option<&str> {
    let (scheme, secret) = authorization.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
}
