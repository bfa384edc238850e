//! What the person at the terminal may say, and how much is measured because of it.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, ValueEnum};

/// Measures a release of Teilhabe and prints one table.
#[derive(Debug, Clone, Parser)]
#[command(name = "bench")]
pub struct Options {
    /// The program to measure, with its folder `site` beside it
    #[arg(long, value_name = "FILE", default_value = "dist/teilhabe")]
    pub program: PathBuf,
    /// The survey to import; the demo survey when there is no such file
    #[arg(long, value_name = "FILE")]
    pub survey: Option<PathBuf>,
    /// Small numbers everywhere: checks the bench itself, its figures mean nothing
    #[arg(long)]
    pub quick: bool,
    /// Nothing but this; may be said several times
    #[arg(long, value_enum, value_name = "PART")]
    pub only: Vec<Part>,
    /// Where the databases are put and removed again; they have to be on a real disk. Default: the folder for temporary files
    #[arg(long, value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
    /// Inserts into the bare engine in this folder; the bench starts itself so
    #[arg(long, hide = true, requires = "answers")]
    pub raw: Option<PathBuf>,
    /// What the bare engine inserts
    #[arg(long, hide = true)]
    pub answers: Option<PathBuf>,
}

/// A part of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Responses that are sent, and what the bare engine takes of that
    Responses,
    /// Pages and their weight, live results
    Site,
    /// Passwords, and what others feel of them
    SignIns,
    /// Texts, comments, votes
    Consultations,
    /// How soon it is ready
    Starts,
}

/// Where a load ends: whichever comes first.
#[derive(Debug, Clone, Copy)]
pub struct Bound {
    pub clients: usize,
    pub time: Duration,
    pub count: u64,
}

/// How much is measured.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    /// Different responses made before anything is measured.
    pub answers: usize,
    /// How often server and bare engine take turns.
    pub rounds: usize,
    pub submitting: Bound,
    pub reading: Bound,
    /// Listeners to live results, in two runs.
    pub listeners: [usize; 2],
    /// Responses sent to them in each.
    pub live_submissions: usize,
    /// Responses in the database for the long start.
    pub stored: u64,
    /// How long pages are read, a third of it while nobody signs in.
    pub signing_in: Duration,
    /// How often the start is measured.
    pub starts: usize,
}

/// How much of a consultation there is, and how it is measured.
#[derive(Debug, Clone, Copy)]
pub struct Consultation {
    /// Of the text that is commented on.
    pub paragraphs: usize,
    pub comments: usize,
    /// In one list.
    pub recommendations: usize,
    /// Pages of the text that is compared, and how often.
    pub pages: usize,
    pub comparisons: usize,
    /// Who votes, in turn, and how often all of them together.
    pub members: usize,
    pub votes: u64,
    /// Who hears of it live.
    pub readers: usize,
    /// Pages read by some at once, and by one.
    pub at_once: Bound,
    pub alone: Bound,
}

impl Options {
    /// Whether this part is measured.
    pub fn wants(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    pub fn extent(&self) -> Extent {
        if self.quick {
            return Extent {
                answers: 200,
                rounds: 1,
                submitting: bound(8, 3, 400),
                reading: bound(8, 2, 100),
                listeners: [1, 20],
                live_submissions: 8,
                stored: 2_000,
                signing_in: Duration::from_secs(2),
                starts: 1,
            };
        }
        Extent {
            answers: 20_000,
            rounds: 4,
            submitting: bound(64, 15, 100_000),
            reading: bound(64, 8, 100_000),
            listeners: [1, 500],
            live_submissions: 100,
            stored: 100_000,
            signing_in: Duration::from_secs(45),
            starts: 3,
        }
    }

    pub fn consultation(&self) -> Consultation {
        if self.quick {
            return Consultation {
                paragraphs: 40,
                comments: 300,
                recommendations: 60,
                pages: 8,
                comparisons: 3,
                members: 16,
                votes: 130,
                readers: 20,
                at_once: bound(8, 2, 24),
                alone: bound(1, 2, 8),
            };
        }
        Consultation {
            paragraphs: 200,
            comments: 5_000,
            recommendations: 1_000,
            pages: 100,
            comparisons: 15,
            members: 300,
            votes: 1_300,
            readers: 1_000,
            at_once: bound(8, 10, 100_000),
            alone: bound(1, 5, 100_000),
        }
    }
}

fn bound(clients: usize, seconds: u64, count: u64) -> Bound {
    Bound { clients, time: Duration::from_secs(seconds), count }
}
