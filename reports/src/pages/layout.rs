//! What every page has around it: header, navigation, notices, footer.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::context::{Notice, PageContext, ThemeChoice};
use super::style;
use crate::Language;
use crate::format::Format;
use crate::text::Text;

/// The sections of the navigation, at fixed addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// `/`
    Fleet,
    /// `/forward`
    Forward,
    /// `/timeline`
    Timeline,
    /// `/alerts`
    Alerts,
    /// `/routing`
    Routing,
    /// `/quality`
    Quality,
    /// `/explain`
    Explain,
}

impl Section {
    /// In the order of the navigation.
    pub const ALL: [Section; 7] = [
        Section::Fleet,
        Section::Forward,
        Section::Timeline,
        Section::Alerts,
        Section::Routing,
        Section::Quality,
        Section::Explain,
    ];

    /// The address.
    pub fn href(self) -> &'static str {
        match self {
            Section::Fleet => "/",
            Section::Forward => "/forward",
            Section::Timeline => "/timeline",
            Section::Alerts => "/alerts",
            Section::Routing => "/routing",
            Section::Quality => "/quality",
            Section::Explain => "/explain",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Section::Fleet => "nav-fleet",
            Section::Forward => "nav-forward",
            Section::Timeline => "nav-timeline",
            Section::Alerts => "nav-alerts",
            Section::Routing => "nav-routing",
            Section::Quality => "nav-quality",
            Section::Explain => "nav-explain",
        }
    }
}

/// Joins a page: `section` is marked as current in the navigation, `title` names the window.
pub(crate) fn page(context: &PageContext, section: Option<Section>, title: &str, main: Markup) -> String {
    let text = Text::new(context.language);
    let markup = html! {
        (DOCTYPE)
        html lang=(context.language.code()) data-theme=(context.theme.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content=(color_scheme(context.theme));
                title { (title) " · Plimsoll" }
                link rel="stylesheet" href=(style_path());
                link rel="icon" type="image/svg+xml" href=(style::mark_path());
            }
            body {
                a.skip href="#main" { (text.t("skip-link")) }
                (header(context, section, text))
                (notices(context, text))
                main #main tabindex="-1" { (main) }
                (footer(context, text))
            }
        }
    };
    markup.into_string()
}

fn style_path() -> &'static str {
    style::style_path()
}

fn color_scheme(theme: ThemeChoice) -> &'static str {
    match theme {
        ThemeChoice::Auto => "light dark",
        ThemeChoice::Light => "light",
        ThemeChoice::Dark => "dark",
    }
}

fn header(context: &PageContext, section: Option<Section>, text: Text) -> Markup {
    html! {
        header.top {
            div.bar {
                a.brand href="/" aria-label=(text.t("brand-label")) {
                    (PreEscaped(style::MARK_INLINE))
                    span.brand-name { "Plimsoll" }
                    @if !context.organisation.is_empty() { span.organisation { (context.organisation) } }
                }
                nav aria-label=(text.t("nav-label")) {
                    ul {
                        @for known in Section::ALL {
                            li { a href=(known.href()) aria-current=[(Some(known) == section).then_some("page")] { (text.t(known.key())) } }
                        }
                    }
                }
                (preferences(context, text))
            }
        }
    }
}

/// Language, colours and sign-out: links and one form, no script.
fn preferences(context: &PageContext, text: Text) -> Markup {
    let back = percent_encoded(&context.path);
    html! {
        div.preferences {
            ul.switch aria-label=(text.t("language-label")) {
                @for language in Language::ALL {
                    li {
                        a href={ "/preferences?lang=" (language.code()) "&back=" (back) } lang=(language.code())
                            hreflang=(language.code()) title=(language.own_name())
                            aria-current=[(language == context.language).then_some("true")] {
                            span aria-hidden="true" { (language.code().to_uppercase()) }
                            span.quiet { (language.own_name()) }
                        }
                    }
                }
            }
            ul.switch aria-label=(text.t("theme-label")) {
                @for choice in ThemeChoice::ALL {
                    @let name = text.t(&format!("theme-{}", choice.code()));
                    li {
                        a href={ "/preferences?theme=" (choice.code()) "&back=" (back) } title=(name)
                            aria-current=[(choice == context.theme).then_some("true")] {
                            span aria-hidden="true" { (theme_sign(choice)) }
                            span.quiet { (name) }
                        }
                    }
                }
            }
            @if let Some(user) = &context.user {
                form.sign-out method="post" action="/logout" {
                    input type="hidden" name="csrf" value=(context.csrf);
                    span.user { (user) }
                    button type="submit" { (text.t("sign-out")) }
                }
            }
        }
    }
}

fn theme_sign(choice: ThemeChoice) -> &'static str {
    match choice {
        ThemeChoice::Auto => "◐",
        ThemeChoice::Light => "○",
        ThemeChoice::Dark => "●",
    }
}

fn notices(context: &PageContext, text: Text) -> Markup {
    html! {
        @if !context.notices.is_empty() {
            aside.notices aria-label=(text.t("notices-label")) {
                @for notice in &context.notices {
                    p.notice.said[matches!(notice, Notice::Said(_))] { (words(notice, context)) }
                }
            }
        }
    }
}

fn words(notice: &Notice, context: &PageContext) -> Markup {
    let text = Text::new(context.language);
    let format = Format::new(context.language);
    let quality = html! { " " a href=(Section::Quality.href()) { (text.t("notice-see-quality")) } };
    match notice {
        Notice::StaleSource {
            source,
            last_success: Some(at),
        } => html! {
            (text.with("notice-stale", &[("source", source.as_str().into()), ("at", format.moment(*at).into())])) (quality)
        },
        Notice::StaleSource {
            source,
            last_success: None,
        } => html! {
            (text.with("notice-never-read", &[("source", source.as_str().into())])) (quality)
        },
        Notice::LowCoverage {
            squad,
            week,
            coverage,
            gate,
        } => html! {
            (text.with("notice-low-coverage", &[
                ("squad", squad.as_str().into()),
                ("week", week.label().into()),
                ("coverage", format.percent(Some(*coverage)).into()),
                ("gate", format.percent(Some(*gate)).into()),
            ])) (quality)
        },
        Notice::ActivityMethod => html! { (text.t("notice-activity")) },
        Notice::NoData => html! { (text.t("notice-no-data")) },
        Notice::Said(said) => html! { (said) },
    }
}

fn footer(context: &PageContext, text: Text) -> Markup {
    let format = Format::new(context.language);
    let as_of = match context.as_of {
        Some(at) => text.with("footer-as-of", &[("at", format.moment(at).into())]),
        None => text.t("footer-no-data"),
    };
    html! {
        footer.bottom {
            p {
                span { (as_of) }
                span { (text.with("footer-rules", &[("version", context.rules_version.as_str().into())])) }
                span { (text.with("footer-data", &[("version", context.data_version.as_str().into())])) }
                a href=(Section::Explain.href()) { (text.t("nav-explain")) }
            }
        }
    }
}

/// Makes any text safe inside a query, byte by byte.
pub(crate) fn percent_encoded(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes()
        .fold(String::with_capacity(text.len()), |mut encoded, byte| {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                    encoded.push(byte as char)
                }
                _ => {
                    // Writing to a String cannot fail.
                    let _ = write!(encoded, "%{byte:02X}");
                }
            }
            encoded
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_survives_inside_a_query() {
        assert_eq!(
            percent_encoded("/squads/a b?x=1&y=é"),
            "%2Fsquads%2Fa%20b%3Fx%3D1%26y%3D%C3%A9"
        );
    }
}
