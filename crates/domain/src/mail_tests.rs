//! Laws of mails: nothing that is filled in becomes a header or a link of its own, and pauses grow within their bounds.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::text::LONGEST_BODY;
use super::*;
use crate::language::Language;

const BODY: &str = "Guten Tag {organisation},\n\nbis {until}\n\n{url}\n\nIhr Code: {code}\n";

fn values(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn filled(tag: &str, subject: &str, body: &str, pairs: &[(&str, &str)]) -> Result<Filled, MissingValue> {
    fill(Template::Invitation, &Language::new(tag), subject, body, &values(pairs))
}

#[test]
fn lines_without_their_value_are_left_out_and_leave_no_gap() {
    let mail = filled("de", "Einladung: {survey}", BODY, &[("url", "https://a.example/x"), ("organisation", "Verein")])
        .expect("all that is needed");
    assert_eq!(mail.subject, "Einladung:");
    assert_eq!(mail.body, "Guten Tag Verein,\n\nhttps://a.example/x\n");
    assert_eq!(filled("de", "a", BODY, &[]), Err(MissingValue("url")));
    for wrong in ["javascript:alert(1)", "https://a.example/x y", "https://a.example/\u{202E}", ""] {
        assert_eq!(filled("de", "a", BODY, &[("url", wrong)]), Err(MissingValue("url")), "{wrong}");
    }
}

#[test]
fn a_text_is_refused_with_every_reason_at_once() {
    let faults = check(Template::Invitation, "Hallo {url} {wer}\n", "Text {code} {link}");
    let named = |name: &str| name.to_owned();
    assert_eq!(
        faults,
        [
            Fault::SubjectNotOneLine,
            Fault::SecretInSubject { placeholder: named("url") },
            Fault::UnknownInSubject { placeholder: named("wer") },
            Fault::UnknownInBody { placeholder: named("link") },
            Fault::MissingInBody { placeholder: named("url") },
        ]
    );
    assert_eq!(
        check(Template::Reminder, " ", ""),
        [Fault::SubjectEmpty, Fault::BodyEmpty, Fault::MissingInBody { placeholder: named("url") }]
    );
    let long = format!("{{url}}{}", "ä".repeat(LONGEST_BODY));
    assert_eq!(check(Template::Reminder, "a", &long), [Fault::BodyTooLong]);
    assert_eq!(check(Template::Reminder, "a { b", "{url} und { nichts"), []);
}

#[test]
fn arabic_lines_run_from_the_right_and_names_of_the_other_direction_stay_whole() {
    let pairs = [("url", "https://a.example/x"), ("organisation", "Verein (e. V.)"), ("code", "AB-12")];
    let mail = filled("ar", "دعوة {organisation}", "مرحباً {organisation}\n{url}\n", &pairs).expect("filled");
    assert_eq!(mail.subject, "\u{200F}دعوة \u{2068}Verein (e. V.)\u{2069}");
    assert_eq!(mail.body, "\u{200F}مرحباً \u{2068}Verein (e. V.)\u{2069}\nhttps://a.example/x\n");
    let mail =
        filled("de", "a", "Guten Tag {organisation}!\n{url}", &[("organisation", "جمعية"), pairs[0]]).expect("filled");
    assert_eq!(mail.body, "Guten Tag \u{2068}جمعية\u{2069}!\nhttps://a.example/x\n");
}

#[test]
fn pauses_double_up_to_six_hours_and_patience_ends_after_three_days() {
    let minutes: Vec<u64> = (1..=11).map(|attempt| pause(attempt, 0.5).as_secs() / 60).collect();
    assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
    let start = DateTime::UNIX_EPOCH;
    assert!(!is_given_up(start, start + TimeDelta::hours(71)));
    assert!(is_given_up(start, start + TimeDelta::hours(72)));
}

#[test]
fn names_lead_back() {
    for template in Template::ALL {
        assert_eq!(Template::from_name(template.name()), Some(template));
    }
    for state in MailState::ALL {
        assert_eq!(MailState::from_name(state.name()), Some(state));
    }
    assert_eq!(Trouble::from_name(Trouble::Busy.name()), Some(Trouble::Busy));
    assert_eq!(Trouble::from_name(""), None);
}

proptest! {
    #[test]
    fn no_value_becomes_a_header_or_a_line_of_its_own(value in "(?s).{0,400}", tag in "(de|tr|ar|en)") {
        let pairs = [("url", "https://a.example/x"), ("organisation", &*value), ("survey", &value), ("code", &value),
            ("until", &value), ("responsible", &value), ("contact", &value)];
        let body = "{organisation} {survey}\n{code}\n{until}\n{responsible}\n{contact}\n{url}";
        let mail = filled(&tag, "An {organisation}: {survey}", body, &pairs).expect("filled");
        prop_assert!(!mail.subject.chars().any(char::is_control), "{:?}", mail.subject);
        prop_assert!(mail.subject.chars().count() <= 320);
        prop_assert!(mail.body.lines().count() <= 6, "{:?}", mail.body);
        prop_assert_eq!(mail.body.lines().next_back(), Some("https://a.example/x"));
        let hostile = ['\u{202E}', '\u{202D}', '\r', '\0'];
        prop_assert!(!mail.body.contains(hostile));
    }

    #[test]
    fn any_text_can_be_checked_and_what_passes_can_be_filled(subject in "(?s).{0,60}", body in "(?s).{0,200}") {
        let body = format!("{body}\n{{url}}");
        if check(Template::Reminder, &subject, &body).is_empty() {
            prop_assert!(filled("de", &subject, &body, &[("url", "https://a.example/x")]).is_ok());
        }
    }

    #[test]
    fn pauses_stay_within_a_quarter_and_six_hours(attempts in 0_u32..100, chance in 0.0_f64..1.0) {
        let seconds = pause(attempts, chance).as_secs();
        prop_assert!((45..=21_600).contains(&seconds));
    }
}
