//! The commands: each opens what it needs, does one thing, and closes the database behind it.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Context as _;
use app::services::clock::Clock;
use clap::{Parser, Subcommand};
use store::{Connection, Records};

use crate::configuration::{Database, Logging, Serving};
use crate::logging;

mod create_administrator;
mod create_key;
mod import;
mod serve;
mod settings;

/// Surveys and participation for a city's integration office.
#[derive(Debug, Parser)]
#[command(name = "teilhabe", version)]
pub struct CommandLine {
    /// Where the data are.
    #[command(flatten)]
    pub database: Database,
    /// What is logged.
    #[command(flatten)]
    pub logging: Logging,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What Teilhabe can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the site
    Serve(Box<Serving>),
    /// Make an account for an administrator; the password is read from standard input
    CreateAdministrator(create_administrator::NewAdministrator),
    /// Make a key for a program and print it, once
    CreateKey(create_key::NewKey),
    /// Bring something in
    #[command(subcommand)]
    Import(import::Import),
    /// Print every setting: flag, variable, default, meaning
    Settings,
}

/// Runs the command.
///
/// # Errors
///
/// The reason why it was refused, in words for the person at the terminal.
pub async fn run(line: CommandLine) -> anyhow::Result<()> {
    logging::start(&line.logging)?;
    let connection = line.database.connection();
    match line.command {
        Command::Serve(serving) => serve::run(&connection, &serving).await,
        Command::CreateAdministrator(new) => create_administrator::run(&connection, &new).await,
        Command::CreateKey(new) => create_key::run(&connection, &new).await,
        Command::Import(import::Import::Survey(survey)) => import::run(&connection, survey).await,
        Command::Settings => settings::run(),
    }
}

/// Says why nothing came of it, on standard error.
pub fn refuse(reason: &str) -> ExitCode {
    // Nobody can be told when standard error is closed.
    let _ = writeln!(std::io::stderr(), "teilhabe: {reason}");
    ExitCode::FAILURE
}

/// Says something on standard output, the command's answer.
///
/// # Errors
///
/// When standard output is closed.
pub(crate) fn say(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{text}").and_then(|()| out.flush()).context("standard output is closed")
}

/// Opens the database, does `work` with it, and closes it, whatever came of the work.
///
/// # Errors
///
/// Why it cannot be opened, or what `work` says.
pub(crate) async fn with_records<T, W: AsyncFnOnce(Records, Clock) -> anyhow::Result<T>>(
    connection: &Connection,
    work: W,
) -> anyhow::Result<T> {
    let clock = Clock::system();
    let records = Records::open(connection, clock.now()).await?;
    let outcome = work(records.clone(), clock).await;
    records.close().await;
    outcome
}
