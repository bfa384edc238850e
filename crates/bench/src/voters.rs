//! People who vote: accounts of members, signed in as in a browser.

use anyhow::{Context as _, Result, ensure};
use tokio::task::JoinSet;

use crate::http::Connection;
use crate::release::Running;
use crate::sign_ins;

pub const PASSWORD: &str = "neun Reiher stehen am Dellplatz";
/// The name of the session's cookie over plain HTTP.
const SESSION: &str = "teilhabe";
/// People who sign in at the same time.
const AT_ONCE: usize = 8;

/// The address of a member.
pub fn email(number: usize) -> String {
    format!("mitglied{number}@bench.example")
}

/// Signs the first `count` members in; gives the header line with each one's cookie.
pub async fn sign_in(server: &Running, count: usize) -> Result<Vec<String>> {
    let mut people = JoinSet::new();
    for first in 0..AT_ONCE {
        let address = server.address.clone();
        people.spawn(async move {
            let mut connection = Connection::open(&address).await?;
            let mut lines = Vec::new();
            for number in (first..count).step_by(AT_ONCE) {
                let (answer, _) =
                    sign_ins::attempt(&mut connection, &email(number), PASSWORD, number as u64 + 1).await?;
                ensure!(answer.status == 302, "a member's sign-in was answered {}", answer.brief());
                let session = answer.cookie(SESSION).context("a sign-in begins no session")?;
                lines.push(format!("cookie: {SESSION}={session}\r\n"));
            }
            anyhow::Ok(lines)
        });
    }
    let mut lines = Vec::with_capacity(count);
    while let Some(outcome) = people.join_next().await {
        lines.extend(outcome??);
    }
    Ok(lines)
}
