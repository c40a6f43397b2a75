//! What kind of work a ticket is, and why (section 3 of the book).

use crate::config::{ClassificationRule, Condition, OneOrMany};
use crate::ids::{RuleId, SourceId};
use crate::records::TicketFields;
use regex::Regex;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// What kind of work a ticket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Category {
    /// Keeping the lights on.
    Maintenance,
    /// Something that was not there before.
    New,
    /// Something there, made better.
    Improve,
    /// Tools and ways of working.
    Productivity,
    /// Meetings, management, training.
    Overhead,
    /// No rule matched.
    Uncategorised,
}

impl Category {
    /// Every category, in the order of charts.
    pub const ALL: [Self; 6] = [
        Self::Maintenance,
        Self::New,
        Self::Improve,
        Self::Productivity,
        Self::Overhead,
        Self::Uncategorised,
    ];

    /// The book's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Maintenance => "maintenance",
            Self::New => "new",
            Self::Improve => "improve",
            Self::Productivity => "productivity",
            Self::Overhead => "overhead",
            Self::Uncategorised => "uncategorised",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Category {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|category| category.word() == text)
            .ok_or_else(|| format!("{text:?} is not a category"))
    }
}

/// Which kind of maintenance, in the words of ISO/IEC/IEEE 14764 where they fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaintenanceType {
    /// A defect is mended.
    Corrective,
    /// A defect is mended now.
    Emergency,
    /// A defect is kept from coming.
    Preventive,
    /// The world around changed.
    Adaptive,
    /// Somebody is helped.
    UserSupport,
    /// It is kept running.
    Operations,
}

impl MaintenanceType {
    /// Every type.
    pub const ALL: [Self; 6] = [
        Self::Corrective,
        Self::Emergency,
        Self::Preventive,
        Self::Adaptive,
        Self::UserSupport,
        Self::Operations,
    ];

    /// The book's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Corrective => "corrective",
            Self::Emergency => "emergency",
            Self::Preventive => "preventive",
            Self::Adaptive => "adaptive",
            Self::UserSupport => "user_support",
            Self::Operations => "operations",
        }
    }
}

impl fmt::Display for MaintenanceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for MaintenanceType {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.word() == text)
            .ok_or_else(|| format!("{text:?} is not a maintenance type"))
    }
}

/// What a ticket is, and the rule that says so.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Classification {
    /// What kind of work.
    pub category: Category,
    /// Which kind of maintenance.
    pub maintenance_type: Option<MaintenanceType>,
    /// The rule that matched; none for what matches no rule.
    pub rule: Option<RuleId>,
    /// Whether it is the parent's, for a subtask that matches no rule.
    pub inherited: bool,
}

impl Classification {
    /// What matches no rule.
    #[must_use]
    pub fn uncategorised() -> Self {
        Self {
            category: Category::Uncategorised,
            maintenance_type: None,
            rule: None,
            inherited: false,
        }
    }
}

/// The rules, ready to be asked.
#[derive(Debug, Clone)]
pub struct Classifier {
    rules: Vec<(Matcher, ClassificationRule)>,
}

impl Classifier {
    /// Prepares rules.
    ///
    /// # Errors
    /// When a title pattern is not a regular expression; [`crate::config::parse`] has refused it before.
    pub fn new(rules: &[ClassificationRule]) -> Result<Self, regex::Error> {
        let rules = rules
            .iter()
            .map(|rule| Ok((Matcher::new(&rule.when)?, rule.clone())))
            .collect::<Result<_, regex::Error>>()?;
        Ok(Self { rules })
    }

    /// The first rule that matches, or what the parent is, or `uncategorised`.
    #[must_use]
    pub fn classify(
        &self,
        source: &SourceId,
        title: &str,
        fields: &TicketFields,
        parent: Option<&Classification>,
    ) -> Classification {
        let matched = self
            .rules
            .iter()
            .find(|(matcher, _)| matcher.holds(source, title, fields));
        match (matched, parent) {
            (Some((_, rule)), _) => Classification {
                category: rule.category,
                maintenance_type: rule.maintenance_type,
                rule: Some(rule.id.clone()),
                inherited: false,
            },
            (None, Some(parent)) => Classification {
                inherited: parent.rule.is_some(),
                ..parent.clone()
            },
            (None, None) => Classification::uncategorised(),
        }
    }
}

