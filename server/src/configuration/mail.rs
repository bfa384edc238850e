//! Settings of sending mails.

use app::services::mail::settings::{Address, Encryption, MailServer, MailSettings, Patience, Secret, ServerUrl};
use clap::Args;

/// Where mails are handed over, and in whose name.
#[derive(Debug, Clone, Args)]
pub struct Mailing {
    /// Mail server: `smtp://HOST[:PORT]` (STARTTLS, unless it is on this machine) or `smtps://HOST[:PORT]`. Without it mails wait
    #[arg(long, env = "TEILHABE_MAIL_SERVER", value_name = "URL", requires = "mail_sender")]
    pub mail_server: Option<ServerUrl>,
    /// User at the mail server
    #[arg(long, env = "TEILHABE_MAIL_USER", value_name = "NAME", requires = "mail_password")]
    pub mail_user: Option<String>,
    /// Password of this user; better given by its variable, as command lines can be seen by others
    #[arg(
        long,
        env = "TEILHABE_MAIL_PASSWORD",
        value_name = "PASSWORD",
        hide_env_values = true,
        requires = "mail_user"
    )]
    pub mail_password: Option<Secret>,
    /// Send without encryption to a server elsewhere; for a network that nobody else can listen to
    #[arg(long, env = "TEILHABE_MAIL_UNENCRYPTED", conflicts_with = "mail_password")]
    pub mail_unencrypted: bool,
    /// Address that mails come from
    #[arg(long, env = "TEILHABE_MAIL_SENDER", value_name = "ADDRESS")]
    pub mail_sender: Option<Address>,
    /// Name beside this address
    #[arg(
        long,
        env = "TEILHABE_MAIL_SENDER_NAME",
        value_name = "NAME",
        default_value = "Stadt Duisburg, Referat für Integration"
    )]
    pub mail_sender_name: String,
    /// Address that answers go to. Default: the sender's
    #[arg(long, env = "TEILHABE_MAIL_REPLY_TO", value_name = "ADDRESS")]
    pub mail_reply_to: Option<Address>,
    /// Address that returned mails go to (envelope sender). Default: the sender's
    #[arg(long, env = "TEILHABE_MAIL_BOUNCES", value_name = "ADDRESS")]
    pub mail_bounces: Option<Address>,
}

impl Mailing {
    /// The part of the settings that services see.
    pub fn settings(&self) -> MailSettings {
        let server = self.mail_server.clone().zip(self.mail_sender.clone()).map(|(url, sender)| MailServer {
            encryption: if url.wrapped {
                Encryption::Wrapped
            } else if url.is_here() || self.mail_unencrypted {
                Encryption::None
            } else {
                Encryption::Required
            },
            credentials: self.mail_user.clone().zip(self.mail_password.clone()),
            sender,
            url,
        });
        MailSettings {
            server,
            sender_name: self.mail_sender_name.trim().to_owned(),
            reply_to: self.mail_reply_to.clone(),
            bounces: self.mail_bounces.clone(),
            patience: Patience::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        mail: Mailing,
    }

    fn read(arguments: &[&str]) -> Result<MailSettings, clap::Error> {
        Line::try_parse_from([&["teilhabe"], arguments].concat()).map(|line| line.mail.settings())
    }

    fn encryption(arguments: &[&str]) -> Encryption {
        let arguments = [&["--mail-sender", "amt@example.org"], arguments].concat();
        read(&arguments).expect("sound").server.expect("a server").encryption
    }

    #[test]
    fn mails_to_another_machine_are_encrypted_unless_the_operator_says_otherwise() {
        assert_eq!(encryption(&["--mail-server", "smtp://mail.example.org"]), Encryption::Required);
        assert_eq!(encryption(&["--mail-server", "smtps://mail.example.org"]), Encryption::Wrapped);
        assert_eq!(encryption(&["--mail-server", "smtp://127.0.0.1:2525"]), Encryption::None);
        let open = ["--mail-server", "smtp://mail.example.org", "--mail-unencrypted"];
        assert_eq!(encryption(&open), Encryption::None);
        let open_with_password = [&open[..], &["--mail-user", "u", "--mail-password", "geheim"]].concat();
        assert!(read(&open_with_password).is_err(), "no password in the open");
    }

    #[test]
    fn a_server_needs_a_sender_and_passwords_are_not_printed() {
        assert!(read(&["--mail-server", "smtp://127.0.0.1"]).is_err());
        assert!(read(&[]).expect("sound").server.is_none());
        let line = ["--mail-server", "smtps://a.example", "--mail-sender", "amt@example.org"];
        let with_password = [&line[..], &["--mail-user", "u", "--mail-password", "geheim"]].concat();
        assert!(!format!("{:?}", read(&with_password).expect("sound")).contains("geheim"));
    }
}
