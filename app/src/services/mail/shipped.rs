//! The texts of mails as they are shipped, one file per language in `app/locales`; a text missing there does not compile.

use domain::language::Language;
use domain::mail::Template;
use store::MailText;

#[path = "../../../locales/ar/mail.rs"]
mod ar;
#[path = "../../../locales/de/mail.rs"]
mod de;
#[path = "../../../locales/en/mail.rs"]
mod en;
#[path = "../../../locales/tr/mail.rs"]
mod tr;

/// A subject and a text.
pub(super) type Text = (&'static str, &'static str);

/// All texts of a language.
pub(super) struct Shipped {
    pub account_invitation: Text,
    pub password_reset: Text,
    pub email_change: Text,
    pub email_change_asked: Text,
    pub email_changed_notice: Text,
    pub invitation: Text,
    pub reminder: Text,
    /// At the end of every mail that can be stopped; the link follows in a line of its own.
    pub stop_hint: &'static str,
    /// The same for news of consultations.
    pub notices_hint: &'static str,
}

fn of(language: &Language) -> &'static Shipped {
    match language.as_str() {
        "ar" => &ar::SHIPPED,
        "en" => &en::SHIPPED,
        "tr" => &tr::SHIPPED,
        _ => &de::SHIPPED,
    }
}

/// The language in which we write to who reads this one: German where Teilhabe does not speak it.
pub(super) fn spoken(language: &Language) -> Language {
    let base = Language::new(language.as_str().split('-').next().unwrap_or_default());
    if crate::texts::LANGUAGES.iter().any(|(tag, _)| *tag == base.as_str()) { base } else { Language::new("de") }
}

/// The shipped text of a mail.
pub(super) fn text(template: Template, language: &Language) -> MailText {
    let shipped = of(language);
    let (subject, body) = match template {
        Template::AccountInvitation => shipped.account_invitation,
        Template::PasswordReset => shipped.password_reset,
        Template::EmailChange => shipped.email_change,
        Template::EmailChangeAsked => shipped.email_change_asked,
        Template::EmailChangedNotice => shipped.email_changed_notice,
        Template::Invitation => shipped.invitation,
        Template::Reminder => shipped.reminder,
        Template::Notice | Template::Digest => ("{subject}", "{text}"),
    };
    MailText { subject: subject.to_owned(), body: body.to_owned() }
}

/// What stands above the link that stops such mails.
pub(super) fn stop_hint(template: Template, language: &Language) -> &'static str {
    if template == Template::Digest { of(language).notices_hint } else { of(language).stop_hint }
}

#[cfg(test)]
mod tests {
    use domain::mail::check;

    use super::*;

    #[test]
    fn shipped_texts_pass_the_check_that_staff_have_to_pass() {
        for (tag, _) in crate::texts::LANGUAGES {
            for template in Template::ALL {
                let text = text(template, &Language::new(tag));
                assert_eq!(check(template, &text.subject, &text.body), [], "{tag} {template:?}");
            }
            for template in [Template::Invitation, Template::Digest] {
                assert!(!stop_hint(template, &Language::new(tag)).contains('\n'));
            }
        }
        assert_eq!(spoken(&Language::new("de-simple")), Language::new("de"));
        assert_eq!(spoken(&Language::new("ku")), Language::new("de"));
    }
}
