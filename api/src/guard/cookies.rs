//! The cookies: one for the session, one for the form before it, two for the reader's choices.

use crate::app::Inner;
use axum_extra::extract::cookie::{Cookie, SameSite};

/// Hours after which somebody signs in again.
pub(crate) const SESSION_HOURS: i64 = 12;
const SESSION_SECONDS: u64 = 12 * 3600;
const VISIT_SECONDS: u64 = 3600;
const YEAR_SECONDS: u64 = 365 * 24 * 3600;

/// The reader's language.
pub(crate) const LANGUAGE: &str = "plimsoll_lang";
/// The reader's colours.
pub(crate) const THEME: &str = "plimsoll_theme";

/// The name of the session cookie. Over TLS browsers hold it to this host and to TLS by its name.
pub(crate) fn session_name(app: &Inner) -> &'static str {
    if app.services.secure_cookies {
        "__Host-plimsoll_session"
    } else {
        "plimsoll_session"
    }
}

/// The name of the cookie that ties the sign-in form to a browser.
pub(crate) fn visit_name(app: &Inner) -> &'static str {
    if app.services.secure_cookies {
        "__Host-plimsoll_visit"
    } else {
        "plimsoll_visit"
    }
}

/// The session's secret.
pub(crate) fn session(app: &Inner, secret: String) -> Cookie<'static> {
    build(app, session_name(app), secret, SESSION_SECONDS, true)
}

/// The secret of the sign-in form.
pub(crate) fn visit(app: &Inner, secret: String) -> Cookie<'static> {
    build(app, visit_name(app), secret, VISIT_SECONDS, true)
}

/// A choice of the reader.
pub(crate) fn choice(app: &Inner, name: &'static str, value: String) -> Cookie<'static> {
    build(app, name, value, YEAR_SECONDS, false)
}

/// Takes a cookie away.
pub(crate) fn gone(app: &Inner, name: &'static str) -> Cookie<'static> {
    build(app, name, String::new(), 0, true)
}

fn build(app: &Inner, name: &'static str, value: String, seconds: u64, secret: bool) -> Cookie<'static> {
    let seconds = std::time::Duration::from_secs(seconds);
    let mut cookie = Cookie::new(name, value);
    cookie.set_path("/");
    cookie.set_http_only(secret);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(app.services.secure_cookies);
    // A duration of at most a year.
    cookie.set_max_age(seconds.try_into().ok());
    cookie
}
