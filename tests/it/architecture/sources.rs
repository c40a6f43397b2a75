//! The "only" sentences that cargo cannot see: what code does, not what it is built with.

use super::reader::{Source, sources, texts};

/// Lines of product code, outside of the named crates, that hold one of the words.
fn uses(words: &[&str], but: &[&str]) -> Vec<String> {
    let holds = |line: &str| words.iter().any(|word| line.contains(word));
    product(but)
        .iter()
        .flat_map(|source| {
            let code = source.product_code();
            let lines = code.lines().enumerate().filter(|(_, line)| holds(line));
            lines
                .map(|(at, line)| format!("{}:{}: {}", source.path, at + 1, line.trim()))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Texts of product code, outside of the named crates, that look like something.
fn texts_that(look: impl Fn(&str) -> bool, but: &[&str]) -> Vec<String> {
    product(but)
        .iter()
        .flat_map(|source| {
            let found = texts(&source.product_code())
                .into_iter()
                .filter(|text| look(&text.trim().to_lowercase()));
            found
                .map(|text| format!("{}: {text:?}", source.path))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn product(but: &[&str]) -> Vec<Source> {
    let all = sources().into_iter();
    all.filter(|source| !source.is_test() && !but.contains(&source.member.as_str()))
        .collect()
}

fn none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}, but:\n{}", found.join("\n"));
}

#[test]
fn only_app_reads_the_clock() {
    let clocks = ["Utc::now", "Local::now", "SystemTime::now", "OffsetDateTime::now"];
    none(&uses(&clocks, &["app"]), "only app reads the clock");
    assert!(
        !uses(&clocks, &[]).is_empty(),
        "nobody reads the clock: the search finds nothing"
    );
}

#[test]
fn only_app_reads_the_environment_and_configuration() {
    let words = [
        "env::var",
        "env::args",
        "env::vars",
        "env::current_dir",
        "env::home_dir",
        "config::parse(",
    ];
    none(
        &uses(&words, &["app"]),
        "only app reads the environment and plimsoll.toml",
    );
    assert!(
        !uses(&words, &[]).is_empty(),
        "nobody reads the environment: the search finds nothing"
    );
}

#[test]
fn model_reports_and_api_open_no_files() {
    let words = ["std::fs", "tokio::fs", "File::open", "File::create"];
    none(
        &uses(&words, &["app", "collectors", "store", "analytics"]),
        "files are not for model, reports and api",
    );
    let network = ["std::net::Tcp", "TcpStream", "UdpSocket", "std::process::"];
    none(
        &uses(&network, &["app", "api", "collectors"]),
        "model, store, analytics and reports open no connection",
    );
}

#[test]
fn model_and_reports_wait_for_nothing() {
    none(
        &uses(
            &["async fn", ".await", "std::thread", "Instant::now"],
            &["app", "api", "store", "collectors", "analytics"],
        ),
        "model and reports are pure",
    );
}

#[test]
fn only_store_knows_sql() {
    none(&texts_that(is_sql, &["store"]), "only store knows SQL");
    assert!(
        texts_that(is_sql, &[]).len() > 20,
        "no SQL in store: the search finds nothing"
    );
}

fn is_sql(text: &str) -> bool {
    let words: Vec<_> = text.split_whitespace().collect();
    let has = |word: &str| words.contains(&word);
    match words.as_slice() {
        ["select", ..] => has("from"),
        ["insert", "into", ..]
        | ["delete", "from", ..]
        | ["create" | "drop" | "alter", "table" | "index", ..] => true,
        ["update", ..] => has("set"),
        ["with", _, "as", ..] | ["pragma", ..] => true,
        _ => false,
    }
}

#[test]
fn only_reports_know_html_and_svg() {
    let marks = [
        "<svg",
        "<html",
        "<!doctype",
        "<div",
        "<p>",
        "<table",
        "<span",
        "<body",
    ];
    let is_markup = |text: &str| marks.iter().any(|mark| text.contains(mark));
    none(
        &texts_that(is_markup, &["reports"]),
        "only reports know HTML and SVG",
    );
    none(&uses(&["html!"], &["reports"]), "only reports know HTML and SVG");
}

#[test]
fn nothing_in_the_product_gives_up_where_it_could_explain() {
    let words = [
        ".unwrap()",
        ".expect(",
        "panic!(",
        concat!("to", "do!("),
        "unimplemented!(",
        "dbg!(",
    ];
    none(&uses(&words, &[]), "errors are told, not panicked about");
}

#[test]
fn lints_are_expected_with_a_reason_never_allowed() {
    none(
        &uses(&["#[allow(", "#![allow("], &[]),
        "an exception is #[expect(lint, reason = \"…\")]",
    );
}

#[test]
fn the_search_for_sql_knows_it_from_english() {
    for sql in [
        "select id from t",
        "insert into t values ($1)",
        "update t set a = 1",
        "delete from t",
        "pragma x",
    ] {
        assert!(is_sql(sql), "{sql}");
    }
    for english in [
        "select a squad",
        "update the figures",
        "with --config file",
        "insert a row",
        "create one",
    ] {
        assert!(!is_sql(english), "{english}");
    }
}