/// A condition with its pattern compiled.
#[derive(Debug, Clone)]
pub(crate) struct Matcher {
    when: Condition,
    title: Option<Regex>,
}

impl Matcher {
    pub(crate) fn new(when: &Condition) -> Result<Self, regex::Error> {
        let title = when.title.as_deref().map(Regex::new).transpose()?;
        Ok(Self {
            when: when.clone(),
            title,
        })
    }

    pub(crate) fn holds(&self, source: &SourceId, title: &str, fields: &TicketFields) -> bool {
        let when = &self.when;
        one(&when.source, Some(source.as_str()))
            && one(&when.project, fields.project.as_deref())
            && one(&when.kind, fields.kind.as_deref())
            && any(&when.label, &fields.labels)
            && any(&when.component, &fields.components)
            && one(&when.priority, fields.priority.as_deref())
            && self.title.as_ref().is_none_or(|pattern| pattern.is_match(title))
            && one(&when.reporter_group, fields.reporter_group.as_deref())
            && one(&when.initiative, fields.initiative.as_deref())
            && when
                .fields
                .iter()
                .all(|(name, values)| one(values, fields.custom.get(name).map(String::as_str)))
    }
}

fn one(wanted: &OneOrMany, found: Option<&str>) -> bool {
    wanted.0.is_empty() || found.is_some_and(|found| wanted.0.iter().any(|value| value == found))
}

fn any(wanted: &OneOrMany, found: &[String]) -> bool {
    wanted.0.is_empty() || found.iter().any(|found| wanted.0.contains(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classifier() -> Classifier {
        let rule = |id: &str, category, when| ClassificationRule {
            id: RuleId::new(id).unwrap(),
            category,
            maintenance_type: (category == Category::Maintenance).then_some(MaintenanceType::Corrective),
            when,
        };
        let is = |value: &str| OneOrMany(vec![value.to_owned()]);
        Classifier::new(&[
            rule(
                "urgent",
                Category::Maintenance,
                Condition {
                    title: Some("(?i)^urgent".into()),
                    ..Condition::default()
                },
            ),
            rule(
                "bug",
                Category::Maintenance,
                Condition {
                    kind: is("Bug"),
                    project: is("PAY"),
                    ..Condition::default()
                },
            ),
            rule(
                "all-of-pay",
                Category::New,
                Condition {
                    project: is("PAY"),
                    ..Condition::default()
                },
            ),
        ])
        .unwrap()
    }

    fn fields(project: &str, kind: &str) -> TicketFields {
        TicketFields {
            project: Some(project.into()),
            kind: Some(kind.into()),
            ..TicketFields::default()
        }
    }

    fn rule_of(title: &str, fields: &TicketFields, parent: Option<&Classification>) -> Option<String> {
        let source = SourceId::new("s").unwrap();
        classifier()
            .classify(&source, title, fields, parent)
            .rule
            .map(String::from)
    }

    #[test]
    fn the_first_match_wins_and_every_key_must_hold() {
        assert_eq!(rule_of("x", &fields("PAY", "Bug"), None).as_deref(), Some("bug"));
        assert_eq!(
            rule_of("x", &fields("PAY", "Story"), None).as_deref(),
            Some("all-of-pay")
        );
        assert_eq!(
            rule_of("Urgent: x", &fields("HR", "Story"), None).as_deref(),
            Some("urgent")
        );
        assert_eq!(rule_of("x", &fields("HR", "Bug"), None), None);
    }

    #[test]
    fn a_subtask_without_a_match_takes_its_parents() {
        let source = SourceId::new("s").unwrap();
        let parent = classifier().classify(&source, "x", &fields("PAY", "Bug"), None);
        let child = classifier().classify(&source, "x", &fields("HR", "Task"), Some(&parent));
        assert_eq!((child.category, child.inherited), (Category::Maintenance, true));
        let own = classifier().classify(&source, "x", &fields("PAY", "Task"), Some(&parent));
        assert_eq!((own.category, own.inherited), (Category::New, false));
    }
}
