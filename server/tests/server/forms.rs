//! Answering by plain forms, as a browser without scripts does.

use axum::http::StatusCode;
use demo::Generator;
use domain::answer::{Answer, Answers};
use domain::answering::{kept, visible};
use domain::survey::{Question, Survey};
use serde_json::json;
use store::SurveyState;

use crate::support::{self, Client, TestServer, pairs, run};

type Fields = Vec<(String, String)>;

/// What a browser posts for the questions on a page.
pub fn fields(questions: &[&Question], answers: &Answers, go: &str) -> Fields {
    let mut fields = Fields::new();
    for question in questions {
        let code = &question.code;
        fields.push(("shown".to_owned(), code.clone()));
        let name = format!("q.{code}");
        match answers.get(code) {
            None => {}
            Some(Answer::Number(number)) => fields.push((name, number.to_string().replace('.', ","))),
            Some(Answer::Text(text)) => fields.push((name, text.clone())),
            Some(Answer::Choices { codes, other }) => {
                fields.extend(codes.iter().map(|code| (name.clone(), code.clone())));
                if let Some(text) = other {
                    fields.push((name, "other".to_owned()));
                    fields.push((format!("q.{code}.other"), text.clone()));
                }
            }
        }
    }
    fields.push(("go".to_owned(), go.to_owned()));
    fields
}

/// Answers all pages, seeing only what a browser would show, and stops at the review.
pub async fn walk(client: &mut Client, survey: &Survey, wanted: &Answers) {
    let start = format!("/surveys/{}", survey.slug);
    assert_eq!(client.get(&start).await.status, StatusCode::OK);
    let begun = client.post_form(&start, &pairs(&[("go", "begin")])).await;
    let mut place = begun.location().to_owned();
    let mut entered = Answers::new();
    for _ in 0..3 * survey.pages.len() {
        assert_eq!(client.get(&place).await.status, StatusCode::OK, "{place}");
        let step = place.rsplit('/').next().and_then(|step| step.split('?').next()).expect("a step").to_owned();
        if step == "review" {
            client.take_time();
            return;
        }
        let page = &survey.pages[step.parse::<usize>().expect("a page") - 1];
        let seen = visible(survey, &entered);
        let questions: Vec<&Question> =
            page.questions.iter().filter(|question| seen.contains(question.code.as_str())).collect();
        for question in &questions {
            if let Some(answer) = wanted.get(&question.code) {
                entered.insert(question.code.clone(), answer.clone());
            }
        }
        let sent = client.post_form(&format!("{start}/{step}"), &fields(&questions, &entered, "next")).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        assert!(!sent.location().ends_with("?check=1"), "page {step} finds problems in valid answers");
        sent.location().clone_into(&mut place);
    }
    panic!("the review never came");
}

async fn stored(server: &TestServer, survey: &Survey) -> Vec<store::Response> {
    server.services.records.responses_beginning(&survey.slug, "").await.expect("the database works")
}

#[test]
fn a_whole_survey_is_answered_without_scripts_and_stored_once() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let mut client = server.client();
        client.cookies.insert("language".to_owned(), "de".to_owned());
        let wanted = Generator::new(&survey, 11).response();
        walk(&mut client, &survey, &wanted).await;

        let (start, review) = (format!("/surveys/{}", survey.slug), format!("/surveys/{}/review", survey.slug));
        let thanks = format!("{start}/thanks");
        let sent = client.post_form(&review, &pairs(&[("go", "submit")])).await;
        assert_eq!(sent.location(), thanks);
        assert_eq!(client.get(&thanks).await.status, StatusCode::OK);
        let kept_responses = stored(&server, &survey).await;
        assert_eq!(kept_responses.len(), 1);
        assert_eq!(kept_responses[0].answers, kept(&survey, &wanted));

        // The back button and sending again, from any page.
        for (path, go) in [(&review, "submit"), (&format!("{start}/1"), "next"), (&start, "begin")] {
            assert_eq!(client.post_form(path, &pairs(&[("go", go)])).await.location(), thanks, "{path} {go}");
        }
        assert_eq!(server.count(&survey).await, 1);

        // Anew, on purpose.
        assert_eq!(client.post_form(&start, &pairs(&[("go", "again")])).await.location(), format!("{start}/1"));
        walk(&mut client, &survey, &wanted).await;
        client.post_form(&review, &pairs(&[("go", "submit")])).await;
        assert_eq!(server.count(&survey).await, 2);
        assert_eq!(
            client.cookies.keys().cloned().collect::<Vec<_>>(),
            [format!("draft-{}", survey.slug), "language".to_owned()]
        );
    });
}

