//! Live figures: scanned once, moved by every change, right again after deletions, told to listeners.

use std::time::Duration;

use domain::results::Results;
use store::{Records, SurveyState, Tallies};

use crate::{holding, in_memory, now, response, run, survey};

async fn with_survey(slug: &str) -> Records {
    let records = in_memory().await;
    records.create_survey(&survey(slug), SurveyState::Open, now()).await.expect("a survey");
    records
}

/// Waits for the figures to reach a number of responses.
async fn until(tallies: &Tallies, slug: &str, responses: u64) -> Results {
    let mut last = 0;
    for _ in 0..1_500 {
        let results = tallies.results(slug).await.expect("figures").expect("a survey");
        if results.responses == responses {
            return Results::clone(&results);
        }
        last = results.responses;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("never {responses} responses, but {last}");
}

#[test]
fn figures_move_with_every_change_and_count_nothing_twice() {
    run(async {
        let records = with_survey("bedarf").await;
        for number in 0..30 {
            records.keep_response(&response("bedarf", number)).await.expect("kept");
        }
        let tallies = Tallies::start(records.clone(), holding());
        assert_eq!(until(&tallies, "bedarf", 30).await.responses, 30);
        for number in 20..50 {
            // The first ten are kept already.
            records.keep_response(&response("bedarf", number)).await.expect("kept");
        }
        until(&tallies, "bedarf", 50).await;
        for number in 0..5 {
            assert!(records.delete_response("bedarf", &response("bedarf", number).key).await.expect("deleted"));
        }
        let live = until(&tallies, "bedarf", 45).await;
        tallies.stop().await;
        // A second count from scratch gives the same figures.
        let again = Tallies::start(records.clone(), holding());
        assert_eq!(until(&again, "bedarf", 45).await, live);
        again.stop().await;
    });
}

#[test]
fn responses_during_the_first_scan_are_counted_once() {
    run(async {
        let records = with_survey("eilig").await;
        let many: Vec<_> = (0..2_500).map(|number| response("eilig", number)).collect();
        records.keep_responses(&many).await.expect("kept");
        let tallies = Tallies::start(records.clone(), holding());
        let writer = {
            let records = records.clone();
            tokio::spawn(async move {
                for number in 2_500..2_700 {
                    records.keep_response(&response("eilig", number)).await.expect("kept");
                }
            })
        };
        tallies.results("eilig").await.expect("figures");
        writer.await.expect("written");
        until(&tallies, "eilig", 2_700).await;
        tallies.stop().await;
    });
}

#[test]
fn listeners_get_the_present_figures_at_once_and_each_change_soon() {
    run(async {
        let records = with_survey("live").await;
        let tallies = Tallies::start(records.clone(), holding());
        assert!(tallies.subscribe("niemand").await.expect("no fault").is_none());
        let mut frames = tallies.subscribe("live").await.expect("figures").expect("a survey");
        let count = |frame: &str| serde_json::from_str::<Results>(frame).expect("results").responses;
        assert_eq!(count(&frames.borrow_and_update()), 0);
        for number in 0..20 {
            records.keep_response(&response("live", number)).await.expect("kept");
        }
        let mut last = 0;
        while last < 20 {
            tokio::time::timeout(Duration::from_secs(5), frames.changed()).await.expect("in time").expect("open");
            let now = count(&frames.borrow_and_update());
            assert!(now > last, "a frame never goes back");
            last = now;
        }
        tallies.stop().await;
    });
}
