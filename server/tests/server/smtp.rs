//! A real mail server beside the tests: Python's aiosmtpd with a small script. Without it such tests say so and pass.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use app::services::mail::settings::{Encryption, MailServer, MailSettings, Patience};
use app::services::settings::Settings;
use serde_json::Value;
use tempfile::TempDir;

/// A mail server; gone when dropped.
pub struct MailBox {
    folder: TempDir,
    python: PathBuf,
    child: Option<Child>,
    port: u16,
}

impl Drop for MailBox {
    fn drop(&mut self) {
        self.go_down();
    }
}

/// The Python that has aiosmtpd: the one that `make test` set up, or the system's.
fn python() -> Option<PathBuf> {
    let cached =
        std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache/teilhabe/tools/aiosmtpd/bin/python"));
    let named = std::env::var_os("TEILHABE_SMTP_PYTHON").map(PathBuf::from);
    [named, cached, Some(PathBuf::from("python3"))].into_iter().flatten().find(|python| {
        let check = Command::new(python).args(["-c", "import aiosmtpd"]).stderr(Stdio::null()).status();
        check.is_ok_and(|status| status.success())
    })
}

impl MailBox {
    /// A mail server that takes everything; nothing where there is no aiosmtpd.
    #[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
    pub fn open() -> Option<Self> {
        let Some(python) = python() else {
            eprintln!("skipped: no Python with aiosmtpd (make test sets it up)");
            return None;
        };
        let mut opened = Self { folder: tempfile::tempdir().expect("a folder"), python, child: None, port: 0 };
        opened.come_up();
        Some(opened)
    }

    /// Starts it, on the same port as before.
    pub fn come_up(&mut self) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/smtp/server.py");
        let mut command = Command::new(&self.python);
        command.arg(script).arg(self.folder.path()).arg(self.port.to_string());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        self.port = line.trim().strip_prefix("listening ").and_then(|port| port.parse().ok()).expect("its port");
        self.child = Some(child);
    }

    /// Ends it; what arrived stays.
    pub fn go_down(&mut self) {
        if let Some(mut child) = self.child.take() {
            // An error means that it has ended already.
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// How it treats what comes from now on; the words are in `server.py`.
    pub fn behave(&self, word: &str) {
        std::fs::write(self.folder.path().join("behaviour"), word).expect("writable");
    }

    /// What arrived, in its order.
    pub fn mails(&self) -> Vec<Value> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(self.folder.path())
            .expect("readable")
            .map(|entry| entry.expect("readable").path())
            .filter(|path| path.extension().is_some_and(|end| end == "json"))
            .collect();
        files.sort();
        let read = |path: &PathBuf| std::fs::read_to_string(path).expect("readable");
        files.iter().map(|path| serde_json::from_str(&read(path)).expect("JSON")).collect()
    }

    /// Settings that send here.
    pub fn settings(&self) -> Settings {
        let address = |text: &str| text.parse().expect("an address");
        let server = MailServer {
            url: format!("smtp://127.0.0.1:{}", self.port).parse().expect("a server"),
            encryption: Encryption::None,
            credentials: None,
            sender: address("befragung@amt.example"),
        };
        Settings {
            public_url: "https://teilhabe.test".to_owned(),
            mail: MailSettings {
                server: Some(server),
                sender_name: "Referat für Integration, \"Duisburg\"".to_owned(),
                reply_to: Some(address("antwort@amt.example")),
                bounces: Some(address("zurueck@amt.example")),
                patience: Patience::default(),
            },
            ..Settings::default()
        }
    }
}
