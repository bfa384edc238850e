//! Accounts, programs' keys and drafts.

use chrono::Duration;
use domain::account::Role;
use store::{NewAccount, StoreError};
use uuid::Uuid;

use crate::{in_memory, now, run};

fn account(email: &str) -> NewAccount {
    NewAccount {
        email: email.to_owned(),
        name: "Ayşe Yılmaz".to_owned(),
        role: Role::Administrator,
        password_hash: "$argon2id$…".to_owned(),
    }
}

#[test]
fn an_address_has_one_account_in_whatever_case() {
    run(async {
        let records = in_memory().await;
        assert_eq!(records.count_accounts().await.unwrap(), 0);
        let (first, second) = (Uuid::from_u128(1), Uuid::from_u128(2));
        records.create_account(&account("Ayse@Duisburg.example"), first, now()).await.unwrap();
        for (email, id) in [("ayse@duisburg.EXAMPLE ", second), ("other@duisburg.example", first)] {
            let again = records.create_account(&account(email), id, now()).await;
            assert!(matches!(again, Err(StoreError::Taken)), "{again:?}");
        }
        assert_eq!(records.count_accounts().await.unwrap(), 1);
        assert!(records.account_by_email("other@duisburg.example").await.unwrap().is_none(), "nothing is half kept");

        let found = records.account_by_email("AYSE@duisburg.example").await.unwrap().expect("found");
        assert_eq!((found.id, found.email.as_str(), found.role), (first, "Ayse@Duisburg.example", Role::Administrator));
        assert_eq!(records.account(first).await.unwrap(), Some(found));
        assert_eq!(records.account(second).await.unwrap(), None);
        assert_eq!(records.account_by_email("nobody@duisburg.example").await.unwrap(), None);
    });
}

#[test]
fn one_of_many_concurrent_accounts_for_an_address_wins() {
    run(async {
        let records = in_memory().await;
        let attempts: Vec<_> = (0..12_u128)
            .map(|number| {
                let records = records.clone();
                tokio::spawn(async move {
                    records.create_account(&account("a@b.example"), Uuid::from_u128(number), now()).await
                })
            })
            .collect();
        let mut created = 0;
        for attempt in attempts {
            match attempt.await.unwrap() {
                Ok(()) => created += 1,
                Err(StoreError::Taken) => {}
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!((created, records.count_accounts().await.unwrap()), (1, 1));
    });
}

#[test]
fn a_key_is_found_by_the_hash_of_its_secret() {
    run(async {
        let records = in_memory().await;
        let scopes = ["read:results".to_owned(), "write:responses".to_owned()];
        records.create_key("statistics", &scopes, "abc", now()).await.unwrap();
        assert!(matches!(records.create_key("other", &[], "abc", now()).await, Err(StoreError::Taken)));
        let found = records.key_by_hash("abc").await.unwrap().expect("found");
        assert_eq!((found.name.as_str(), found.scopes.as_slice()), ("statistics", scopes.as_slice()));
        assert_eq!(records.key_by_hash("abd").await.unwrap(), None);
    });
}

#[test]
fn a_draft_lives_until_it_expires() {
    run(async {
        let records = in_memory().await;
        let sealed: Vec<u8> = (0..=255).collect();
        records.save_draft("one", b"older", now() + Duration::hours(1)).await.unwrap();
        records.save_draft("one", &sealed, now() + Duration::hours(2)).await.unwrap();
        records.save_draft("two", &sealed, now() + Duration::hours(3)).await.unwrap();
        let later = |hours| now() + Duration::hours(hours);
        assert_eq!(records.draft("one", later(1)).await.unwrap(), Some(sealed.clone()));
        assert_eq!(records.draft("one", later(2)).await.unwrap(), None);
        assert_eq!(records.delete_expired(later(1)).await.unwrap(), 0);
        assert_eq!(records.delete_expired(later(2)).await.unwrap(), 1);
        assert_eq!(records.draft("two", now()).await.unwrap(), Some(sealed));
        records.delete_draft("two").await.unwrap();
        records.delete_draft("two").await.unwrap();
        assert_eq!(records.draft("two", now()).await.unwrap(), None);
    });
}
