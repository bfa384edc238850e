//! Responses: kept once, counted per survey, paged through without loss or repetition.

use store::{Kept, Response};

use crate::{in_memory, response, run};

#[test]
fn a_response_comes_back_as_it_was() {
    run(async {
        let records = in_memory().await;
        let sent = response("bedarf", 1);
        assert_eq!(records.keep_response(&sent).await.unwrap(), Kept::New);
        assert!(records.response_kept("bedarf", &sent.key).await.unwrap());
        assert!(!records.response_kept("anders", &sent.key).await.unwrap());
        assert_eq!(records.responses_beginning("bedarf", "").await.unwrap(), [sent]);
    });
}

#[test]
fn the_same_key_is_kept_once_under_concurrent_submissions() {
    run(async {
        let records = in_memory().await;
        let sent = response("bedarf", 1);
        let submissions: Vec<_> = (0..50)
            .map(|number| {
                let (records, mut sent) = (records.clone(), sent.clone());
                // A later submission with other content must not change the first.
                sent.version = number + 1;
                tokio::spawn(async move { (sent.version, records.keep_response(&sent).await) })
            })
            .collect();
        let mut winners = Vec::new();
        for submission in submissions {
            let (version, kept) = submission.await.unwrap();
            if kept.expect("a duplicate is no error") == Kept::New {
                winners.push(version);
            }
        }
        assert_eq!(winners.len(), 1);
        let kept = records.responses_beginning("bedarf", "").await.unwrap();
        assert_eq!(kept.iter().map(|kept| kept.version).collect::<Vec<_>>(), winners);
    });
}

#[test]
fn many_at_once_skip_what_is_there() {
    run(async {
        let records = in_memory().await;
        let mut first = response("bedarf", 3);
        first.version = 7;
        records.keep_response(&first).await.unwrap();
        let all: Vec<Response> = (0..1_200).map(|number| response("bedarf", number)).collect();
        assert_eq!(records.keep_responses(&all).await.unwrap(), 1_199);
        assert_eq!(records.keep_responses(&all).await.unwrap(), 0);
        assert_eq!(records.count_responses("bedarf").await.unwrap(), 1_200);
        let kept = by_shares(&records, "bedarf").await;
        assert_eq!(kept.iter().find(|kept| kept.key == first.key), Some(&first), "the older one stays");
    });
}

#[test]
fn shares_give_each_response_exactly_once_and_no_foreign_ones() {
    run(async {
        let records = in_memory().await;
        // Neighbours in the order of slugs, and one slug that begins like another.
        for slug in ["bedarf", "bedarf-2", "bedar", "bedarg"] {
            let responses: Vec<Response> = (0..257).map(|number| response(slug, number)).collect();
            records.keep_responses(&responses).await.unwrap();
        }
        for (beginnings, shares) in
            [(vec![String::new()], 1), ((0..16).map(|digit| format!("{digit:x}")).collect(), 16)]
        {
            let mut kept = Vec::new();
            for beginning in &beginnings {
                kept.extend(records.responses_beginning("bedarf", beginning).await.unwrap());
            }
            assert_eq!(kept.len(), 257, "{shares} shares");
            assert!(kept.iter().all(|kept| kept.survey == "bedarf"));
            assert!(kept.is_sorted_by(|one, next| one.key < next.key), "{shares} shares are in order");
        }
        assert_eq!(records.count_responses("bedarf").await.unwrap(), 257);
        assert_eq!(records.count_responses("nowhere").await.unwrap(), 0);
        assert!(records.responses_beginning("nowhere", "").await.unwrap().is_empty());
    });
}

/// All responses, share by share.
pub async fn by_shares(records: &store::Records, survey: &str) -> Vec<Response> {
    let mut all = Vec::new();
    for beginning in records.shares_of_responses(survey).await.unwrap() {
        all.extend(records.responses_beginning(survey, &beginning).await.unwrap());
    }
    all
}
