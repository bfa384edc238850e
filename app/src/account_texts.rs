//! Texts of the pages about accounts, which people of all kinds use: in each language of the public pages.
//!
//! Each language is a file `app/locales/*/account.rs`; a text missing there does not compile.

use domain::language::Language;

use crate::account_error::{AccountError, CallErrorKind, Hint};
use crate::texts::Plural;

#[path = "../locales/ar/account.rs"]
mod ar;
#[path = "../locales/de/account.rs"]
mod de;
#[path = "../locales/en/account.rs"]
mod en;
#[path = "../locales/tr/account.rs"]
mod tr;

/// Everything that stands on the pages about accounts.
#[derive(Debug)]
pub struct AccountTexts {
    pub forgotten: &'static str,
    pub signed_in_already: &'static str,
    pub to_account: &'static str,
    pub to_sign_in: &'static str,
    pub to_office: &'static str,
    pub sign_out: &'static str,
    pub done_password_by_link: &'static str,
    pub done_email_by_link: &'static str,
    pub done_erased: &'static str,
    pub done_second_replaced: &'static str,

    pub forgotten_title: &'static str,
    pub forgotten_lead: &'static str,
    pub forgotten_send: &'static str,
    /// The field that people do not see was filled in.
    pub forgotten_trapped: &'static str,
    pub forgotten_sent: &'static str,

    pub code_title: &'static str,
    pub code_lead: &'static str,
    pub code: &'static str,
    pub code_recovery: &'static str,
    pub code_send: &'static str,

    pub link_over_title: &'static str,
    pub link_over_lead: &'static str,
    pub invitation_title: &'static str,
    pub invitation_lead: &'static str,
    pub reset_title: &'static str,
    pub reset_lead: &'static str,
    pub email_title: &'static str,
    pub email_lead: &'static str,
    pub email_confirm: &'static str,
    pub set_password: &'static str,

    pub account_title: &'static str,
    pub name_title: &'static str,
    pub name: &'static str,
    pub save: &'static str,
    pub email_change_title: &'static str,
    pub email_now: &'static str,
    pub email_new: &'static str,
    pub email_hint: &'static str,
    pub email_change: &'static str,
    pub password_title: &'static str,
    pub password_now: &'static str,
    pub password_new: &'static str,
    pub password_hint: &'static str,
    pub password_change: &'static str,
    pub second_title: &'static str,
    pub second_on: &'static str,
    pub second_off: &'static str,
    pub second_set_up: &'static str,
    pub second_manage: &'static str,
    pub sessions_title: &'static str,
    pub sessions_lead: &'static str,
    pub session_since: &'static str,
    pub session_this: &'static str,
    pub session_unknown: &'static str,
    pub session_end: &'static str,
    pub sessions_end_others: &'static str,
    pub data_title: &'static str,
    pub data_lead: &'static str,
    pub data_download: &'static str,
    pub erase_title: &'static str,
    pub erase_lead: &'static str,
    pub erase: &'static str,
    pub ends: &'static str,
    pub demo: &'static str,

    pub done_name: &'static str,
    pub done_email: &'static str,
    pub done_password: &'static str,
    pub done_session: &'static str,
    pub done_codes: &'static str,
    pub done_second_removed: &'static str,

    pub set_up_title: &'static str,
    pub set_up_lead: &'static str,
    pub set_up_must: &'static str,
    pub set_up_scan: &'static str,
    pub set_up_image: &'static str,
    pub set_up_secret: &'static str,
    pub set_up_type: &'static str,
    pub set_up_confirm: &'static str,
    pub set_up_sign_in: &'static str,
    pub codes_title: &'static str,
    pub codes_lead: &'static str,
    pub codes_noted: &'static str,
    pub codes_left: Plural,
    pub codes_renew_title: &'static str,
    pub codes_renew_lead: &'static str,
    pub codes_renew: &'static str,
    pub remove_title: &'static str,
    pub remove_lead: &'static str,
    pub remove: &'static str,
    pub replace_title: &'static str,
    pub replace_lead: &'static str,
    pub replace: &'static str,

    pub wrong_password: &'static str,
    pub wrong_code: &'static str,
    pub sign_in_again: &'static str,
    pub too_short: &'static str,
    pub too_long: &'static str,
    pub weak_common: &'static str,
    pub weak_pattern: &'static str,
    pub weak_date: &'static str,
    pub weak_personal: &'static str,
    pub not_an_email: &'static str,
    pub email_taken: &'static str,
    pub name_missing: &'static str,
    pub end_missing: &'static str,
    pub last_administrator: &'static str,
    pub own_second_first: &'static str,
    pub demo_refused: &'static str,
    pub too_many: &'static str,
    pub failed: &'static str,
    pub offline: &'static str,
}

/// The texts of a language; German where Teilhabe does not speak it.
pub fn account_texts(language: &Language) -> &'static AccountTexts {
    match language.as_str() {
        "ar" => &ar::TEXTS,
        "en" => &en::TEXTS,
        "tr" => &tr::TEXTS,
        _ => &de::TEXTS,
    }
}

/// What happened and what to do.
pub fn account_problem(t: &'static AccountTexts, error: AccountError) -> &'static str {
    match error {
        AccountError::WrongPassword => t.wrong_password,
        AccountError::WrongCode => t.wrong_code,
        AccountError::SignInAgain | AccountError::Call(CallErrorKind::Forbidden) => t.sign_in_again,
        AccountError::LinkOver => t.link_over_lead,
        AccountError::TooShort => t.too_short,
        AccountError::TooLong => t.too_long,
        AccountError::TooWeak(Hint::Common) => t.weak_common,
        AccountError::TooWeak(Hint::Pattern) => t.weak_pattern,
        AccountError::TooWeak(Hint::Date) => t.weak_date,
        AccountError::TooWeak(Hint::Personal) => t.weak_personal,
        AccountError::NotAnEmail => t.not_an_email,
        AccountError::EmailTaken => t.email_taken,
        AccountError::NameMissing => t.name_missing,
        AccountError::EndMissing => t.end_missing,
        AccountError::LastAdministrator => t.last_administrator,
        AccountError::OwnSecondStepFirst => t.own_second_first,
        AccountError::Demo => t.demo_refused,
        AccountError::Call(CallErrorKind::TooMany) => t.too_many,
        AccountError::Call(CallErrorKind::Connection) => t.offline,
        AccountError::Call(CallErrorKind::NotFound | CallErrorKind::Failed) => t.failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::LANGUAGES;

    #[test]
    fn every_language_has_the_same_placeholders() {
        for (tag, _) in LANGUAGES {
            let t = account_texts(&Language::new(tag));
            for (text, names) in [
                (t.signed_in_already, &["{name}"][..]),
                (t.invitation_title, &["{name}"]),
                (t.reset_title, &["{name}"]),
                (t.email_lead, &["{email}"]),
                (t.email_now, &["{email}"]),
                (t.session_since, &["{begun}", "{last}"]),
                (t.ends, &["{day}"]),
                (t.codes_left.other, &["{n}"]),
            ] {
                assert!(names.iter().all(|name| text.contains(name)), "{tag}: {text}");
                assert_eq!(text.matches('{').count(), names.len(), "{tag}: {text}");
            }
        }
    }
}
