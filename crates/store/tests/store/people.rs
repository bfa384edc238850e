//! What becomes of accounts: invitations, links, sessions, second factors, erasure, limited attempts.

use std::collections::HashMap;

use chrono::Duration;
use domain::account::{Role, Standing};
use domain::language::Language;
use store::{AccountLink, Invited, LinkPurpose, NewAccount, Records, Sessions, StoreError};
use time::OffsetDateTime;
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use uuid::Uuid;

use crate::{in_memory, now, run, today};

const ONE: Uuid = Uuid::from_u128(1);
const TWO: Uuid = Uuid::from_u128(2);

async fn account(records: &Records, id: Uuid, email: &str, role: Role) {
    let new =
        NewAccount {
            email: email.to_owned(), name: "Ayşe".to_owned(), role, password_hash: "$argon2id$…".to_owned()
        };
    records.create_account(&new, id, now()).await.unwrap();
}

async fn session(records: &Records, id: i128, account: Uuid) {
    let data = HashMap::from([("account".to_owned(), serde_json::json!(account))]);
    let mut record = Record { id: Id(id), data, expiry_date: OffsetDateTime::now_utc() + time::Duration::hours(1) };
    Sessions(records.clone()).create(&mut record).await.unwrap();
}

fn link(id: u128, purpose: LinkPurpose, email: &str) -> AccountLink {
    AccountLink {
        id: Uuid::from_u128(id),
        purpose,
        account: ONE,
        email: email.to_owned(),
        expires: now() + Duration::hours(1),
    }
}

#[test]
fn an_invited_account_becomes_active_with_its_first_password_and_the_link_is_spent() {
    run(async {
        let records = in_memory().await;
        let invited = Invited {
            email: "Neu@verein.example".to_owned(),
            name: "Neu".to_owned(),
            role: Role::Reader,
            ends: Some(today()),
            language: Language::new("tr"),
        };
        records.invite_account(&invited, ONE, now()).await.unwrap();
        assert!(matches!(records.invite_account(&invited, TWO, now()).await, Err(StoreError::Taken)));
        let found = records.account_by_email("neu@verein.example").await.unwrap().expect("found");
        assert_eq!((found.standing, found.ends, found.language.as_str()), (Standing::Invited, Some(today()), "tr"));

        let older = link(6, LinkPurpose::Invitation, "");
        records.create_account_link(&older).await.unwrap();
        let link = link(7, LinkPurpose::Invitation, "");
        records.create_account_link(&link).await.unwrap();
        assert_eq!(records.account_link(older.id, now()).await.unwrap(), None, "the newer link replaces it");
        assert_eq!(records.account_link(link.id, now()).await.unwrap(), Some(link.clone()));
        assert_eq!(records.account_link(link.id, now() + Duration::hours(1)).await.unwrap(), None, "over");
        let late = records.set_password_by_link(&link, "late", now() + Duration::hours(1)).await;
        assert!(matches!(late, Err(StoreError::Refused)), "{late:?}");
        records.set_password_by_link(&link, "first", now()).await.unwrap();
        let again = records.set_password_by_link(&link, "second", now()).await;
        assert!(matches!(again, Err(StoreError::Refused)), "{again:?}");
        let found = records.account(ONE).await.unwrap().expect("found");
        assert_eq!((found.standing, found.password_hash.as_str()), (Standing::Active, "first"));
        assert_eq!(records.account_link(link.id, now()).await.unwrap(), None);
        assert_eq!(records.account_links_of(ONE, now()).await.unwrap(), [], "no other link outlives a password");
        records.create_account_link(&self::link(8, LinkPurpose::Reset, "")).await.unwrap();
        assert_eq!(records.delete_expired(now() + Duration::hours(2)).await.unwrap(), 1);
    });
}

