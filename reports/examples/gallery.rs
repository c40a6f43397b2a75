//! Writes every chart and page of the made-up company to a folder, to be looked at:
//! `cargo run -p reports --example gallery -- /tmp/gallery`.

use std::error::Error;
use std::fs;
use std::path::Path;

use reports::charts::{
    ChartStyle, Theme, ages, backlog, fleet, forward_load, hours, load_line, png, routing_flows, timeline,
};
use reports::pages::{self, PageContext, ThemeChoice};
use reports::samples::{self, charts, pages as sample};
use reports::{Grain, Language, ReportError};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "gallery".to_owned());
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("charts"))?;
    for theme in Theme::ALL {
        for language in Language::ALL {
            for (name, svg) in draw(theme, language)? {
                let name = format!("charts/{name}.{}.{}", theme.code(), language.code());
                fs::write(folder.join(format!("{name}.svg")), &svg)?;
                fs::write(folder.join(format!("{name}.png")), png(&svg, 1.5)?)?;
            }
        }
    }
    for theme in [ThemeChoice::Light, ThemeChoice::Dark] {
        for language in Language::ALL {
            for (name, html) in write(&sample::context(language, theme)) {
                let name = format!("{name}.{}.{}.html", theme.code(), language.code());
                fs::write(folder.join(name), local(&html, language))?;
            }
        }
    }
    for asset in pages::assets() {
        fs::create_dir_all(folder.join("assets"))?;
        fs::write(folder.join(asset.path.trim_start_matches('/')), &asset.bytes)?;
    }
    Ok(())
}

/// Turns the addresses of a page into those of the gallery's files.
fn local(html: &str, language: Language) -> String {
    let mut html = html.replace("\"/assets/", "\"assets/");
    for name in [
        "load-line",
        "hours",
        "backlog",
        "ages",
        "timeline",
        "routing-flows",
        "forward-load",
        "timeline",
    ] {
        for ending in ["svg", "png"] {
            let address = format!("/charts/{name}.{ending}?");
            while let Some(at) = html.find(&address) {
                let stop = html[at..].find('"').map_or(html.len(), |quote| at + quote);
                let dark = html[at..stop].contains("theme=dark");
                let theme = if dark { Theme::Dark } else { Theme::Light };
                let file = format!("charts/{name}.{}.{}.{ending}", theme.code(), language.code());
                html.replace_range(at..stop, &file);
            }
        }
    }
    html
}

fn draw(theme: Theme, language: Language) -> Result<Vec<(&'static str, String)>, ReportError> {
    let style = |size| ChartStyle::new(theme, language, size);
    let ships = charts::fleet();
    let rows = charts::timeline();
    let ahead = samples::forward::forward_load();
    Ok(vec![
        (
            "load-line",
            load_line::svg(&charts::load_line(Grain::Week, 104), &style(load_line::SIZE))?,
        ),
        (
            "load-line-8",
            load_line::svg(&charts::load_line(Grain::Week, 8), &style(load_line::SIZE))?,
        ),
        (
            "load-line-26",
            load_line::svg(&charts::load_line(Grain::Week, 26), &style(load_line::SIZE))?,
        ),
        (
            "load-line-520",
            load_line::svg(&charts::load_line(Grain::Week, 520), &style(load_line::SIZE))?,
        ),
        (
            "hours",
            hours::svg(&charts::hours(Grain::Week, 104), &style(hours::SIZE))?,
        ),
        (
            "hours-520",
            hours::svg(&charts::hours(Grain::Week, 520), &style(hours::SIZE))?,
        ),
        (
            "hours-month",
            hours::svg(&charts::hours(Grain::Month, 12), &style(hours::SIZE))?,
        ),
        (
            "backlog",
            backlog::svg(&charts::backlog(Grain::Week, 52), &style(backlog::SIZE))?,
        ),
        (
            "ages",
            ages::svg(&charts::ages(Grain::Week, 52), &style(ages::SIZE))?,
        ),
        (
            "fleet",
            fleet::svg(&ships, &style(fleet::size(ships.ships.len())))?,
        ),
        (
            "forward-load",
            forward_load::svg(&ahead, &style(forward_load::size(ahead.bars.len())))?,
        ),
        ("timeline", timeline::svg(&rows, &style(timeline::size(14, 4)))?),
        (
            "routing-flows",
            routing_flows::svg(&samples::routing::flows(14), &style(routing_flows::size(14)))?,
        ),
    ])
}

fn write(context: &PageContext) -> Vec<(&'static str, String)> {
    let quiet = PageContext {
        notices: Vec::new(),
        ..context.clone()
    };
    vec![
        ("fleet", pages::fleet::render(&sample::fleet(), &quiet)),
        ("squad", pages::squad::render(&samples::squad(), &quiet)),
        ("tribe", pages::tribe::render(&sample::tribe(), &quiet)),
        (
            "forward",
            pages::forward::render(&samples::forward::forward(), &quiet),
        ),
        ("timeline", pages::timeline::render(&samples::timeline(), &quiet)),
        ("alerts", pages::alerts::render(&sample::alerts(), &quiet)),
        ("quality", pages::quality::render(&sample::quality(), context)),
        ("drill", pages::drill::render(&sample::drill(), &quiet)),
        ("ticket", pages::ticket::render(&sample::ticket(), &quiet)),
        (
            "routing",
            pages::routing::render(&samples::routing::page(), &quiet),
        ),
        ("explain", pages::explain::render(&sample::explain(), &quiet)),
        (
            "login",
            pages::login::render(
                &sample::login(),
                &PageContext {
                    user: None,
                    ..quiet.clone()
                },
            ),
        ),
        ("error", pages::error::render(&sample::error(), &quiet)),
    ]
}
