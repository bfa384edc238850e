//! The command line of Teilhabe. Ends with 0, with 1 and the reason on standard error, or with 2 for wrong usage.

use std::process::ExitCode;

use clap::Parser as _;
use server::commands::{self, CommandLine};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The database's parser and planner need them; the usual 2 MiB overflow.
const STACK_BYTES: usize = 10 * 1024 * 1024;

fn main() -> ExitCode {
    let line = CommandLine::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(STACK_BYTES).build();
    let outcome = match runtime {
        // The work runs on a thread of the runtime, which has the large stack; this one has not.
        Ok(runtime) => runtime.block_on(async { tokio::spawn(commands::run(line)).await }),
        Err(error) => return commands::refuse(&format!("threads cannot be started: {error}")),
    };
    match outcome {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) => commands::refuse(&format!("{error:#}")),
        Err(_panicked) => commands::refuse("an internal error; see above"),
    }
}
