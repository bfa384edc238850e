//! `teilhabe create-key`: a key for another program, printed once and stored as a hash.

use app::services::keys::{self, SCOPES};
use clap::Args;
use clap::builder::PossibleValuesParser;
use store::Connection;

use super::{say, with_records};

/// What it is for.
#[derive(Debug, Args)]
pub struct NewKey {
    /// What staff call it, such as the name of the program
    #[arg(long, value_parser = clap::builder::NonEmptyStringValueParser::new())]
    name: String,
    /// What it may do, separated by commas
    #[arg(long, required = true, value_delimiter = ',', value_parser = PossibleValuesParser::new(SCOPES))]
    scope: Vec<String>,
}

/// Makes the key.
pub async fn run(connection: &Connection, new: &NewKey) -> anyhow::Result<()> {
    let secret = keys::new_secret();
    with_records(connection, async |records, clock| {
        Ok(records.create_key(&new.name, &new.scope, &keys::hash(&secret), clock.now()).await?)
    })
    .await?;
    say(&secret)
}
