//! What must never be in the log: a whole journey with everything that can go wrong, the log caught as the program writes it.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use app::services::chance;
use axum::http::Request;
use demo::Generator;
use domain::account::Role;
use domain::answer::{Answer, Answers};
use domain::survey::{Kind, Survey};
use serde_json::json;
use server::configuration::{LogFormat, Logging};
use tracing::Dispatch;
use tracing_subscriber::fmt::MakeWriter;

use crate::support::{PASSWORD, TestServer, pairs, responses_path, results_path, submission};

const EMAIL: &str = "zeynep.sternberg@verein-der-sterne.example";
const NAME: &str = "Zeynep Sternberg-Okonkwo";
const TEXT: &str = "Proberaum-am-Kometenweg";
const WRONG_PASSWORD: &str = "Kometenschweif-und-Mondstaub";
const ADDRESS: &str = "198.51.100.77";

/// Collects what is logged.
#[derive(Clone, Default)]
struct Caught(Arc<Mutex<Vec<u8>>>);

impl Caught {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

impl Write for Caught {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Caught {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Runs a journey and gives back its log and the secrets that came up on the way. Every thread of its runtime logs to the
/// same place, and no other test does.
fn log_of(filter: &str, format: LogFormat) -> (String, Vec<String>) {
    let caught = Caught::default();
    let settings = Logging { log: filter.to_owned(), log_format: format };
    let dispatch = Dispatch::from(server::logging::subscriber(&settings, caught.clone()).expect("a filter"));
    let for_threads = dispatch.clone();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_stack_size(10 * 1024 * 1024)
        .on_thread_start(move || {
            // Lasts as long as the thread.
            std::mem::forget(tracing::dispatcher::set_default(&for_threads));
        })
        .enable_all()
        .build()
        .expect("a runtime");
    let secrets = runtime.block_on(async { tokio::spawn(journey()).await }).expect("the journey ends well");
    drop(runtime);
    (caught.text(), secrets)
}

/// A free text of the survey, and an answer with a text nobody else has.
fn answers(survey: &Survey) -> Answers {
    let mut answers = Generator::new(survey, 11).response();
    for question in survey.questions() {
        if let Kind::LongText { .. } | Kind::ShortText { format: None, .. } = question.kind {
            answers.insert(question.code.clone(), Answer::Text(TEXT.to_owned()));
        }
    }
    let visible = domain::answering::visible(survey, &answers);
    let visible: Vec<String> = visible.iter().map(|code| (*code).to_owned()).collect();
    answers.retain(|code, _| visible.contains(code));
    assert!(answers.values().any(|answer| *answer == Answer::Text(TEXT.to_owned())), "a text is asked for");
    answers
}

async fn journey() -> Vec<String> {
    let (server, survey) = TestServer::with_survey().await;
    let mut secrets = Vec::new();
    let password_hash = app::services::passwords::Passwords::default().hash(PASSWORD).await.expect("long enough");
    let account = store::NewAccount {
        email: EMAIL.to_owned(),
        name: NAME.to_owned(),
        role: Role::Administrator,
        password_hash: password_hash.clone(),
    };
    server.services.records.create_account(&account, chance::uuid(), server.clock.now()).await.expect("new");
    secrets.push(password_hash);
    // The same account again: the database refuses, with the address at hand.
    let again = server.services.records.create_account(&account, chance::uuid(), server.clock.now()).await;
    tracing::error!(error = %again.expect_err("taken"), "provoked");

    // Signing in: wrong, unknown, right.
    let mut staff = server.client();
    staff.sign_in(EMAIL, WRONG_PASSWORD).await;
    staff.sign_in(&format!("un{EMAIL}"), WRONG_PASSWORD).await;
    staff.sign_in(EMAIL, PASSWORD).await;
    assert!(staff.cookies.contains_key("teilhabe"), "signed in");
    secrets.extend(staff.cookies.values().cloned());

    // Answering by plain forms, with a draft.
    let start = format!("/surveys/{}", survey.slug);
    let mut respondent = server.client();
    respondent.get(&start).await;
    respondent.post_form(&start, &pairs(&[("go", "begin")])).await;
    let text_code = answers(&survey)
        .iter()
        .find(|(_, answer)| **answer == Answer::Text(TEXT.to_owned()))
        .map(|(code, _)| code.clone());
    let field = format!("q.{}", text_code.expect("a text question"));
    respondent.post_form(&format!("{start}/1"), &pairs(&[(&field, TEXT), ("go", "next")])).await;
    respondent.get(&format!("{start}/review")).await;
    respondent.get(&format!("{start}/privacy?name={TEXT}")).await;
    secrets.extend(respondent.cookies.values().cloned());

    // Answering by the API: right, wrong, hostile.
    let id = chance::uuid();
    let key = server.add_key(&["read:results", "write:responses"]).await;
    let sent = respondent.post_json(&responses_path(&survey), &submission(id, &answers(&survey))).await;
    secrets.push(sent.json()["receipt"].as_str().expect("a receipt").to_owned());
    secrets.push(id.to_string());
    secrets.push(key.clone());
    let nonsense = json!({ "submission": TEXT, "language": TEXT, "answers": { TEXT: TEXT } });
    respondent.post_json(&responses_path(&survey), &nonsense).await;
    respondent
        .post_json(&responses_path(&survey), &json!({ "submission": id, "language": "de", "answers": { "x": TEXT } }))
        .await;
    respondent.post_json(&format!("/api/v1/surveys/{TEXT}/responses"), &nonsense).await;
    respondent.send(Request::post(responses_path(&survey)).header("content-type", "application/json"), TEXT).await;

    // Looking at results: as staff, with a key, with a wrong key, as a stranger.
    staff.get(&results_path(&survey)).await;
    staff.get(&format!("/office/surveys/{}", survey.slug)).await;
    respondent.get_with_key(&results_path(&survey), &key).await;
    let guessed = format!("{key}x");
    respondent.get_with_key(&results_path(&survey), &guessed).await;
    respondent.get(&format!("/office/audit?who={TEXT}")).await;

    // The office: audit, protection, erasing; wrong fields everywhere.
    for path in ["/office", "/office/surveys", "/office/audit", "/office/protection", "/office/audit/export.csv"] {
        staff.get(path).await;
    }
    let slug = survey.slug.as_str();
    let fields = [("slug", slug), ("version", "0"), ("retention", "2027-01-31"), ("notices[de]", TEXT)];
    staff.post_form("/calls/keep-survey-protection", &pairs(&fields)).await;
    staff.post_form("/calls/keep-survey-protection", &pairs(&[("slug", TEXT), ("version", TEXT)])).await;
    staff.post_form("/calls/erase-survey-responses", &pairs(&[("slug", slug), ("title", TEXT)])).await;
    for (path, _) in leptos::server_fn::axum::server_fn_paths() {
        let fields = pairs(&[("slug", TEXT), ("email", EMAIL), ("password", WRONG_PASSWORD), ("name", NAME)]);
        server.client().post_form(path, &fields).await;
    }

    // Paths with personal data in them, methods that do not fit, an address behind a proxy.
    for path in [format!("/{TEXT}"), format!("/surveys/{TEXT}?email={EMAIL}"), format!("/sign-in?email={EMAIL}")] {
        let request = Request::get(path).header("x-forwarded-for", ADDRESS).header("user-agent", NAME);
        staff.send(request, "").await;
    }
    staff.send(Request::put(format!("/surveys/{TEXT}")), TEXT).await;
    server::jobs::retention::erase_due(&server.services).await;
    server::jobs::audit::watch(&server.services).await;

    // A session that cannot be read, and the database gone.
    let mut broken = server.client();
    broken.cookies.insert("teilhabe".to_owned(), "AAAAAAAAAAAAAAAAAAAAAA".to_owned());
    broken.get("/office").await;
    staff.post_form("/calls/sign-out", &[]).await;
    secrets
}

fn assert_clean(log: &str, secrets: &[String]) {
    let constant = [EMAIL, NAME, TEXT, WRONG_PASSWORD, PASSWORD, ADDRESS, "Sternberg", "verein-der-sterne", "Kometen"];
    assert!(secrets.len() >= 6, "the journey came across secrets");
    for secret in constant.into_iter().chain(secrets.iter().map(String::as_str)) {
        assert!(secret.len() > 6, "{secret} could be there by chance");
        let place = log.lines().find(|line| line.contains(secret));
        assert!(place.is_none(), "the log tells {secret:?}: {place:?}");
    }
}

/// As the program logs when nobody has set anything.
fn default_filter() -> String {
    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        logging: Logging,
    }
    <Line as clap::Parser>::parse_from(["test"]).logging.log
}

#[test]
fn a_journey_leaves_nothing_personal_in_the_log() {
    for format in [LogFormat::Text, LogFormat::Json] {
        let (log, secrets) = log_of(&default_filter(), format);
        assert!(log.contains("answered") && log.contains("provoked"), "the log is caught: {log}");
        assert!(log.contains("/surveys/{slug}"), "routes are named, not paths");
        assert_clean(&log, &secrets);
    }
}

#[test]
fn nor_does_it_when_our_own_parts_tell_everything() {
    let filter = "warn,app=trace,domain=trace,exchange=trace,server=trace,store=trace,teilhabe=trace";
    let (log, secrets) = log_of(filter, LogFormat::Text);
    assert!(log.contains("answered"), "the log is caught: {log}");
    assert_clean(&log, &secrets);
}
