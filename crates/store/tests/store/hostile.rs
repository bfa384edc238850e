//! Strings that try to be something else: they stay data, in every place a stranger can fill.

use domain::account::Role;
use domain::answer::Answer;
use domain::language::{Language, Localised};
use store::{Kept, NewAccount, SurveyState};
use uuid::Uuid;

use crate::responses::by_shares;
use crate::{in_memory, now, response, run, survey};

const HOSTILE: [&str; 12] = [
    "'; DELETE response; --",
    "\"); REMOVE TABLE account; (\"",
    "`⟩:⟨` survey:bedarf",
    "$row.id",
    "response:[\"bedarf\", \"x\"]",
    "\u{0}nul\u{0}\u{0}",
    "\u{1}\u{ff}",
    "👩🏽‍🦽 🏳️‍🌈",
    "\u{202e}مرحبا",
    "\u{10ffff}",
    "line\r\nbreak\t\\",
    "",
];

#[test]
fn hostile_strings_are_data_in_responses() {
    run(async {
        let records = in_memory().await;
        let mut sent = Vec::new();
        for (number, text) in HOSTILE.iter().enumerate() {
            for survey in ["bedarf", text] {
                let mut one = response(survey, number as u64);
                one.key = format!("{text}{number}");
                one.language = Some(Language::new(text));
                one.answers.insert((*text).to_owned(), Answer::Text((*text).to_owned()));
                one.answers.insert(
                    "id".to_owned(),
                    Answer::Choices { codes: vec![(*text).to_owned()], other: Some((*text).to_owned()) },
                );
                assert_eq!(records.keep_response(&one).await.unwrap(), Kept::New, "{text:?}");
                assert_eq!(records.keep_response(&one).await.unwrap(), Kept::Already, "{text:?}");
                assert!(records.response_kept(survey, &one.key).await.unwrap(), "{text:?}");
                sent.push(one);
            }
        }
        for survey in HOSTILE.iter().chain(&["bedarf"]) {
            let mut expected: Vec<_> = sent.iter().filter(|one| one.survey == *survey).cloned().collect();
            expected.sort_by(|one, other| one.key.cmp(&other.key));
            assert_eq!(by_shares(&records, survey).await, expected, "{survey:?}");
            assert_eq!(records.count_responses(survey).await.unwrap(), expected.len() as u64, "{survey:?}");
        }
    });
}

#[test]
fn hostile_strings_are_data_everywhere_else() {
    run(async {
        let records = in_memory().await;
        for (number, text) in HOSTILE.iter().enumerate() {
            let mut one = survey(text);
            one.title = Localised::one(&Language::new(text), *text);
            records.create_survey(&one, SurveyState::Open, now()).await.unwrap();
            assert_eq!(records.survey(text).await.unwrap().expect("there").survey, one, "{text:?}");

            let account = NewAccount {
                email: format!("{text}@{number}"),
                name: (*text).to_owned(),
                role: Role::Member,
                password_hash: (*text).to_owned(),
            };
            records.create_account(&account, Uuid::from_u128(number as u128), now()).await.unwrap();
            let found = records.account_by_email(&account.email).await.unwrap().expect("there");
            assert_eq!((found.name.as_str(), found.password_hash.as_str()), (*text, *text));

            records.create_key(text, &[(*text).to_owned()], text, now()).await.unwrap();
            assert_eq!(records.key_by_hash(text).await.unwrap().expect("there").scopes, [*text]);

            records.save_draft(text, text.as_bytes(), now() + chrono::Duration::days(1)).await.unwrap();
            assert_eq!(records.draft(text, now()).await.unwrap().as_deref(), Some(text.as_bytes()));
        }
        assert_eq!(records.surveys().await.unwrap().len(), HOSTILE.len());
        assert_eq!(records.count_accounts().await.unwrap(), HOSTILE.len() as u64);
    });
}
