//! The description names every route of the API, and the results as they are.

use std::collections::BTreeSet;

use domain::results::{Bin, NumberSummary, OptionCount, QuestionResults, Results, TextCount};
use serde_json::Value;

use crate::support::{TestServer, run};

#[test]
fn every_route_of_the_api_is_described() {
    run(async {
        let described = TestServer::start().await.client().get("/api/v1/openapi.json").await.json();
        let described: BTreeSet<&str> =
            described["paths"].as_object().expect("paths").keys().map(String::as_str).collect();
        // The source of the route table: a route of the API that is added there has to be described.
        let routed: BTreeSet<&str> = include_str!("../../src/lib.rs")
            .split(".route(\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .filter(|path| ["/api/v1/", "/live/", "/health/"].iter().any(|start| path.starts_with(start)))
            .collect();
        assert_eq!(described, routed);
    });
}

#[test]
fn the_described_results_are_those_that_are_sent() {
    run(async {
        let description = TestServer::start().await.client().get("/api/v1/openapi.json").await.json();
        let schemas = &description["components"]["schemas"];
        let results = Results {
            survey: "a".into(),
            responses: 1,
            questions: vec![QuestionResults {
                code: "a".into(),
                kind: "number".into(),
                asked: 1,
                answered: 1,
                options: vec![OptionCount { code: "a".into(), count: 1 }],
                numbers: Some(NumberSummary {
                    mean: 1.0,
                    median: 1.0,
                    min: 1.0,
                    max: 1.0,
                    histogram: vec![Bin { from: 0.0, to: None, count: 1 }],
                }),
                texts: vec![TextCount { text: "a".into(), count: 1 }],
                more_texts: 1,
            }],
        };
        let sent = serde_json::to_value(results).expect("JSON");
        let question = &sent["questions"][0];
        for (name, object) in [
            ("ResultsObject", &sent),
            ("QuestionObject", question),
            ("OptionObject", &question["options"][0]),
            ("NumbersObject", &question["numbers"]),
            ("BinObject", &question["numbers"]["histogram"][0]),
            ("TextObject", &question["texts"][0]),
        ] {
            assert_eq!(names(&schemas[name]["properties"]), names(object), "{name}");
        }
    });
}

fn names(object: &Value) -> BTreeSet<&String> {
    object.as_object().map(|object| object.keys().collect()).unwrap_or_default()
}
