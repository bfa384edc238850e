//! Interface texts. Each language is a folder in `app/locales`; a text missing there does not compile.
//!
//! Placeholders stand in braces and are filled by [`fill`]; whatever depends on a number is a [`Plural`].

use domain::language::Language;
use domain::problem::ProblemKind;

#[path = "../locales/de/agreement.rs"]
pub mod agreement;
#[path = "../locales/de/amendments.rs"]
pub mod amendments;
#[path = "../locales/ar/public.rs"]
mod ar;
#[path = "../locales/ar/invitation.rs"]
mod ar_invitation;
#[path = "../locales/de/audit.rs"]
pub mod audit;
#[path = "../locales/de/comments.rs"]
pub mod comments;
#[path = "../locales/de/consultation.rs"]
pub mod consultation;
#[path = "../locales/de/public.rs"]
mod de;
#[path = "../locales/de/invitation.rs"]
mod de_invitation;
#[path = "../locales/en/public.rs"]
mod en;
#[path = "../locales/en/invitation.rs"]
mod en_invitation;
#[path = "../locales/de/inviting.rs"]
pub mod inviting;
#[path = "../locales/de/meetings.rs"]
pub mod meetings;
#[path = "../locales/de/notices.rs"]
pub mod notices;
#[path = "../locales/de/office.rs"]
pub mod office;
#[path = "../locales/de/office_mail.rs"]
pub mod office_mail;
#[path = "../locales/de/organisations.rs"]
pub mod organisations;
#[path = "../locales/de/outcome.rs"]
pub mod outcome;
#[path = "../locales/de/people.rs"]
pub mod people;
#[path = "../locales/de/protection.rs"]
pub mod protection;
pub mod stop;
#[path = "../locales/de/tags.rs"]
pub mod tags;
#[path = "../locales/tr/public.rs"]
mod tr;
#[path = "../locales/tr/invitation.rs"]
mod tr_invitation;
#[path = "../locales/de/votes.rs"]
pub mod votes;

/// The languages of the public pages, in the order in which they are offered, each named in itself.
pub const LANGUAGES: [(&str, &str); 4] = [("de", "Deutsch"), ("tr", "Türkçe"), ("ar", "العربية"), ("en", "English")];

/// Everything a respondent or visitor may read that is not part of a survey.
#[derive(Debug)]
pub struct Texts {
    pub language: &'static str,
    pub choose_language: &'static str,
    pub skip_to_content: &'static str,
    pub product_of: &'static str,
    pub sign_in: &'static str,
    pub office: &'static str,
    pub demo_note: &'static str,
    pub consultations: &'static str,
    pub imprint_note: &'static str,

    pub home_title: &'static str,
    pub home_lead: &'static str,
    pub open_now: &'static str,
    pub nothing_open: &'static str,
    pub nothing_open_hint: &'static str,
    pub survey: &'static str,
    pub take_part: &'static str,
    /// On the card of a consultation.
    pub join_in: &'static str,
    pub open_until: &'static str,
    pub minutes: Plural,
    pub languages: Plural,
    pub questions: Plural,

    pub begin: &'static str,
    pub go_on: &'static str,
    pub about_this_survey: &'static str,
    pub duration: &'static str,
    pub what_happens: &'static str,
    pub when_results: &'static str,
    pub who_is_responsible: &'static str,
    pub whom_to_ask: &'static str,
    pub anonymity: &'static str,
    pub anonymous: &'static str,
    pub pseudonymous: &'static str,
    pub named: &'static str,
    pub pause_hint: &'static str,

    pub page_of: &'static str,
    pub review_step: &'static str,
    pub next: &'static str,
    pub back: &'static str,
    pub to_review: &'static str,
    pub required: &'static str,
    pub other_text: &'static str,
    pub choose: &'static str,
    pub choose_up_to: &'static str,
    pub choose_between: &'static str,
    pub choose_at_least: &'static str,
    pub several_possible: &'static str,
    pub saved: &'static str,
    pub not_saved: &'static str,
    pub more_questions: &'static str,
    pub problems_title: Plural,
    pub problems_hint: &'static str,

    pub review_title: &'static str,
    pub review_lead: &'static str,
    pub no_answer: &'static str,
    pub change: &'static str,
    pub change_page: &'static str,
    pub submit: &'static str,
    pub submitting: &'static str,
    pub offline: &'static str,
    pub send_failed: &'static str,
    /// Answered quicker than people are.
    pub too_quick: &'static str,
    /// Label of the field that people do not see.
    pub trap: &'static str,
    /// That field was filled in.
    pub trapped: &'static str,

    pub thanks_title: &'static str,
    pub thanks_lead: &'static str,
    pub receipt_title: &'static str,
    pub receipt_hint: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub what_next: &'static str,
    pub fill_again: &'static str,
    pub to_home: &'static str,

