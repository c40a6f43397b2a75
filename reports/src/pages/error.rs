//! When something goes wrong: what, where, and what to do.

use maud::html;

use super::context::PageContext;
use super::layout::page;
use crate::text::Text;

/// A problem.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorView {
    /// The HTTP status.
    pub status: u16,
    /// What kind of problem it is.
    pub kind: ProblemKind,
    /// What exactly, in one sentence; from the server, in English.
    pub detail: Option<String>,
    /// Where: the address that was asked for.
    pub place: String,
    /// A number to quote to an administrator.
    pub reference: Option<String>,
}

/// The kinds of problems a page can speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// The address or a filter is wrong.
    BadRequest,
    /// Sign-in is needed.
    SignInNeeded,
    /// The reader may not see this.
    Forbidden,
    /// There is nothing there.
    NotFound,
    /// Too much asked in too little time.
    TooMany,
    /// A defect on our side.
    Internal,
    /// The data cannot be read for now.
    Unavailable,
}

impl ProblemKind {
    fn key(self) -> &'static str {
        match self {
            ProblemKind::BadRequest => "bad-request",
            ProblemKind::SignInNeeded => "sign-in",
            ProblemKind::Forbidden => "forbidden",
            ProblemKind::NotFound => "not-found",
            ProblemKind::TooMany => "too-many",
            ProblemKind::Internal => "internal",
            ProblemKind::Unavailable => "unavailable",
        }
    }
}

/// The whole page.
pub fn render(view: &ErrorView, context: &PageContext) -> String {
    let text = Text::new(context.language);
    let what = text.t(&format!("problem-{}", view.kind.key()));
    let main = html! {
        div.headline {
            p.eyebrow { (view.status) }
            h1 { (what) }
            @if let Some(detail) = &view.detail { p.lead { (detail) } }
        }
        dl.fields {
            dt { (text.t("problem-where")) } dd { code { (view.place) } }
            dt { (text.t("problem-what-to-do")) } dd { (text.t(&format!("problem-do-{}", view.kind.key()))) }
            @if let Some(reference) = &view.reference {
                dt { (text.t("problem-reference")) } dd { code { (reference) } }
            }
        }
        p {
            @if view.kind == ProblemKind::SignInNeeded { a href="/login" { (text.t("login-headline")) } " · " }
            a href="/" { (text.t("problem-home")) }
        }
    };
    page(context, None, &what, main)
}
