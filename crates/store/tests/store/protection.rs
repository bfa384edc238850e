//! Retention, erasure with its record, and the register of what is stored against the schema as it is.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use domain::language::{Language, Localised};
use domain::protection::{Place, RECORDS};
use store::{Actor, Cause, Erasing, Erasure, Protection, StoreError, SurveyState, Tallies};
use surrealdb::types::Value;
use uuid::Uuid;

use crate::{in_folder, in_memory, now, open, response, run, survey, today};

fn by_hand() -> Erasing {
    Erasing { day: today(), cause: Cause::Hand, actor: Actor::Account(Uuid::from_u128(3)) }
}

#[test]
fn protection_is_kept_and_two_who_edit_at_once_notice_each_other() {
    run(async {
        let records = in_memory().await;
        assert_eq!(records.protection("bedarf").await.unwrap(), Protection::default());
        let mut notices = Localised::one(&Language::new("de"), "# Guten Tag\n'\"; DELETE audit");
        notices.set(&Language::new("ar"), "مرحبا");
        let first = Protection { retention: Some(today()), notices, version: 0 };
        records.keep_protection("bedarf", &first).await.unwrap();
        assert!(matches!(records.keep_protection("bedarf", &first).await, Err(StoreError::Taken)));
        let read = records.protection("bedarf").await.unwrap();
        assert_eq!(read, Protection { version: 1, ..first });
        let without = Protection { retention: None, ..read.clone() };
        records.keep_protection("bedarf", &without).await.unwrap();
        assert!(matches!(records.keep_protection("bedarf", &read).await, Err(StoreError::Taken)));
        assert_eq!(records.protection("bedarf").await.unwrap(), Protection { version: 2, ..without });
        assert_eq!(records.protection("anders").await.unwrap(), Protection::default());
    });
}

#[test]
fn what_is_due_is_found_once_its_last_day_is_over() {
    run(async {
        let records = in_memory().await;
        for (slug, days) in [("gestern", -1), ("heute", 0), ("morgen", 1), ("vorgestern", -2)] {
            let retention = Some(today() + TimeDelta::days(days));
            records.keep_protection(slug, &Protection { retention, ..Protection::default() }).await.unwrap();
        }
        records.keep_protection("ohne", &Protection::default()).await.unwrap();
        let slugs = |due: Vec<(String, _)>| due.into_iter().map(|(slug, _)| slug).collect::<Vec<_>>();
        assert_eq!(slugs(records.retentions_before(today()).await.unwrap()), ["vorgestern", "gestern"]);
        let week = records.retentions_before(today() + TimeDelta::days(8)).await.unwrap();
        assert_eq!(slugs(week), ["vorgestern", "gestern", "heute", "morgen"]);
    });
}

