//! What pages, server functions and routes share on the server: one value, cheap to clone, made once per process.
//!
//! A server function takes it from the context (`expect_context::<Services>()`), a route from the router's state.

use std::path::Path;
use std::sync::Arc;

use store::{Holding, Records, Tallies};

pub mod account_links;
pub mod addresses;
pub mod attempts;
pub mod chance;
pub mod clock;
pub mod closing;
pub mod consultation;
pub mod cookies;
pub mod devices;
pub mod done;
pub mod drafts;
pub mod invitations;
pub mod inviting;
pub mod keys;
pub mod limits;
pub mod mail;
pub mod markdown;
pub mod papers;
pub mod passwords;
pub mod patience;
pub mod people;
pub mod qr;
pub mod register;
pub mod second_factor;
pub mod security;
pub mod settings;
pub mod submitting;
pub mod surveys;
pub mod vault;
pub mod visits;

use clock::Clock;
use closing::Closing;
use consultation::happenings::Happenings;
use consultation::voting::ClosingTime;
use done::Done;
use keys::Keys;
use limits::Limits;
use papers::HeldPapers;
use passwords::Passwords;
use patience::Patience;
use settings::Settings;
use surveys::SurveyShelf;
use vault::Vault;

/// Everything the server's half works with.
#[derive(Debug, Clone)]
pub struct Services {
    /// The database.
    pub records: Records,
    /// Counts of all surveys, up to date.
    pub tallies: Tallies,
    /// What happens in consultations, as it happens.
    pub happenings: Happenings,
    /// Surveys at hand.
    pub surveys: SurveyShelf,
    /// Programs' keys.
    pub keys: Keys,
    /// Rate limits.
    pub limits: Limits,
    /// How long answering takes at least.
    pub patience: Patience,
    /// Password hashing.
    pub passwords: Passwords,
    /// Who is done in anonymous surveys, until it may be known.
    pub done: Done,
    /// Papers of secret votes, until the votes close.
    pub papers: HeldPapers,
    /// Holds results back until the last votes in time are kept.
    pub closing_time: ClosingTime,
    /// Keys outside the database.
    pub vault: Vault,
    /// Settings of the process.
    pub settings: Arc<Settings>,
    /// The time.
    pub clock: Clock,
    /// Tells live streams that the process ends.
    pub closing: Closing,
    /// How we get on with the mail server.
    pub mail: mail::Status,
}

impl Services {
    /// Puts the services together; nothing starts but the watching of responses and happenings.
    pub fn new(records: Records, vault: Vault, settings: Settings, clock: Clock) -> Self {
        let today = {
            let clock = clock.clone();
            Arc::new(move || clock.day_of_responses())
        };
        let holding = Holding { folder: vault.folder().map(Path::to_owned), today };
        let closing = Closing::default();
        Self {
            tallies: Tallies::start(records.clone(), holding),
            happenings: Happenings::start(records.clone(), closing.clone()),
            surveys: SurveyShelf::new(records.clone(), clock.clone()),
            keys: Keys::new(records.clone(), clock.clone()),
            limits: Limits::new(&settings.quotas, &clock, &vault),
            patience: Patience::new(settings.answering_seconds, &clock, &vault),
            passwords: Passwords::default(),
            settings: Arc::new(settings),
            clock,
            done: Done::new(&vault),
            papers: HeldPapers::new(&vault),
            closing_time: ClosingTime::default(),
            vault,
            closing,
            mail: mail::Status::default(),
            records,
        }
    }
}
