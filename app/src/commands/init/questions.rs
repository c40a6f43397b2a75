//! What `plimsoll init` wants to know. Every question has a default; an end of the input takes them all.

use crate::failure::misuse;
use anyhow::Result;
use model::calendar;
use model::ids::SquadId;
use std::io::{BufRead, Write};

/// Asks on a terminal, or reads answers from a file, line by line.
pub(super) struct Asker<R, W> {
    answers: R,
    screen: W,
    defaults_only: bool,
}

impl<R: BufRead, W: Write> Asker<R, W> {
    /// Reads answers from one side and asks on the other.
    pub(super) fn new(answers: R, screen: W, defaults_only: bool) -> Self {
        Self {
            answers,
            screen,
            defaults_only,
        }
    }

    /// Asks until the answer can be used. An empty answer is the default.
    fn ask<T>(
        &mut self,
        question: &str,
        default: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T> {
        let usual = || read(default).map_err(misuse);
        if self.defaults_only {
            return usual();
        }
        loop {
            write!(self.screen, "{question} [{default}]: ")?;
            self.screen.flush()?;
            let mut answer = String::new();
            if self.answers.read_line(&mut answer)? == 0 {
                writeln!(self.screen)?;
                self.defaults_only = true;
                return usual();
            }
            match answer.trim() {
                "" => return usual(),
                answer => match read(answer) {
                    Ok(value) => return Ok(value),
                    Err(why) => writeln!(self.screen, "  {why}")?,
                },
            }
        }
    }
}

/// What the two files are made from.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wanted {
    pub(super) organisation: String,
    pub(super) time_zone: chrono_tz::Tz,
    pub(super) language: String,
    pub(super) country: Option<String>,
    pub(super) hours_per_day: f64,
    pub(super) squads: Vec<SquadId>,
}

impl Wanted {
    /// Asks for all of it.
    pub(super) fn ask<R: BufRead, W: Write>(asker: &mut Asker<R, W>) -> Result<Self> {
        Ok(Self {
            organisation: asker.ask("Name of the organisation", "My organisation", text)?,
            time_zone: asker.ask(
                "Time zone, where its days begin and end",
                "Europe/Paris",
                time_zone,
            )?,
            language: asker.ask("Language of pages and reports: en or fr", "en", language)?,
            country: asker.ask("Country whose public holidays are free, or none", "FR", country)?,
            hours_per_day: asker.ask("Hours of a working day", "7", hours)?,
            squads: asker.ask("Squads, separated by commas", "payroll, hiring, platform", squads)?,
        })
    }
}

fn text(answer: &str) -> Result<String, String> {
    Ok(answer.to_owned())
}

fn time_zone(answer: &str) -> Result<chrono_tz::Tz, String> {
    answer.parse().map_err(|_| {
        let names = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
        match model::config::nearest(answer, names) {
            Some(near) => format!("{answer:?} is not a time zone; did you mean {near:?}?"),
            None => format!("{answer:?} is not a time zone: write it as Europe/Paris"),
        }
    })
}

fn language(answer: &str) -> Result<String, String> {
    match answer.to_lowercase().as_str() {
        known @ ("en" | "fr") => Ok(known.to_owned()),
        _ => Err(format!(
            "{answer:?} is not a language Plimsoll speaks: write en or fr"
        )),
    }
}

fn country(answer: &str) -> Result<Option<String>, String> {
    let code = answer.to_uppercase();
    if code == "NONE" {
        Ok(None)
    } else if calendar::knows_country(&code) {
        Ok(Some(code))
    } else {
        let known: Vec<_> = calendar::countries().collect();
        Err(format!(
            "the holidays of {answer:?} are not known; known: {}, none",
            known.join(", ")
        ))
    }
}

fn hours(answer: &str) -> Result<f64, String> {
    let hours = answer.replace(',', ".").parse().ok();
    hours
        .filter(|hours| *hours > 0.0 && *hours <= 24.0)
        .ok_or_else(|| format!("{answer:?} is not a number of hours from 0 to 24"))
}

fn squads(answer: &str) -> Result<Vec<SquadId>, String> {
    let names = answer.split(',').map(str::trim).filter(|name| !name.is_empty());
    let squads: Vec<SquadId> = names
        .map(|name| SquadId::new(name.replace(' ', "-")).map_err(|error| error.to_string()))
        .collect::<Result<_, _>>()?;
    if squads.is_empty() {
        return Err("name at least one squad".to_owned());
    }
    Ok(squads)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(answers: &str) -> (Wanted, String) {
        let mut screen = Vec::new();
        let wanted = Wanted::ask(&mut Asker::new(answers.as_bytes(), &mut screen, false)).unwrap();
        (wanted, String::from_utf8(screen).unwrap())
    }

    #[test]
    fn an_empty_answer_and_an_end_of_input_are_the_default() {
        let (wanted, _) = ask("\n\nfr\n");
        assert_eq!(wanted.organisation, "My organisation");
        assert_eq!(wanted.language, "fr");
        assert_eq!(wanted.country.as_deref(), Some("FR"));
        assert_eq!(wanted.squads.len(), 3);
    }

    #[test]
    fn a_wrong_answer_is_explained_and_asked_again() {
        let (wanted, screen) = ask("Acme\nEurope/Pariss\nEurope/Rome\nen\nnone\n7,5\nPay roll, b\n");
        assert!(screen.contains("did you mean \"Europe/Paris\"?"), "{screen}");
        assert_eq!(wanted.time_zone, chrono_tz::Europe::Rome);
        assert_eq!(wanted.country, None);
        assert!((wanted.hours_per_day - 7.5).abs() < 1e-9);
        assert_eq!(wanted.squads[0].as_str(), "Pay-roll");
    }
}