#[test]
fn a_double_click_on_send_is_one_response() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let mut client = server.client();
        walk(&mut client, &survey, &Generator::new(&survey, 12).response()).await;
        let review = format!("/surveys/{}/review", survey.slug);
        let mut clicks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let mut clicking = server.client();
            clicking.cookies.clone_from(&client.cookies);
            let review = review.clone();
            clicks.spawn(async move { clicking.post_form(&review, &pairs(&[("go", "submit")])).await });
        }
        for answer in clicks.join_all().await {
            assert!(answer.location().ends_with("/thanks"), "{answer:?}");
        }
        assert_eq!(server.count(&survey).await, 1);
    });
}

/// Page 1: `a`, and `b` when `a` is yes. Page 2 when `a` is yes: `c`. Page 3: `d`.
pub fn small() -> Survey {
    let option = |code: &str| json!({ "code": code, "label": { "de": code } });
    let a_is_yes = json!({ "equals": { "question": "a", "value": "yes" } });
    let question = |code: &str, kind: serde_json::Value| json!({ "code": code, "text": { "de": code }, "required": true, "kind": kind });
    let mut b = question("b", json!({ "short_text": {} }));
    b["visible_if"] = a_is_yes.clone();
    let survey = json!({
        "slug": "klein", "title": { "de": "Klein" }, "languages": ["de", "ar"], "fallback": "de",
        "pages": [
            { "title": { "de": "1" }, "questions": [
                question("a", json!({ "single_choice": { "options": [option("yes"), option("no")] } })), b
            ] },
            { "title": { "de": "2" }, "visible_if": a_is_yes, "questions": [question("c", json!({ "number": { "min": 1.0, "max": 9.0 } }))] },
            { "title": { "de": "3" }, "questions": [question("d", json!({ "long_text": {} }))] }
        ]
    });
    serde_json::from_value(survey).expect("a survey")
}

async fn begun(state: SurveyState) -> (TestServer, Client) {
    let server = TestServer::start().await;
    server.services.records.create_survey(&small(), SurveyState::Open, server.clock.now()).await.expect("new");
    let mut client = server.client();
    assert_eq!(client.post_form("/surveys/klein", &[]).await.location(), "/surveys/klein/1");
    client.take_time();
    if state != SurveyState::Open {
        server.set_state(&small(), state).await;
    }
    (server, client)
}

#[test]
fn each_button_leads_where_it_says() {
    run(async {
        let (server, mut client) = begun(SurveyState::Open).await;
        let mut go = async |step: &str, fields: &[(&str, &str)]| -> String {
            let path = format!("/surveys/klein/{step}");
            let answer = client.post_form(&path, &pairs(fields)).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path} {fields:?}");
            answer.location().strip_prefix("/surveys/klein/").unwrap_or("elsewhere").to_owned()
        };
        // Nothing answered: problems. Back is never held up, also on the first page.
        assert_eq!(go("1", &[("shown", "a"), ("go", "next")]).await, "1?check=1");
        assert_eq!(go("1", &[("shown", "a"), ("go", "back")]).await, "1");
        // An answer that makes a question appear on the same page, which was not there to be answered.
        assert_eq!(go("1", &[("shown", "a"), ("q.a", "yes"), ("go", "next")]).await, "1?more=1");
        assert_eq!(go("1", &[("shown", "a"), ("q.a", "yes"), ("shown", "b"), ("go", "next")]).await, "1?check=1");
        assert_eq!(go("1", &[("shown", "a"), ("q.a", "yes"), ("shown", "b"), ("q.b", "x"), ("go", "next")]).await, "2");
        // Without a button, as with Enter.
        assert_eq!(go("2", &[("shown", "c"), ("q.c", "12")]).await, "2?check=1");
        assert_eq!(go("2", &[("shown", "c"), ("q.c", "zwölf"), ("go", "back")]).await, "1");
        assert_eq!(go("2", &[("shown", "c"), ("q.c", "5"), ("go", "review")]).await, "review");
        assert_eq!(go("review", &[("go", "back")]).await, "3");
        // Sending with a gap leads to its page.
        assert_eq!(go("review", &[("go", "submit")]).await, "3?check=1");
        assert_eq!(go("3", &[("shown", "d"), ("q.d", "y"), ("go", "back")]).await, "2");
        // The other answer hides a page in both directions; what was hidden is not stored.
        assert_eq!(go("1", &[("shown", "a"), ("q.a", "no"), ("go", "next")]).await, "3");
        assert_eq!(go("3", &[("shown", "d"), ("q.d", "y"), ("go", "back")]).await, "1");
        assert_eq!(go("3", &[("shown", "d"), ("q.d", "y"), ("go", "next")]).await, "review");
        // Steps that are none show what they are: not found.
        assert_eq!(go("9", &[("go", "next")]).await, "9");
        assert_eq!(go("0", &[("go", "next")]).await, "0");
        assert_eq!(go("review", &[("go", "submit")]).await, "thanks");
        let responses = stored(&server, &small()).await;
        let codes: Vec<&str> = responses[0].answers.keys().map(String::as_str).collect();
        assert_eq!(codes, ["a", "d"]);
    });
}

