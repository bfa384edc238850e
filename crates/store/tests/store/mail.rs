//! The queue of mails: taken by one at a time, ended once, never lost, forgotten in time.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use domain::language::Language;
use domain::mail::{MailState, Template, Trouble};
use store::{AttemptEnd, MailDraft, MailText, MailTextKey, NewMail, Records, StoredMailText};
use uuid::Uuid;

use crate::{in_memory, now, run};

const RECIPIENT: &str = "Verein@Example.org";

fn mail(number: u128) -> NewMail {
    NewMail {
        id: Uuid::from_u128(number),
        recipient: RECIPIENT.to_owned(),
        template: "invitation".to_owned(),
        language: Language::new("tr"),
        parameters: BTreeMap::from([("organisation".to_owned(), "Dernek".to_owned())]),
        due: now(),
    }
}

fn later() -> chrono::DateTime<chrono::Utc> {
    now() + TimeDelta::minutes(20)
}

async fn with_one() -> (Records, Uuid) {
    let records = in_memory().await;
    records.queue_mail(&mail(1), now()).await.unwrap();
    (records, Uuid::from_u128(1))
}

async fn state(records: &Records) -> MailState {
    records.mails(None, 10).await.unwrap()[0].state
}

#[test]
fn a_mail_is_taken_by_one_of_many_and_by_the_next_when_the_lease_is_over() {
    run(async {
        let (records, id) = with_one().await;
        assert!(records.due_mails(now() - TimeDelta::seconds(1), 10).await.unwrap().is_empty());
        assert_eq!(records.due_mails(now(), 10).await.unwrap(), [id]);
        let names: Vec<String> = (0..12).map(|number| format!("attempt-{number}")).collect();
        let attempts = names.iter().map(|name| records.take_mail(id, name, later(), now()));
        let taken: Vec<_> = futures_of(attempts).await;
        assert_eq!(taken.iter().flatten().count(), 1, "{taken:?}");
        let first = taken.into_iter().flatten().next().unwrap();
        assert_eq!((first.attempts, first.tried, first.parameters.len()), (1, now(), 1));
        assert_eq!(state(&records).await, MailState::Sending);

        assert!(records.due_mails(now(), 10).await.unwrap().is_empty());
        assert!(records.take_mail(id, "early", later(), now()).await.unwrap().is_none());
        assert_eq!(records.due_mails(later(), 10).await.unwrap(), [id]);
        let second = records.take_mail(id, "second", later() + TimeDelta::minutes(20), later()).await.unwrap().unwrap();
        assert_eq!((second.attempts, second.tried), (2, now()));

        for name in &names {
            assert!(!records.end_attempt(id, name, &AttemptEnd::Sent, later()).await.unwrap(), "{name} is over");
        }
        assert!(records.end_attempt(id, "second", &AttemptEnd::Sent, later()).await.unwrap());
        assert!(!records.end_attempt(id, "second", &AttemptEnd::Sent, later()).await.unwrap());
        assert_eq!(state(&records).await, MailState::Sent);
        assert!(records.due_mails(later() + TimeDelta::days(9), 10).await.unwrap().is_empty());
        records.queue_mail(&mail(1), later()).await.unwrap();
        assert_eq!(state(&records).await, MailState::Sent, "the same identity is the same mail");
    });
}

async fn futures_of<T>(all: impl IntoIterator<Item = impl Future<Output = Result<T, store::StoreError>>>) -> Vec<T> {
    let mut done = Vec::new();
    for outcome in futures::future::join_all(all).await {
        done.push(outcome.unwrap());
    }
    done
}

#[test]
fn what_was_given_up_can_be_repeated_and_what_waits_can_be_stopped() {
    run(async {
        let (records, id) = with_one().await;
        assert!(!records.repeat_mail(id, now()).await.unwrap(), "it waits anyway");
        records.take_mail(id, "a", later(), now()).await.unwrap().unwrap();
        assert!(!records.stop_mail(id, now()).await.unwrap(), "it is going just now");
        let refused = AttemptEnd::Failed { trouble: Trouble::RecipientRefused, answer: Some("550 no".to_owned()) };
        assert!(records.end_attempt(id, "a", &refused, now()).await.unwrap());
        let entry = records.mails(Some(MailState::Failed), 10).await.unwrap().remove(0);
        assert_eq!((entry.trouble, entry.answer.as_deref()), (Some(Trouble::RecipientRefused), Some("550 no")));
        assert!(records.bounced("verein@example.ORG ").await.unwrap());
        assert!(!records.bounced("anders@example.org").await.unwrap());

        assert!(records.repeat_mail(id, later()).await.unwrap());
        assert!(!records.bounced(RECIPIENT).await.unwrap(), "nobody knows now");
        let again = records.take_mail(id, "b", later() + TimeDelta::minutes(1), later()).await.unwrap().unwrap();
        assert_eq!((again.attempts, again.tried), (1, later()));
        let busy = AttemptEnd::Delayed { until: later() + TimeDelta::hours(1), trouble: Trouble::Busy, answer: None };
        assert!(records.end_attempt(id, "b", &busy, later()).await.unwrap());
        assert!(records.due_mails(later() + TimeDelta::minutes(59), 10).await.unwrap().is_empty());
        assert!(records.stop_mail(id, later()).await.unwrap());
        assert_eq!(state(&records).await, MailState::Stopped);
        assert_eq!(records.count_mails().await.unwrap(), BTreeMap::from([(MailState::Stopped, 1)]));
    });
}

