//! Measures a release of Teilhabe and prints one table, for whoever changes it or chooses a machine for it (`make bench`).

mod consultation;
mod consultation_fill;
mod difference;
mod http;
mod live;
mod load;
mod material;
mod measure;
mod options;
mod pages;
mod process;
mod prose;
mod raw;
mod release;
mod sign_ins;
mod startup;
mod statistics;
mod table;
mod voters;
mod votes;
mod weight;

use std::io::Write as _;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser as _;

use crate::options::Options;

/// The server's own allocator, so that the bare engine is measured with the same one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// As in the server: the database needs them.
const STACK_BYTES: usize = 10 * 1024 * 1024;

fn main() -> ExitCode {
    let options = Options::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(STACK_BYTES).build();
    let outcome = match runtime {
        // On a thread of the runtime, which has the large stack.
        Ok(runtime) => runtime.block_on(async { tokio::spawn(run(options)).await }),
        Err(error) => return refuse(&format!("threads cannot be started: {error}")),
    };
    match outcome {
        Ok(Ok(text)) => {
            say(&text);
            ExitCode::SUCCESS
        }
        Ok(Err(error)) => refuse(&format!("{error:#}")),
        Err(_panicked) => refuse("an internal error; see above"),
    }
}

/// What goes to standard output: the table, or for the bare engine's child process its figures.
async fn run(options: Options) -> anyhow::Result<String> {
    match &options.raw {
        Some(folder) => raw::child(folder, &options).await,
        None => measure::all(&options).await,
    }
}

fn refuse(reason: &str) -> ExitCode {
    note(&format!("bench: {reason}"));
    ExitCode::FAILURE
}

/// Says what is being done, on standard error; nobody can be told when that is closed.
fn note(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

#[expect(clippy::print_stdout, reason = "the table is what this program is for")]
fn say(text: &str) {
    println!("{text}");
}

/// The time, to measure from.
#[expect(clippy::disallowed_methods, reason = "measuring durations is all this program does")]
fn now() -> Instant {
    Instant::now()
}
