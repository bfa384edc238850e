//! Which text a mail gets: what staff wrote for its survey, else what they wrote for all, else the shipped one.

use std::collections::BTreeMap;

use domain::language::Language;
use domain::mail::{Filled, MissingValue, Template, fill};
use store::{MailText, MailTextKey, StoreError};

use super::shipped;
use crate::services::Services;

/// Where a text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Staff wrote it for this survey.
    Survey,
    /// Staff wrote it for all surveys.
    General,
    /// It came with the program.
    Shipped,
}

/// The text in force for this mail; `survey` is a slug.
///
/// # Errors
///
/// Those of the database.
pub async fn in_force(
    services: &Services,
    template: Template,
    language: &Language,
    survey: Option<&str>,
) -> Result<(MailText, Origin), StoreError> {
    if template.is_editable() {
        let mut places = vec![(None, Origin::General)];
        if let Some(survey) = survey {
            places.insert(0, (Some(survey.to_owned()), Origin::Survey));
        }
        for (survey, origin) in places {
            let key = MailTextKey { template, language: language.clone(), survey };
            if let Some(text) = services.records.mail_text(&key).await?.map(|stored| stored.text) {
                return Ok((text, origin));
            }
        }
    }
    Ok((shipped::text(template, language), Origin::Shipped))
}

/// The text that would be in force if staff had written none under this key.
///
/// # Errors
///
/// Those of the database.
pub async fn beneath(services: &Services, key: &MailTextKey) -> Result<MailText, StoreError> {
    if key.survey.is_some() {
        return Ok(in_force(services, key.template, &key.language, None).await?.0);
    }
    Ok(shipped::text(key.template, &key.language))
}

/// Which text is meant, when staff may change it and its survey exists, with the survey's slug and German title.
///
/// # Errors
///
/// Those of the database.
pub async fn key(
    services: &Services,
    template: &str,
    language: &str,
    survey: &str,
) -> Result<Option<(MailTextKey, Option<(String, String)>)>, StoreError> {
    let Some(template) = Template::from_name(template).filter(|template| template.is_editable()) else {
        return Ok(None);
    };
    let language = Language::new(language);
    if shipped::spoken(&language) != language {
        return Ok(None);
    }
    let mut named = None;
    if !survey.is_empty() {
        let Some(stored) = services.records.survey(survey).await? else { return Ok(None) };
        let title = stored.survey.title.text(&Language::new("de"), &stored.survey.fallback).to_owned();
        named = Some((stored.survey.slug, title));
    }
    let survey = named.as_ref().map(|(slug, _)| slug.clone());
    Ok(Some((MailTextKey { template, language, survey }, named)))
}

/// What a mail with this text looks like, with made-up values.
pub fn preview(services: &Services, key: &MailTextKey, text: &MailText) -> Option<Filled> {
    let public_url = &services.settings.public_url;
    let stop = format!("{public_url}/mail/stop/BEISPIEL");
    let stop = key.template.can_be_stopped().then_some(stop.as_str());
    written(key.template, &key.language, text, &examples(&key.language, public_url), stop).ok()
}

/// The whole text: filled and, where such mails can be stopped, with the link for that at its end.
///
/// # Errors
///
/// [`MissingValue`].
pub fn written(
    template: Template,
    language: &Language,
    text: &MailText,
    values: &BTreeMap<String, String>,
    stop: Option<&str>,
) -> Result<Filled, MissingValue> {
    let mut filled = fill(template, language, &text.subject, &text.body, values)?;
    if let Some(link) = stop {
        // Filled like any other text, so that it has the direction of its language.
        let hint = BTreeMap::from([
            ("subject".to_owned(), "-".to_owned()),
            ("text".to_owned(), shipped::stop_hint(template, language).to_owned()),
        ]);
        let hint = fill(Template::Notice, language, "{subject}", "{text}", &hint)?;
        filled.body = format!("{}\n{}{link}\n", filled.body, hint.body);
    }
    Ok(filled)
}

/// Values that show what a mail will look like.
pub fn examples(language: &Language, public_url: &str) -> BTreeMap<String, String> {
    let (survey, organisation, until, responsible) = match language.as_str() {
        "ar" => ("ماذا تحتاج جمعيتكم؟", "جمعية المثال (Verein Beispiel e. V.)", "31.03.2027", "أنه مثال، مكتب الاندماج"),
        "tr" => ("Derneğinizin neye ihtiyacı var?", "Örnek Derneği e. V.", "31.03.2027", "Deniz Örnek, Uyum Dairesi"),
        "en" => (
            "What does your organisation need?",
            "Example Association e. V.",
            "31/03/2027",
            "Alex Example, Integration office",
        ),
        _ => (
            "Was braucht Ihre Organisation?",
            "Verein Beispiel e. V.",
            "31.03.2027",
            "Alex Beispiel, Referat für Integration",
        ),
    };
    [
        ("organisation", organisation),
        ("survey", survey),
        ("code", "K7MX-3FQT"),
        ("until", until),
        ("responsible", responsible),
        ("contact", "integration@example.org, 0203 000000"),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .chain([("url".to_owned(), format!("{public_url}/i/BEISPIEL"))])
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_out_stands_at_the_end_in_the_direction_of_the_language() {
        for tag in ["de", "tr", "ar", "en"] {
            let language = Language::new(tag);
            let values = examples(&language, "https://teilhabe.example.org");
            let text = shipped::text(Template::Invitation, &language);
            let filled = written(Template::Invitation, &language, &text, &values, Some("https://a.example/stop"))
                .expect("examples are complete");
            let lines: Vec<&str> = filled.body.lines().collect();
            assert_eq!(lines.last(), Some(&"https://a.example/stop"), "{tag}");
            let hint = lines[lines.len() - 2];
            assert_eq!(hint.starts_with('\u{200F}'), tag == "ar", "{hint}");
            assert!(!filled.body.contains('{') && !filled.subject.contains('{'), "{tag}");
            assert!(values.values().all(|value| filled.body.contains(value.as_str())), "{tag}: every example is shown");
        }
    }
}