#[test]
fn a_bounce_holds_until_a_mail_arrives_there() {
    run(async {
        let (records, id) = with_one().await;
        let refused = AttemptEnd::Failed { trouble: Trouble::RecipientRefused, answer: None };
        records.take_mail(id, "a", later(), now()).await.unwrap().unwrap();
        records.end_attempt(id, "a", &refused, now()).await.unwrap();
        records.queue_mail(&mail(2), now()).await.unwrap();
        let expected = BTreeSet::from([RECIPIENT.to_lowercase()]);
        assert_eq!(records.bounced_among(&[RECIPIENT, "x@example.org"]).await.unwrap(), expected);
        records.take_mail(Uuid::from_u128(2), "b", later(), now()).await.unwrap().unwrap();
        records.end_attempt(Uuid::from_u128(2), "b", &AttemptEnd::Sent, later()).await.unwrap();
        assert!(!records.bounced(RECIPIENT).await.unwrap());
    });
}

#[test]
fn who_got_a_mail_is_forgotten_but_not_what_still_waits() {
    run(async {
        let (records, id) = with_one().await;
        records.queue_mail(&mail(2), now()).await.unwrap();
        records.take_mail(id, "a", later(), now()).await.unwrap().unwrap();
        records.end_attempt(id, "a", &AttemptEnd::Sent, now()).await.unwrap();
        assert_eq!(records.forget_mails(now()).await.unwrap(), 0);
        assert_eq!(records.forget_mails(later()).await.unwrap(), 1);
        assert_eq!(records.forget_mails(later()).await.unwrap(), 0);
        let recipients: BTreeSet<String> =
            records.mails(None, 10).await.unwrap().into_iter().map(|mail| mail.recipient).collect();
        assert_eq!(recipients, BTreeSet::from([String::new(), RECIPIENT.to_owned()]));
        assert!(!records.repeat_mail(id, later()).await.unwrap());
    });
}

#[test]
fn stopping_mails_to_an_address_can_be_undone() {
    run(async {
        let records = in_memory().await;
        assert!(!records.mail_stopped("abc").await.unwrap());
        for _ in 0..2 {
            records.stop_mails_to("abc", now()).await.unwrap();
            assert!(records.mail_stopped("abc").await.unwrap() && !records.mail_stopped("abd").await.unwrap());
        }
        records.resume_mails_to("abc").await.unwrap();
        records.resume_mails_to("abc").await.unwrap();
        assert!(!records.mail_stopped("abc").await.unwrap());
    });
}

#[test]
fn of_two_who_change_a_text_at_once_one_is_told() {
    run(async {
        let records = in_memory().await;
        let key = MailTextKey {
            template: Template::Invitation,
            language: Language::new("ar"),
            survey: Some("bedarf".to_owned()),
        };
        let text = |words: &str| MailText { subject: words.to_owned(), body: format!("{words} {{url}}") };
        assert!(records.keep_mail_text(&key, &text("erste"), 0).await.unwrap());
        assert!(!records.keep_mail_text(&key, &text("auch erste"), 0).await.unwrap(), "somebody else was first");
        assert!(records.keep_mail_text(&key, &text("zweite"), 1).await.unwrap());
        assert!(!records.keep_mail_text(&key, &text("auch zweite"), 1).await.unwrap());
        let expected = StoredMailText { key: key.clone(), text: text("zweite"), revision: 2 };
        assert_eq!(records.mail_text(&key).await.unwrap(), Some(expected.clone()));
        assert_eq!(records.mail_texts().await.unwrap(), [expected]);
        records.reset_mail_text(&key).await.unwrap();
        assert_eq!(records.mail_text(&key).await.unwrap(), None);

        let (mine, yours) = (Uuid::from_u128(1), Uuid::from_u128(2));
        for words in ["Anfang", "Ende"] {
            let draft = MailDraft { text: text(words), revision: 7 };
            records.keep_mail_draft(&key, mine, &draft).await.unwrap();
            assert_eq!(records.mail_draft(&key, mine).await.unwrap(), Some(draft));
        }
        assert_eq!(records.mail_draft(&key, yours).await.unwrap(), None, "each writes for themselves");
        records.discard_mail_draft(&key, mine).await.unwrap();
        assert_eq!(records.mail_draft(&key, mine).await.unwrap(), None);
    });
}
