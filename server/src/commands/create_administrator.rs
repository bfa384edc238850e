//! `teilhabe create-administrator`: the first account, from which all others come.

use std::io::BufRead as _;

use anyhow::{Context as _, bail};
use app::services::chance;
use app::services::passwords::Passwords;
use clap::Args;
use domain::account::Role;
use store::{Connection, NewAccount, StoreError};

use super::{say, with_records};

/// Who it is for.
#[derive(Debug, Args)]
pub struct NewAdministrator {
    /// Address to sign in with
    #[arg(long, value_parser = address)]
    email: String,
    /// Name shown to others; the address when left out
    #[arg(long)]
    name: Option<String>,
}

fn address(text: &str) -> Result<String, String> {
    let text = text.trim();
    let plausible =
        text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    if plausible && !text.contains(char::is_whitespace) {
        Ok(text.to_owned())
    } else {
        Err("this is no e-mail address".to_owned())
    }
}

/// Makes the account.
pub async fn run(connection: &Connection, new: &NewAdministrator) -> anyhow::Result<()> {
    let password = tokio::task::spawn_blocking(read_password).await??;
    let about = [new.email.as_str(), new.name.as_deref().unwrap_or_default()];
    let password_hash = Passwords::default().hash_chosen(&password, &about).await?;
    let account = NewAccount {
        email: new.email.clone(),
        name: new.name.clone().unwrap_or_else(|| new.email.clone()),
        role: Role::Administrator,
        password_hash,
    };
    with_records(connection, async |records, clock| {
        match records.create_account(&account, chance::uuid(), clock.now()).await {
            Err(StoreError::Taken) => {
                bail!("there is an account with the address {} already; nothing was changed", account.email)
            }
            outcome => Ok(outcome?),
        }
    })
    .await?;
    say(&format!("administrator {} created", new.email))
}

/// The first line of standard input.
fn read_password() -> anyhow::Result<String> {
    use std::io::IsTerminal as _;
    let input = std::io::stdin();
    if input.is_terminal() {
        say("Password (at least 12 characters), then Enter:")?;
    }
    let mut line = String::new();
    input.lock().read_line(&mut line).context("the password cannot be read from standard input")?;
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}
