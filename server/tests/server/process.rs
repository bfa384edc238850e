//! The program itself on a folder: killed in the midst, started twice, told to end.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use demo::Generator;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::support::{responses_path, results_path, run, submission};

const DEMO_RESPONSES: u64 = 120;

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_teilhabe"));
    command.args(arguments).current_dir(folder).env("TEILHABE_LOG", "warn");
    command
}

/// The program, serving; killed when dropped.
struct Program {
    child: Child,
    address: String,
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Program {
    /// Starts on a free port and waits until it is ready.
    fn start(folder: &Path) -> Self {
        let mut command = command(folder, &["serve", "--demo", "--address", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("it starts");
        let lines = BufReader::new(child.stdout.take().expect("standard output")).lines();
        let ready = lines
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("Teilhabe is ready at http://").map(str::to_owned));
        match ready {
            Some(address) => Self { child, address },
            None => panic!("it ended before it was ready: {:?}", child.wait()),
        }
    }

    async fn connect(&self) -> Connection {
        Connection(TcpStream::connect(&self.address).await.expect("it listens"))
    }

    /// SIGKILL. An error means that it has ended already.
    fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    fn tell_to_end(&self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill exists").success());
    }

    /// The exit code, once it has ended by itself.
    async fn ended(&mut self) -> Option<i32> {
        for _ in 0..400 {
            if let Some(status) = self.child.try_wait().expect("it can be watched") {
                return status.code();
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("it does not end");
    }
}

/// The little of HTTP that these tests speak.
struct Connection(TcpStream);

impl Connection {
    /// Status and body; nothing when the connection broke.
    async fn request(&mut self, head: &str, key: &str, body: &str) -> Option<(u16, String)> {
        self.write(head, key, body.len()).await?;
        self.0.write_all(body.as_bytes()).await.ok()?;
        self.answer().await
    }

    async fn write(&mut self, head: &str, key: &str, length: usize) -> Option<()> {
        let text = format!(
            "{head} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {key}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n"
        );
        self.0.write_all(text.as_bytes()).await.ok()
    }

    async fn answer(&mut self) -> Option<(u16, String)> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.0.read_u8().await.ok()?);
        }
        let head = String::from_utf8(head).ok()?.to_lowercase();
        let status = head.split(' ').nth(1)?.parse().ok()?;
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "))?.parse().ok()?;
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).await.ok()?;
        Some((status, String::from_utf8(body).ok()?))
    }
}

fn key(folder: &Path) -> String {
    let mut command = command(folder, &["create-key", "--name", "test", "--scope", "read:results,write:responses"]);
    let made = command.output().expect("it runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    String::from_utf8(made.stdout).expect("text").trim().to_owned()
}

/// Sends all bodies over sixteen connections; gives the receipts of those that were acknowledged.
async fn send_all(
    program: &Program,
    key: &str,
    path: &str,
    bodies: &Arc<Vec<(Uuid, String)>>,
    done: &Arc<AtomicUsize>,
) -> BTreeMap<Uuid, (u16, String)> {
    let receipts = Arc::new(Mutex::new(BTreeMap::new()));
    let next = Arc::new(AtomicUsize::new(0));
    let mut senders = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let mut connection = program.connect().await;
        let (bodies, next, receipts, done) = (bodies.clone(), next.clone(), receipts.clone(), done.clone());
        let (head, key) = (format!("POST {path}"), key.to_owned());
        senders.spawn(async move {
            while let Some((id, body)) = bodies.get(next.fetch_add(1, Ordering::Relaxed)) {
                let Some((status, answer)) = connection.request(&head, &key, body).await else { return };
                assert!(matches!(status, 200 | 201), "{status} {answer}");
                receipts.lock().await.insert(*id, (status, answer));
                done.fetch_add(1, Ordering::Relaxed);
            }
        });
    }
    senders.join_all().await;
    Arc::try_unwrap(receipts).expect("all senders are done").into_inner()
}