    pub not_found_title: &'static str,
    pub not_found_lead: &'static str,
    pub closed_title: &'static str,
    pub closed_lead: &'static str,
    pub failed_title: &'static str,
    pub failed_lead: &'static str,
    pub try_again: &'static str,
    pub too_many_title: &'static str,
    pub too_many_lead: &'static str,

    pub email: &'static str,
    pub password: &'static str,
    pub sign_in_title: &'static str,
    pub sign_in_lead: &'static str,
    pub sign_in_wrong: &'static str,
    pub sign_in_too_many: &'static str,

    pub problem_required: &'static str,
    pub problem_other_empty: &'static str,
    pub problem_too_few: Plural,
    pub problem_too_many: Plural,
    pub problem_too_long: &'static str,
    pub problem_not_a_number: &'static str,
    pub problem_between: &'static str,
    pub problem_at_least: &'static str,
    pub problem_at_most: &'static str,
    pub problem_whole_number: &'static str,
    pub problem_too_many_decimals: &'static str,
    pub problem_not_a_date: &'static str,
    pub problem_date_between: &'static str,
    pub problem_date_from: &'static str,
    pub problem_date_until: &'static str,
    pub problem_not_an_email: &'static str,
    pub problem_pattern: &'static str,
    pub problem_unknown_option: &'static str,
    pub problem_exclusive: &'static str,
    pub problem_wrong_type: &'static str,
    pub problem_unknown_question: &'static str,
}

/// What somebody reads who comes with an invitation or a receipt.
#[derive(Debug)]
pub struct InvitationTexts {
    pub title: &'static str,
    pub lead: &'static str,
    pub code: &'static str,
    pub code_hint: &'static str,
    pub go: &'static str,
    pub without_scripts: &'static str,
    pub opening: &'static str,
    pub problem_length: &'static str,
    pub problem_letter: &'static str,
    pub problem_unknown: &'static str,
    pub problem_needed: &'static str,
    pub problem_too_many: &'static str,
    pub problem_offline: &'static str,
    pub problem_failed: &'static str,
    pub too_early_title: &'static str,
    pub too_early_lead: &'static str,
    pub expired_title: &'static str,
    pub expired_lead: &'static str,
    pub revoked_title: &'static str,
    pub revoked_lead: &'static str,
    pub replaced_title: &'static str,
    pub replaced_lead: &'static str,
    pub enter_code: &'static str,
    pub by_invitation: &'static str,
    pub resume_anywhere: &'static str,
    pub answered_title: &'static str,
    pub answered_lead: &'static str,
    pub answered_before_lead: &'static str,
    pub receipt_page_title: &'static str,
    pub receipt_page_lead: &'static str,
    pub receipt: &'static str,
    pub change_response: &'static str,
    pub withdraw: &'static str,
    pub withdraw_sure: &'static str,
    pub withdraw_unsure: &'static str,
    pub withdrawn_title: &'static str,
    pub withdrawn_lead: &'static str,
    /// On the review, when the response was withdrawn elsewhere.
    pub withdrawn_meanwhile: &'static str,
    pub receipt_unknown: &'static str,
    pub receipt_late: &'static str,
    pub changing_note: &'static str,
    pub ask_us: &'static str,
    pub letter_subject: &'static str,
    pub letter_greeting: &'static str,
    pub letter_body: &'static str,
    pub letter_scan: &'static str,
    pub letter_type: &'static str,
    pub letter_once: &'static str,
    pub letter_from: &'static str,
    pub letter_until: &'static str,
    pub letter_contact: &'static str,
    pub letter_thanks: &'static str,
    pub assisting_note: &'static str,
}

/// A text by plural category; an absent category is `other`. Rules: Unicode CLDR, cardinal.
#[derive(Debug, Default)]
pub struct Plural {
    pub zero: Option<&'static str>,
    pub one: Option<&'static str>,
    pub two: Option<&'static str>,
    pub few: Option<&'static str>,
    pub many: Option<&'static str>,
    pub other: &'static str,
}

/// The texts of a language; German where Teilhabe does not speak it.
pub fn texts(language: &Language) -> &'static Texts {
    match language.as_str() {
        "ar" => &ar::TEXTS,
        "en" => &en::TEXTS,
        "tr" => &tr::TEXTS,
        _ => &de::TEXTS,
    }
}

/// The texts of a language about invitations and receipts; German where Teilhabe does not speak it.
pub fn invitation_texts(language: &Language) -> &'static InvitationTexts {
    match language.as_str() {
        "ar" => &ar_invitation::TEXTS,
        "en" => &en_invitation::TEXTS,
        "tr" => &tr_invitation::TEXTS,
        _ => &de_invitation::TEXTS,
    }
}