#[test]
fn of_many_who_follow_one_link_at_once_one_sets_the_password() {
    run(async {
        let records = in_memory().await;
        account(&records, ONE, "a@b.example", Role::Staff).await;
        let link = link(7, LinkPurpose::Reset, "");
        records.create_account_link(&link).await.unwrap();
        let attempts: Vec<_> = (0..8)
            .map(|number| {
                let (records, link) = (records.clone(), link.clone());
                tokio::spawn(async move { records.set_password_by_link(&link, &format!("hash {number}"), now()).await })
            })
            .collect();
        let mut done = 0;
        for attempt in attempts {
            match attempt.await.unwrap() {
                Ok(()) => done += 1,
                Err(StoreError::Refused) => {}
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!(done, 1);
    });
}

#[test]
fn a_new_address_is_taken_over_only_while_nobody_has_it() {
    run(async {
        let records = in_memory().await;
        account(&records, ONE, "alt@b.example", Role::Staff).await;
        let first = link(1, LinkPurpose::Email, "neu@b.example");
        records.create_account_link(&first).await.unwrap();
        session(&records, 1, ONE).await;
        session(&records, 2, ONE).await;
        let keep = Records::session_key(&Id(2));
        records.change_email_by_link(&first, "alt@b.example", Some(&keep), now()).await.unwrap();
        assert_eq!(records.account_by_email("NEU@b.example").await.unwrap().expect("found").email, "neu@b.example");
        assert_eq!(records.account_by_email("alt@b.example").await.unwrap(), None);
        let open: Vec<String> = records.sessions_of(ONE).await.unwrap().into_iter().map(|open| open.key).collect();
        assert_eq!(open, [keep]);

        account(&records, TWO, "alt@b.example", Role::Staff).await;
        let second = link(2, LinkPurpose::Email, "ALT@b.example");
        records.create_account_link(&second).await.unwrap();
        let taken = records.change_email_by_link(&second, "neu@b.example", None, now()).await;
        assert!(matches!(taken, Err(StoreError::Taken)), "{taken:?}");
        assert!(records.account_link(second.id, now()).await.unwrap().is_some(), "nothing is half done");
        let case = link(3, LinkPurpose::Email, "Neu@B.example");
        records.create_account_link(&case).await.unwrap();
        records.change_email_by_link(&case, "neu@b.example", None, now()).await.unwrap();
        assert_eq!(records.account(ONE).await.unwrap().expect("found").email, "Neu@B.example");
    });
}

#[test]
fn the_last_administrator_stays_also_when_two_go_at_once() {
    run(async {
        for round in 0..6_u128 {
            let records = in_memory().await;
            account(&records, ONE, "a@b.example", Role::Administrator).await;
            account(&records, TWO, "c@b.example", Role::Administrator).await;
            let (first, second) = (records.clone(), records.clone());
            let demote = tokio::spawn(async move { first.set_account_role(ONE, Role::Staff, None).await });
            let other = if round % 2 == 0 {
                tokio::spawn(async move { second.deactivate_account(TWO).await })
            } else {
                tokio::spawn(async move {
                    let account = second.account(TWO).await?.expect("there");
                    second.erase_account(&account, "Ehemaliges Konto").await
                })
            };
            let outcomes = [demote.await.unwrap(), other.await.unwrap()];
            assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
            assert!(outcomes.iter().any(|outcome| matches!(outcome, Err(StoreError::Refused))), "{outcomes:?}");
        }
    });
}

#[test]
fn staff_may_leave_where_nobody_administers() {
    run(async {
        let records = in_memory().await;
        account(&records, ONE, "a@b.example", Role::Staff).await;
        session(&records, 1, ONE).await;
        records.deactivate_account(ONE).await.unwrap();
        assert_eq!(records.account(ONE).await.unwrap().expect("stays").standing, Standing::Deactivated);
        assert!(records.sessions_of(ONE).await.unwrap().is_empty());
        records.reactivate_account(ONE).await.unwrap();
        assert_eq!(records.account(ONE).await.unwrap().expect("stays").standing, Standing::Active);
    });
}

#[test]
fn an_erased_account_keeps_its_identity_and_nothing_of_its_person() {
    run(async {
        let records = in_memory().await;
        account(&records, ONE, "a@b.example", Role::Staff).await;
        records.begin_second_factor(ONE, b"sealed").await.unwrap();
        records.create_account_link(&link(1, LinkPurpose::Reset, "")).await.unwrap();
        session(&records, 1, ONE).await;
        let before = records.account(ONE).await.unwrap().expect("there");
        records.erase_account(&before, "Ehemaliges Konto").await.unwrap();
        let after = records.account(ONE).await.unwrap().expect("texts still refer to it");
        assert_eq!(
            (after.name.as_str(), after.email.as_str(), after.password_hash.as_str()),
            ("Ehemaliges Konto", "", "!")
        );
        assert_eq!(after.standing, Standing::Deactivated);
        assert_eq!(records.account_by_email("a@b.example").await.unwrap(), None);
        assert_eq!(records.account_by_email("").await.unwrap(), None);
        assert!(records.second_factor(ONE).await.unwrap().is_none());
        assert!(records.sessions_of(ONE).await.unwrap().is_empty());
        assert_eq!(records.account_link(Uuid::from_u128(1), now()).await.unwrap(), None);
        records.reactivate_account(ONE).await.unwrap();
        assert_eq!(records.account(ONE).await.unwrap().expect("there").standing, Standing::Deactivated, "for good");
        account(&records, TWO, "a@b.example", Role::Member).await;
    });
}

#[test]
fn an_ended_session_is_not_brought_back_by_a_request_under_way() {
    run(async {
        let records = in_memory().await;
        session(&records, 5, ONE).await;
        session(&records, 6, TWO).await;
        let sessions = Sessions(records.clone());
        let under_way = sessions.load(&Id(5)).await.unwrap().expect("open");
        records.end_session(TWO, &Records::session_key(&Id(5))).await.unwrap();
        assert_eq!(records.sessions_of(ONE).await.unwrap().len(), 1, "nobody ends the sessions of others");
        records.end_session(ONE, &Records::session_key(&Id(5))).await.unwrap();
        sessions.save(&under_way).await.unwrap();
        assert_eq!(sessions.load(&Id(5)).await.unwrap(), None);
        assert_eq!(records.sessions_of(TWO).await.unwrap().len(), 1);
    });
}

#[test]
fn no_code_and_no_recovery_code_is_good_twice() {
    run(async {
        let records = in_memory().await;
        assert!(!records.use_step(ONE, 5).await.unwrap());
        records.begin_second_factor(ONE, b"sealed").await.unwrap();
        records.begin_second_factor(ONE, b"other").await.unwrap();
        assert!(!records.use_step(ONE, 5).await.unwrap(), "not confirmed yet");
        let codes = ["x".to_owned(), "y".to_owned()];
        assert!(records.confirm_second_factor(ONE, 10, &codes, b"fresh").await.unwrap());
        assert!(!records.confirm_second_factor(ONE, 11, &codes, b"").await.unwrap());
        let kept = records.second_factor(ONE).await.unwrap().expect("kept");
        assert_eq!(
            (kept.sealed.as_slice(), kept.confirmed, kept.fresh.as_slice()),
            (&b"sealed"[..], true, &b"fresh"[..])
        );
        assert!(!records.use_step(ONE, 10).await.unwrap(), "the code that confirmed it");
        assert!(records.use_step(ONE, 12).await.unwrap());
        assert!(!records.use_step(ONE, 12).await.unwrap() && !records.use_step(ONE, 11).await.unwrap());
        assert!(records.use_recovery_code(ONE, "y").await.unwrap());
        assert!(
            !records.use_recovery_code(ONE, "y").await.unwrap() && !records.use_recovery_code(ONE, "z").await.unwrap()
        );
        records.forget_fresh_codes(ONE).await.unwrap();
        let kept = records.second_factor(ONE).await.unwrap().expect("kept");
        assert_eq!((kept.recovery.as_slice(), kept.fresh.as_slice()), (&["x".to_owned()][..], &b""[..]));
        assert!(records.renew_recovery_codes(ONE, &codes, b"new").await.unwrap());
        account(&records, ONE, "a@b.example", Role::Staff).await;
        assert!(records.accounts().await.unwrap()[0].second_factor);
        records.remove_second_factor(ONE).await.unwrap();
        assert!(!records.accounts().await.unwrap()[0].second_factor);
    });
}

#[test]
fn attempts_are_kept_until_they_are_free() {
    run(async {
        let records = in_memory().await;
        records.keep_attempts(&[]).await.unwrap();
        let at = |minutes| now() + Duration::minutes(minutes);
        records.keep_attempts(&[("a".to_owned(), at(1)), ("b".to_owned(), at(5))]).await.unwrap();
        records.keep_attempts(&[("b".to_owned(), at(6)), ("c".to_owned(), at(7))]).await.unwrap();
        let mut kept = records.attempts(at(1)).await.unwrap();
        kept.sort();
        assert_eq!(kept, [("b".to_owned(), at(6)), ("c".to_owned(), at(7))]);
    });
}

#[test]
fn a_rule_holds_once_it_is_set() {
    run(async {
        let records = in_memory().await;
        assert!(!records.account_rule("second-factor-for-staff").await.unwrap());
        records.set_account_rule("second-factor-for-staff", true).await.unwrap();
        assert!(records.account_rule("second-factor-for-staff").await.unwrap());
        records.set_account_rule("second-factor-for-staff", false).await.unwrap();
        assert!(!records.account_rule("second-factor-for-staff").await.unwrap());
    });
}
