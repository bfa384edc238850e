//! `teilhabe import survey`: a questionnaire from a file of another program, with a report of what was lost or changed.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use exchange::{Format, Imported};
use store::{Connection, StoreError, SurveyState};

use super::{say, with_records};

/// What can be brought in.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// A survey from a file
    Survey(SurveyFile),
}

/// Where it comes from.
#[derive(Debug, Args)]
pub struct SurveyFile {
    /// The file
    file: PathBuf,
    /// Its format; recognised by itself when left out
    #[arg(long)]
    format: Option<Format>,
}

/// Reads the file, and only when it is sound opens the database and keeps the survey, open for responses.
pub async fn run(connection: &Connection, asked: SurveyFile) -> anyhow::Result<()> {
    let Imported { survey, report } = tokio::task::spawn_blocking(move || read(&asked.file, asked.format)).await??;
    with_records(connection, async |records, clock| {
        match records.create_survey(&survey, SurveyState::Open, clock.now()).await {
            Err(StoreError::Taken) => {
                bail!("there is a survey with the address '{}' already; nothing was changed", survey.slug)
            }
            outcome => Ok(outcome?),
        }
    })
    .await?;
    say(&survey.slug)?;
    say(report.to_string().trim_end())
}

fn read(file: &Path, format: Option<Format>) -> anyhow::Result<Imported> {
    let place = file.display();
    let reader = BufReader::new(File::open(file).with_context(|| format!("{place} cannot be opened"))?);
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    exchange::import(reader, format, &name).with_context(|| format!("{place} was not imported, nothing was changed"))
}
