//! The trace of a paragraph: survey question, amendments, versions in which it changed, reports, decisions. Each step only as far as
//! the person who asks may see it.

use std::collections::{BTreeMap, HashMap};

use domain::process::fate::Fate;
use domain::process::space::{Standing, ThingKind};
use domain::text::document::{Number, Version};
use domain::text::kind::TextKind;
use domain::text::words::paragraph as difference;
use store::{AmendmentFate, StoreError, TextHead, TextSource};
use uuid::Uuid;

use super::outcome::{decisions, short};
use super::{Services, Space};
use crate::calls::consultation::trace::{
    Change, OriginView, SourceView, TraceAmendment, TraceOf, TraceReport, TraceRow, TraceVersion,
};
use crate::services::people::Person;
use crate::services::surveys::Shelved;
use crate::texts::consultation::FORMER_ACCOUNT;

/// All that traces of a text are made of.
#[derive(Debug)]
pub struct Material {
    head: TextHead,
    versions: Vec<Version>,
    amendments: Vec<AmendmentFate>,
    sources: Vec<TextSource>,
    /// The newest version of every report that the person may see.
    reports: Vec<(TextHead, Version)>,
}

impl Material {
    /// Gathers it.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn of(
        services: &Services,
        space: &Space,
        head: TextHead,
        person: Option<&Person>,
    ) -> Result<Self, StoreError> {
        let amendments = if space.sees(ThingKind::Amendment, Standing::Published, None) {
            services.records.amendment_fates(head.id).await?
        } else {
            Vec::new()
        };
        let mut reports = Vec::new();
        for report in services.records.texts(&head.conference).await? {
            if report.kind != TextKind::Report || report.id == head.id {
                continue;
            }
            if let Some((_, report)) = Space::of_text(services, report.id, person).await?
                && let Some(version) = services.records.version(report.id, report.current).await?
            {
                reports.push((report, version));
            }
        }
        Ok(Self {
            versions: services.records.whole_versions(head.id).await?,
            sources: services.records.sources(head.id).await?,
            amendments,
            reports,
            head,
        })
    }

    /// The newest version.
    pub fn newest(&self) -> Option<&Version> {
        self.versions.last()
    }

    /// Every paragraph of the newest version with the number of its steps.
    pub fn rows(&self) -> Vec<TraceRow> {
        let Some(newest) = self.newest() else { return Vec::new() };
        let changes = self.change_counts();
        let row = |(paragraph, number): (&domain::text::document::Paragraph, Number)| TraceRow {
            id: paragraph.id,
            number,
            words: short(&paragraph.block.text),
            sources: self.sources.iter().filter(|source| source.paragraph == paragraph.id).count(),
            amendments: self.amendments_of(paragraph.id).count(),
            changes: changes.get(&paragraph.id).copied().unwrap_or_default(),
            reports: self.reports_with(paragraph.id).count(),
        };
        newest.content.paragraphs.iter().zip(newest.content.numbers()).map(row).collect()
    }

    /// The whole trace of one paragraph; nothing when no version has it.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn trace(
        &self,
        services: &Services,
        person: Option<&Person>,
        paragraph: Uuid,
    ) -> Result<Option<TraceOf>, StoreError> {
        let last = self.versions.iter().rev().find_map(|version| Some((version, version.content.find(paragraph)?)));
        let Some((version, (at, known))) = last else { return Ok(None) };
        let mut sources = Vec::new();
        for source in self.sources.iter().filter(|source| source.paragraph == paragraph) {
            // A survey that is gone, or not open yet, is named to nobody.
            sources.extend(source_view(services.surveys.get(&source.survey).await?.as_deref(), source));
        }
        let origin = match known.origin {
            None => None,
            Some(origin) => {
                let seen = Space::of_text(services, origin.text, person).await?;
                Some(seen.map(|(_, head)| OriginView {
                    text: head.id,
                    title: head.title,
                    version: origin.version,
                    paragraph: origin.paragraph,
                }))
            }
        };
        let authors: Vec<Uuid> = self.amendments_of(paragraph).map(|amendment| amendment.author).collect();
        let names = services.records.names_of(&authors).await?;
        let reports: Vec<TraceReport> = self.reports_with(paragraph).collect();
        let mut decided = decisions(services, self.head.id).await?;
        let mut asked = Vec::new();
        for report in &reports {
            if !asked.contains(&report.text) {
                asked.push(report.text);
                decided.extend(decisions(services, report.text).await?);
            }
        }
        Ok(Some(TraceOf {
            paragraph,
            number: version.content.numbers().swap_remove(at),
            words: short(&known.block.text),
            last_version: version.number,
            is_there: Some(version.number) == self.newest().map(|newest| newest.number),
            sources,
            origin,
            amendments: self.amendments_of(paragraph).filter_map(|one| amendment_view(one, &names)).collect(),
            versions: self.changes(paragraph),
            reports,
            decisions: decided,
        }))
    }

    fn amendments_of(&self, paragraph: Uuid) -> impl Iterator<Item = &AmendmentFate> {
        let about =
            move |amendment: &&AmendmentFate| amendment.wishes.iter().any(|wish| wish.paragraph() == Some(paragraph));
        self.amendments.iter().filter(about)
    }

    fn reports_with(&self, paragraph: Uuid) -> impl Iterator<Item = TraceReport> {
        self.reports.iter().flat_map(move |(head, version)| {
            let numbers = version.content.numbers();
            let from = version.content.paragraphs.iter().zip(numbers).filter(move |(here, _)| {
                here.origin.is_some_and(|origin| origin.text == self.head.id && origin.paragraph == paragraph)
            });
            from.map(|(here, number)| TraceReport {
                text: head.id,
                title: head.title.clone(),
                version: version.number,
                paragraph: here.id,
                number,
            })
        })
    }

    /// In how many versions after its first each paragraph changed.
    fn change_counts(&self) -> HashMap<Uuid, usize> {
        let mut counts = HashMap::new();
        for two in self.versions.windows(2) {
            let before: HashMap<Uuid, _> =
                two[0].content.paragraphs.iter().map(|paragraph| (paragraph.id, &paragraph.block)).collect();
            for paragraph in &two[1].content.paragraphs {
                if before.get(&paragraph.id).is_some_and(|block| **block != paragraph.block) {
                    *counts.entry(paragraph.id).or_default() += 1;
                }
            }
        }
        counts
    }

    fn changes(&self, paragraph: Uuid) -> Vec<TraceVersion> {
        let mut found = Vec::new();
        let mut before: Option<&str> = None;
        for version in &self.versions {
            let now = version.content.find(paragraph).map(|(_, known)| known.block.text.as_str());
            let (change, pieces) = match (before, now) {
                (None, Some(_)) => (Change::Began, Vec::new()),
                (Some(old), Some(new)) if old != new => (Change::Changed, difference(old, new)),
                (Some(_), None) => (Change::Ended, Vec::new()),
                _ => continue,
            };
            let reason = version.reason.clone();
            found.push(TraceVersion { number: version.number, at: version.at, reason, change, pieces });
            before = now;
        }
        found
    }
}

/// A question as it is shown; nothing when its survey is not for the public.
fn source_view(survey: Option<&Shelved>, source: &TextSource) -> Option<SourceView> {
    let shelved = survey.filter(|shelved| shelved.stored.state != store::SurveyState::Draft)?;
    let survey = shelved.narrowed(&domain::language::Language::new("de"));
    let question = survey.questions().find(|question| question.code == source.question)?;
    Some(SourceView {
        survey: source.survey.clone(),
        question: source.question.clone(),
        survey_title: survey.title.only().to_owned(),
        question_text: domain::language::plain(question.text.only()),
    })
}

fn amendment_view(amendment: &AmendmentFate, names: &BTreeMap<Uuid, String>) -> Option<TraceAmendment> {
    Some(TraceAmendment {
        id: amendment.id,
        name: names.get(&amendment.author).cloned().unwrap_or_else(|| FORMER_ACCOUNT.to_owned()),
        at: amendment.at,
        reason: short(&amendment.reason),
        fate: Fate::of_amendment(&amendment.state)?,
    })
}
