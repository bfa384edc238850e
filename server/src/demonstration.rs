//! The demo: a survey of our own with made-up responses, a register of invented organisations and a consultation of invented
//! people, marked as such everywhere, and an account to look at them.

pub mod consultation;

use anyhow::Context as _;
use app::services::chance;
use app::services::clock::Clock;
use app::services::passwords::Passwords;
use app::services::settings::DemoAccount;
use chrono::TimeDelta;
use domain::account::Role;
use domain::receipt::{receipt, response_key};
use domain::survey::Survey;
use store::{Draft, NewAccount, Records, Response, StoreError, SurveyState};

const EMAIL: &str = "demo@example.org";
/// What is stored in place of a hash: no password fits it. The password of the running process is known to it alone.
const NO_PASSWORD: &str = "!";
const RESPONSES: usize = 120;
const SEED: u64 = 2026;
/// The responses are spread over so many days until today.
const DAYS: usize = 14;

/// Loads what is not there yet, and makes a new password for the demo account.
///
/// # Errors
///
/// Those of the database.
pub async fn load(records: &Records, clock: &Clock) -> anyhow::Result<DemoAccount> {
    survey(records, clock).await.context("the demo survey cannot be loaded")?;
    organisations(records, clock).await.context("the demo register cannot be loaded")?;
    account(records, clock).await.context("the demo account cannot be made")
}

async fn survey(records: &Records, clock: &Clock) -> anyhow::Result<()> {
    let survey = demo::needs_survey();
    if records.survey(&survey.slug).await?.is_none() {
        records.create_survey(&survey, SurveyState::Open, clock.now()).await?;
    }
    if records.count_responses(&survey.slug).await? == 0 {
        records.keep_responses(&responses(&survey, clock)).await?;
    }
    Ok(())
}

/// The made-up responses of a survey that has just been created, spread over the last fortnight.
pub fn responses(survey: &Survey, clock: &Clock) -> Vec<Response> {
    demo::demo_responses(survey, RESPONSES, SEED)
        .into_iter()
        .enumerate()
        .map(|(place, (language, answers))| Response {
            origin: None,
            assisted: false,
            key: response_key(&survey.slug, &receipt(&survey.slug, chance::uuid())),
            survey: survey.slug.clone(),
            version: 1,
            day: Some(clock.day_of_responses() - TimeDelta::days(i64::try_from(place % DAYS).unwrap_or_default())),
            language: Some(language),
            demo: true,
            answers,
        })
        .collect()
}

/// The invented organisations, into an empty register only: what staff have changed or archived stays so.
async fn organisations(records: &Records, clock: &Clock) -> anyhow::Result<()> {
    if records.all_organisations().await?.is_empty() {
        let drafts: Vec<Draft> = demo::organisations(clock.today())
            .into_iter()
            .map(|organisation| Draft { organisation, version: None })
            .collect();
        records.write_organisations(&drafts, clock.now()).await?;
    }
    Ok(())
}

async fn account(records: &Records, clock: &Clock) -> anyhow::Result<DemoAccount> {
    let password = chance::text::<12>();
    let password_hash = Passwords::default().hash(&password).await?;
    let account = NewAccount {
        email: EMAIL.to_owned(),
        name: "Demo".to_owned(),
        role: Role::Administrator,
        password_hash: NO_PASSWORD.to_owned(),
    };
    match records.create_account(&account, chance::uuid(), clock.now()).await {
        Ok(()) | Err(StoreError::Taken) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(DemoAccount { email: EMAIL.to_owned(), password, password_hash })
}