#[test]
fn changing_the_language_keeps_what_was_typed_also_when_it_is_wrong() {
    run(async {
        let (server, mut client) = begun(SurveyState::Open).await;
        let typed =
            [("shown", "a"), ("q.a", "yes"), ("shown", "b"), ("q.b", "Grüße aus Duisburg"), ("go", "language:ar")];
        let answer = client.post_form("/surveys/klein/1", &pairs(&typed)).await;
        assert_eq!(answer.location(), "/surveys/klein/1");
        assert_eq!(client.cookies.get("language").map(String::as_str), Some("ar"));
        let page = client.get("/surveys/klein/1").await;
        assert!(page.body.contains("Grüße aus Duisburg") && page.body.contains("dir=\"rtl\""), "{}", page.body);

        let wrong = [("shown", "c"), ("q.c", "ungefähr vier"), ("go", "language:de")];
        client.post_form("/surveys/klein/2", &pairs(&wrong)).await;
        assert!(client.get("/surveys/klein/2?check=1").await.body.contains("ungefähr vier"));
        assert_eq!(
            client.post_form("/surveys/klein", &pairs(&[("go", "language:ar")])).await.location(),
            "/surveys/klein"
        );
        assert_eq!(server.count(&small()).await, 0);
    });
}

#[test]
fn a_closed_survey_says_so_on_its_start_page() {
    run(async {
        for state in [SurveyState::Closed, SurveyState::Draft] {
            let (server, mut client) = begun(state).await;
            for path in ["/surveys/klein", "/surveys/klein/1", "/surveys/klein/review"] {
                assert_eq!(client.post_form(path, &pairs(&[("go", "submit")])).await.location(), "/surveys/klein");
            }
            assert_eq!(server.count(&small()).await, 0);
        }
    });
}

#[test]
fn hostile_forms_do_no_harm() {
    run(async {
        let (server, mut client) = begun(SurveyState::Open).await;
        for fields in [
            pairs(&[("shown", "'; DELETE response"), ("q.'; DELETE response", "x"), ("go", "next")]),
            pairs(&[("go", "language:../../evil\r\nset-cookie: a=b")]),
            pairs(&[("go", "<script>"), ("shown", "a"), ("q.a", "<script>alert(1)</script>")]),
            (0..2_000).map(|number| (format!("q.{number}"), "x".to_owned())).collect(),
        ] {
            let answer = client.post_form("/surveys/klein/1", &fields).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER);
            assert!(answer.location().starts_with("/surveys/klein/"), "{}", answer.location());
            assert!(!client.cookies.contains_key("a"));
        }
        let page = client.get("/surveys/klein/1?check=1").await;
        assert!(!page.body.contains("<script>alert(1)"), "{}", page.body);
        for slug in ["%2f%2fevil.example", "a%0d%0ab", "%00"] {
            let answer = client.post_form(&format!("/surveys/{slug}"), &[]).await;
            assert!(
                answer.status != StatusCode::SEE_OTHER || answer.location().starts_with("/surveys/"),
                "{slug}: {answer:?}"
            );
        }
        let planted = "AAAAAAAAAAAAAAAAAAAAAA";
        client.cookies.insert("draft-klein".to_owned(), planted.to_owned());
        client.post_form("/surveys/klein", &[]).await;
        assert_ne!(client.cookies["draft-klein"], planted, "a secret that somebody else chose is not taken up");
        assert_eq!(server.count(&small()).await, 0);
        let body = support::form(&pairs(&[("q.a", &"x".repeat(300_000))]));
        let request =
            axum::http::Request::post("/surveys/klein/1").header("content-type", "application/x-www-form-urlencoded");
        assert_eq!(client.send(request, &body).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    });
}