/// Replaces each `{name}` by its value.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// One or many, in German.
pub fn count(number: u64, one: &'static str, many: &'static str) -> String {
    if number == 1 { one.to_owned() } else { fill(many, &[("n", &number.to_string())]) }
}

impl Texts {
    /// The text for a count, its `{n}` filled.
    pub fn count(&self, plural: &Plural, count: u64) -> String {
        let form = match (self.language, count) {
            ("ar", 0) => plural.zero,
            ("ar", 2) => plural.two,
            ("ar", _) if (3..=10).contains(&(count % 100)) => plural.few,
            ("ar", _) if (11..=99).contains(&(count % 100)) => plural.many,
            (_, 1) => plural.one,
            _ => None,
        };
        fill(form.unwrap_or(plural.other), &[("n", &count.to_string())])
    }

    /// A number in the reader's way of writing, without needless zeros behind the decimal sign.
    pub fn number(&self, number: f64) -> String {
        let text = number.to_string();
        if self.language == "en" { text } else { text.replace('.', ",") }
    }

    /// A date in the reader's order.
    pub fn date(&self, date: chrono::NaiveDate) -> String {
        date.format(if self.language == "en" { "%d/%m/%Y" } else { "%d.%m.%Y" }).to_string()
    }
}

/// What is wrong with an answer and what to do, in the respondent's language.
pub fn problem(language: &Language, kind: &ProblemKind) -> String {
    let t = texts(language);
    match kind {
        ProblemKind::Required => t.problem_required.to_owned(),
        ProblemKind::OtherEmpty => t.problem_other_empty.to_owned(),
        ProblemKind::TooFew { min } => t.count(&t.problem_too_few, u64::from(*min)),
        ProblemKind::TooMany { max } => t.count(&t.problem_too_many, u64::from(*max)),
        ProblemKind::TooLong { max } => fill(t.problem_too_long, &[("max", &max.to_string())]),
        ProblemKind::NotANumber => t.problem_not_a_number.to_owned(),
        ProblemKind::OutOfRange { min, max } => match (min, max) {
            (Some(min), Some(max)) => fill(t.problem_between, &[("min", &t.number(*min)), ("max", &t.number(*max))]),
            (Some(min), None) => fill(t.problem_at_least, &[("min", &t.number(*min))]),
            (None, max) => fill(t.problem_at_most, &[("max", &t.number(max.unwrap_or_default()))]),
        },
        ProblemKind::TooManyDecimals { decimals: 0 } => t.problem_whole_number.to_owned(),
        ProblemKind::TooManyDecimals { decimals } => fill(t.problem_too_many_decimals, &[("n", &decimals.to_string())]),
        ProblemKind::NotADate => t.problem_not_a_date.to_owned(),
        ProblemKind::DateOutOfRange { earliest, latest } => match (earliest, latest) {
            (Some(first), Some(last)) => {
                fill(t.problem_date_between, &[("min", &t.date(*first)), ("max", &t.date(*last))])
            }
            (Some(first), None) => fill(t.problem_date_from, &[("min", &t.date(*first))]),
            (None, last) => fill(t.problem_date_until, &[("max", &last.map(|last| t.date(last)).unwrap_or_default())]),
        },
        ProblemKind::NotAnEmail => t.problem_not_an_email.to_owned(),
        ProblemKind::PatternMismatch => t.problem_pattern.to_owned(),
        ProblemKind::UnknownOption { .. } => t.problem_unknown_option.to_owned(),
        ProblemKind::ExclusiveMixed { .. } => t.problem_exclusive.to_owned(),
        ProblemKind::WrongType => t.problem_wrong_type.to_owned(),
        ProblemKind::UnknownQuestion => t.problem_unknown_question.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_has_six_plural_forms() {
        let t = texts(&Language::new("ar"));
        let forms: std::collections::BTreeSet<String> =
            [0, 1, 2, 3, 11, 100].map(|count| t.count(&t.questions, count).replace(char::is_numeric, "")).into();
        assert!(forms.len() >= 4, "{forms:?}");
        assert_eq!(texts(&Language::new("xx")).language, "de");
    }

    #[test]
    fn every_placeholder_is_filled() {
        for (tag, _) in LANGUAGES {
            let language = Language::new(tag);
            for kind in [
                ProblemKind::OutOfRange { min: Some(1.0), max: Some(2.5) },
                ProblemKind::OutOfRange { min: None, max: Some(2.5) },
                ProblemKind::TooFew { min: 2 },
                ProblemKind::TooMany { max: 3 },
                ProblemKind::TooLong { max: 300 },
                ProblemKind::TooManyDecimals { decimals: 2 },
            ] {
                let text = problem(&language, &kind);
                assert!(!text.contains('{') && !text.is_empty(), "{tag}: {text}");
            }
        }
    }
}
