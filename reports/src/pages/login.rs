//! Sign-in: the form, and what went wrong with the last try.

use maud::html;

use super::context::PageContext;
use super::layout::page;
use crate::text::Text;

/// The sign-in form; the token comes from the page's context.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LoginView {
    /// What the reader typed before, to keep it.
    pub name: String,
    /// Where to go afterwards.
    pub next: Option<String>,
    /// Why the last try failed.
    pub failure: Option<LoginFailure>,
}

/// Why signing in failed. It never says whether the name exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoginFailure {
    /// Name or password is wrong.
    Wrong,
    /// Too many tries.
    TooMany {
        /// Minutes to wait.
        wait_minutes: u32,
    },
    /// The form was too old.
    Expired,
}

/// The whole page. The form posts `name`, `password`, `csrf` and `next` to `/login`.
pub fn render(view: &LoginView, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let failure = view.failure.map(|failure| match failure {
        LoginFailure::Wrong => text.t("login-wrong"),
        LoginFailure::TooMany { wait_minutes } => text.count("login-too-many", u64::from(wait_minutes)),
        LoginFailure::Expired => text.t("login-expired"),
    });
    let main = html! {
        div.sign-in {
            h1 { (text.t("login-headline")) }
            @if let Some(failure) = &failure { p.failure #failure role="alert" { (failure) } }
            form method="post" action="/login" {
                input type="hidden" name="csrf" value=(context.csrf);
                @if let Some(next) = &view.next { input type="hidden" name="next" value=(next); }
                label for="name" { (text.t("login-name")) }
                input #name type="text" name="name" value=(view.name) autocomplete="username" required
                    autofocus aria-describedby=[failure.as_ref().map(|_| "failure")];
                label for="password" { (text.t("login-password")) }
                input #password type="password" name="password" autocomplete="current-password" required;
                button type="submit" { (text.t("login-submit")) }
            }
            p.basis { (text.t("login-help")) }
        }
    };
    page(context, None, &text.t("login-headline"), main)
}