#[test]
fn killed_in_the_midst_of_two_thousand_it_loses_nothing_acknowledged_and_keeps_nothing_twice() {
    run(async {
        let folder = tempfile::tempdir().expect("a folder");
        let key = key(folder.path());
        let survey = demo::needs_survey();
        let path = responses_path(&survey);
        let mut generator = Generator::new(&survey, 21);
        let bodies: Arc<Vec<(Uuid, String)>> = Arc::new(
            (0..2_000)
                .map(|_| {
                    let id = app::services::chance::uuid();
                    (id, submission(id, &generator.response()).to_string())
                })
                .collect(),
        );

        let mut program = Program::start(folder.path());
        let done = Arc::new(AtomicUsize::new(0));
        let victim = program.child.id().to_string();
        let killing = tokio::spawn({
            let done = done.clone();
            async move {
                while done.load(Ordering::Relaxed) < 700 {
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
                assert!(Command::new("kill").args(["-KILL", &victim]).status().expect("kill exists").success());
            }
        });
        let acknowledged = send_all(&program, &key, &path, &bodies, &done).await;
        killing.await.expect("killed");
        program.kill();
        assert!((700..2_000).contains(&acknowledged.len()), "{} were acknowledged", acknowledged.len());

        let program = Program::start(folder.path());
        let again = send_all(&program, &key, &path, &bodies, &done).await;
        assert_eq!(again.len(), bodies.len());
        for (id, (_, receipt)) in &acknowledged {
            assert_eq!(again[id], (200, receipt.clone()), "acknowledged, so it is there, with the same receipt");
        }
        let (status, results) = program
            .connect()
            .await
            .request(&format!("GET {}", results_path(&survey)), &key, "")
            .await
            .expect("an answer");
        assert_eq!(status, 200);
        let results: Value = serde_json::from_str(&results).expect("JSON");
        assert_eq!(results["responses"], DEMO_RESPONSES + 2_000, "none is missing, none is there twice");
    });
}

#[test]
fn a_folder_and_an_address_belong_to_one_process() {
    run(async {
        let folder = tempfile::tempdir().expect("a folder");
        let program = Program::start(folder.path());
        for arguments in
            [&["create-key", "--name", "a", "--scope", "read:results"][..], &["serve", "--address", "127.0.0.1:0"]]
        {
            let second = command(folder.path(), arguments).output().expect("it runs");
            assert_eq!(second.status.code(), Some(1), "{arguments:?}");
            assert!(String::from_utf8_lossy(&second.stderr).contains("in use"), "{arguments:?}");
        }
        let elsewhere = tempfile::tempdir().expect("a folder");
        let second = command(elsewhere.path(), &["serve", "--address", &program.address]).output().expect("it runs");
        assert_eq!(second.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&second.stderr).contains(&format!("{} is in use", program.address)));
        assert!(!elsewhere.path().join("data").exists());
    });
}

#[test]
fn told_to_end_it_finishes_what_it_is_doing_and_ends_live_streams() {
    run(async {
        let folder = tempfile::tempdir().expect("a folder");
        let key = key(folder.path());
        let survey = demo::needs_survey();
        let mut program = Program::start(folder.path());

        let mut listener = program.connect().await;
        listener.write(&format!("GET /live/surveys/{}", survey.slug), &key, 0).await.expect("sent");
        let mut first = [0; 64];
        listener.0.read_exact(&mut first).await.expect("a frame");

        let mut sender = program.connect().await;
        let body = submission(app::services::chance::uuid(), &Generator::new(&survey, 22).response()).to_string();
        let (half, rest) = body.as_bytes().split_at(body.len() / 2);
        sender.write(&format!("POST {}", responses_path(&survey)), &key, body.len()).await.expect("sent");
        sender.0.write_all(half).await.expect("sent");
        tokio::time::sleep(Duration::from_millis(300)).await;

        program.tell_to_end();
        let mut end = Vec::new();
        tokio::time::timeout(Duration::from_secs(5), listener.0.read_to_end(&mut end))
            .await
            .expect("the live stream ends")
            .expect("readable");
        sender.0.write_all(rest).await.expect("the request is still wanted");
        let (status, receipt) = sender.answer().await.expect("an answer");
        assert_eq!(status, 201, "{receipt}");
        assert_eq!(program.ended().await, Some(0));

        // Closed cleanly: the next command opens it at once, and the response is there.
        let program = Program::start(folder.path());
        let again = program.connect().await.request(&format!("POST {}", responses_path(&survey)), &key, &body).await;
        assert_eq!(again, Some((200, receipt)));
    });
}
