//! Measures the paths that must be fast. Run: `cargo test -p store --test store --profile release -- --ignored --nocapture speed`

use std::time::Instant;

use futures::{StreamExt, stream};
use store::Response;

use crate::{in_folder, open, response, run};

#[test]
#[ignore = "a measurement, not a check"]
#[expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "a measurement of time is printed"
)]
fn speed_of_keeping_counting_and_reading() {
    let many: u64 = std::env::var("RESPONSES").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    run(async move {
        let folder = tempfile::tempdir().unwrap();
        let records = open(&in_folder(folder.path())).await.unwrap();
        let single = (many / 5).max(1);

        for listening in [false, true] {
            let watching = if listening { Some(records.watch_responses().await.unwrap()) } else { None };
            let reader = watching.map(|changes| tokio::spawn(changes.take(usize::try_from(single).unwrap()).count()));
            let start = Instant::now();
            stream::iter(0..single)
                .for_each_concurrent(64, |number| {
                    let records = records.clone();
                    let sent = response(if listening { "watched" } else { "single" }, number);
                    async move {
                        records.keep_response(&sent).await.unwrap();
                    }
                })
                .await;
            println!(
                "keep_response, 64 at once, watched {listening}: {:.0}/s",
                single as f64 / start.elapsed().as_secs_f64()
            );
            if let Some(reader) = reader {
                assert_eq!(reader.await.unwrap() as u64, single);
                println!("  all told to the listener after {:.2?}", start.elapsed());
            }
        }

        let all: Vec<Response> = (0..many).map(|number| response("many", number)).collect();
        let start = Instant::now();
        records.keep_responses(&all).await.unwrap();
        println!("keep_responses: {:.0}/s", many as f64 / start.elapsed().as_secs_f64());

        let start = Instant::now();
        assert_eq!(records.count_responses("many").await.unwrap(), many);
        println!("count_responses of {many}: {:.2?}", start.elapsed());

        let (start, mut read, mut last) = (Instant::now(), 0, None::<String>);
        loop {
            let page = records.responses_after("many", last.as_deref(), 1_000).await.unwrap();
            let Some(end) = page.last() else { break };
            last = Some(end.key.clone());
            read += page.len() as u64;
        }
        assert_eq!(read, many);
        println!("responses_after, pages of 1000: {:.0}/s", many as f64 / start.elapsed().as_secs_f64());
        records.close().await;
    });
}