#[test]
fn an_erasure_takes_all_responses_of_one_survey_and_stays_on_record() {
    run(async {
        let records = in_memory().await;
        for slug in ["bedarf", "bedarf-2"] {
            records.create_survey(&survey(slug), SurveyState::Open, now()).await.unwrap();
            let many: Vec<_> = (0..1_203).map(|number| response(slug, number)).collect();
            records.keep_responses(&many).await.unwrap();
        }
        let tallies = Tallies::start(records.clone(), crate::holding());
        assert_eq!(tallies.results("bedarf").await.unwrap().unwrap().responses, 1_203);
        assert_eq!(records.erase_responses("bedarf", &by_hand()).await.unwrap(), 1_203);
        assert_eq!(records.erase_responses("bedarf", &by_hand()).await.unwrap(), 0, "nothing twice");
        assert_eq!(records.count_responses("bedarf").await.unwrap(), 0);
        assert_eq!(records.count_responses("bedarf-2").await.unwrap(), 1_203, "others stay");
        let erasure = Erasure {
            survey: "bedarf".to_owned(),
            day: today(),
            responses: 1_203,
            invitations: 0,
            cause: Cause::Hand,
            actor: by_hand().actor,
        };
        assert_eq!(records.erasures(Some("bedarf")).await.unwrap(), [erasure]);
        assert!(records.erasures(Some("bedarf-2")).await.unwrap().is_empty());
        for _ in 0..200 {
            if tallies.results("bedarf").await.unwrap().unwrap().responses == 0 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        let figures = tallies.results("bedarf").await.unwrap().unwrap();
        assert_eq!(figures.responses, 0, "the live figures follow");
        assert_eq!(tallies.results("bedarf-2").await.unwrap().unwrap().responses, 1_203);
        tallies.stop().await;
    });
}

#[test]
fn several_who_erase_at_once_count_every_response_once() {
    run(async {
        let records = in_memory().await;
        let many: Vec<_> = (0..900).map(|number| response("bedarf", number)).collect();
        records.keep_responses(&many).await.unwrap();
        let processes = (0..4).map(|_| {
            let records = records.clone();
            tokio::spawn(async move { records.erase_responses("bedarf", &by_hand()).await })
        });
        for outcome in futures::future::join_all(processes).await {
            assert!(matches!(outcome.unwrap(), Ok(_) | Err(StoreError::Conflict)));
        }
        records.erase_responses("bedarf", &by_hand()).await.unwrap();
        let erasures = records.erasures(None).await.unwrap();
        assert_eq!(erasures.iter().map(|erasure| erasure.responses).collect::<Vec<_>>(), [900]);
    });
}

#[test]
fn single_responses_add_up_to_one_record_a_day() {
    run(async {
        let records = in_memory().await;
        for number in 0..3 {
            records.keep_response(&response("bedarf", number)).await.unwrap();
        }
        let erasing = Erasing { day: today(), cause: Cause::Receipt, actor: Actor::Stranger };
        for number in [0, 1, 1] {
            let key = response("bedarf", number).key;
            records.erase_response("bedarf", &key, &erasing).await.unwrap();
        }
        assert!(!records.erase_response("bedarf", "nothing", &erasing).await.unwrap());
        let tomorrow = Erasing { day: today() + TimeDelta::days(1), ..erasing };
        assert!(records.erase_response("bedarf", &response("bedarf", 2).key, &tomorrow).await.unwrap());
        let erasures = records.erasures(Some("bedarf")).await.unwrap();
        let told: Vec<_> = erasures.iter().map(|erasure| (erasure.day, erasure.responses, erasure.cause)).collect();
        assert_eq!(told, [(tomorrow.day, 1, Cause::Receipt), (today(), 2, Cause::Receipt)]);
    });
}

/// Names of tables or fields in an answer to `INFO`.
fn names(info: &Value, what: &str) -> BTreeSet<String> {
    let Value::Object(info) = info else { panic!("INFO is an object") };
    let Some(Value::Object(part)) = info.get(what) else { panic!("INFO has {what}") };
    part.keys().cloned().collect()
}

#[test]
fn the_register_of_what_is_stored_is_the_schema() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let connection = in_folder(folder.path());
        open(&connection).await.unwrap().close().await;
        let database = surrealdb::engine::any::connect(&connection.url).await.unwrap();
        database.use_ns("teilhabe").use_db("teilhabe").await.unwrap();
        let info: Option<Value> = database.query("INFO FOR DB").await.unwrap().take(0).unwrap();
        let mut schema = BTreeMap::new();
        for table in names(&info.unwrap(), "tables") {
            let text = format!("INFO FOR TABLE `{table}`");
            let info: Option<Value> = database.query(text).await.unwrap().take(0).unwrap();
            let fields = names(&info.unwrap(), "fields");
            // `scopes.*` belongs to `scopes`.
            let fields: BTreeSet<String> = fields.into_iter().filter(|field| !field.contains(['.', '['])).collect();
            schema.insert(table, fields);
        }
        let stored = RECORDS.iter().filter(|record| record.place == Place::Database);
        let mut described: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for record in stored {
            let fields = record.data.iter().map(|(field, _)| (*field).to_owned()).collect();
            assert!(described.insert(record.name.to_owned(), fields).is_none(), "{} stands twice", record.name);
        }
        for (table, fields) in &schema {
            let named = described.get(table);
            assert!(named.is_some(), "the table {table} ({fields:?}) has no row in domain::protection::RECORDS");
            assert_eq!(
                named.unwrap(),
                fields,
                "the fields of {table} in domain::protection::RECORDS and in the schema"
            );
        }
        for table in described.keys() {
            assert!(schema.contains_key(table), "domain::protection::RECORDS has {table}, the schema has not");
        }
    });
}
