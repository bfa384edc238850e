//! Opening and closing the database: embedded in a folder, in memory, or a `SurrealDB` server.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use surrealdb::Surreal;
use surrealdb::engine::any::Any;
use surrealdb::opt::auth;

use crate::consultation::marks::Counted;
use crate::lock::Folder;
use crate::{Records, StoreError, migration};

/// How long a server may take to answer the first call.
const CONNECTING: Duration = Duration::from_secs(15);
/// How long [`Records::close`] waits for other handles to go, and then for the engine to write its files.
const CLOSING: Duration = Duration::from_secs(10);

/// Where the database is and who we are there.
#[derive(Clone, PartialEq, Eq)]
pub struct Connection {
    /// `surrealkv://PATH` (a folder of this machine), `mem://` (gone at the end), or `ws://HOST:PORT`, `wss://HOST` (a server).
    pub url: String,
    /// `SurrealDB` namespace.
    pub namespace: String,
    /// `SurrealDB` database.
    pub database: String,
    /// For a server only: a user of the database, the namespace or the root, tried in this order.
    pub username: Option<String>,
    /// For a server only.
    pub password: Option<String>,
}

impl Connection {
    /// A connection to namespace and database `teilhabe`, without a user.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            namespace: "teilhabe".to_owned(),
            database: "teilhabe".to_owned(),
            username: None,
            password: None,
        }
    }

    fn place(&self) -> Result<Place, StoreError> {
        let (scheme, rest) =
            self.url.split_once("://").ok_or(StoreError::Address("it needs a scheme, such as surrealkv://"))?;
        match scheme {
            "mem" => Ok(Place::Memory),
            "surrealkv" => {
                let (path, options) =
                    rest.split_once('?').map_or((rest, None), |(path, options)| (path, Some(options)));
                if path.is_empty() {
                    return Err(StoreError::Address("surrealkv:// needs the path of a folder"));
                }
                Ok(Place::Folder { path: home(path), options: options.map(str::to_owned) })
            }
            "ws" | "wss" if rest.split('/').next().is_some_and(|host| host.contains('@')) => {
                Err(StoreError::Address("user and password do not belong into it, they are settings of their own"))
            }
            "ws" | "wss" => Ok(Place::Server),
            _ => Err(StoreError::Address("known schemes are surrealkv, mem, ws and wss")),
        }
    }
}

/// Without the password, and without the address of a server if that has credentials in it.
impl std::fmt::Debug for Connection {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Connection")
            .field("url", if self.url.contains('@') { &"…" } else { &self.url })
            .field("namespace", &self.namespace)
            .field("database", &self.database)
            .field("username", &self.username)
            .field("password", &self.password.as_ref().map(|_| "…"))
            .finish()
    }
}

enum Place {
    Memory,
    Folder { path: PathBuf, options: Option<String> },
    Server,
}

/// `~/` as a shell would understand it.
fn home(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
}

/// What all clones of [`Records`] share. The fields are dropped in this order: the lock last.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) database: Surreal<Any>,
    /// The end of the audit log as this process left it; nothing before its first entry.
    audit_head: tokio::sync::Mutex<Option<domain::audit::Head>>,
    /// What was counted of texts a moment ago.
    pub(crate) counted: Counted,
    folder: Option<Folder>,
}

impl Records {
    /// Connects and brings the schema up to date. `now` is noted with every migration done.
    ///
    /// Of several processes that open one server's database at once, one migrates and the others wait.
    ///
    /// # Errors
    ///
    /// [`StoreError::InUse`] when another process has the folder, [`StoreError::NotADatabase`] when it holds something
    /// else, [`StoreError::NewerDatabase`] and [`StoreError::ChangedMigration`] when this program does not fit the
    /// database, [`StoreError::Unreachable`] and [`StoreError::Unauthorised`] for servers. None of them changes anything.
    pub async fn open(connection: &Connection, now: DateTime<Utc>) -> Result<Self, StoreError> {
        let place = connection.place()?;
        let (url, folder) = match &place {
            Place::Memory => ("mem://".to_owned(), None),
            Place::Server => (connection.url.clone(), None),
            Place::Folder { path, options } => {
                let folder = Folder::lock(path).await?;
                let query = options.as_ref().map(|options| format!("?{options}")).unwrap_or_default();
                (format!("surrealkv://{}{query}", folder.path().display()), Some(folder))
            }
        };
        let database = tokio::time::timeout(CONNECTING, surrealdb::engine::any::connect(&url))
            .await
            .map_err(|_| StoreError::Unreachable)?
            .map_err(|error| match (StoreError::from(error), &place) {
                (StoreError::Database(reason), Place::Server) => {
                    tracing::debug!(reason, "the database cannot be reached");
                    StoreError::Unreachable
                }
                (error, _) => error,
            })?;
        // From here on the lock is released after the engine, whatever fails.
        let records = Self {
            shared: Arc::new(Shared {
                database,
                audit_head: tokio::sync::Mutex::default(),
                counted: Counted::default(),
                folder,
            }),
        };
        match records.prepare(connection, &place, now).await {
            Ok(()) => Ok(records),
            Err(error) => {
                records.close().await;
                Err(error)
            }
        }
    }

    async fn prepare(&self, connection: &Connection, place: &Place, now: DateTime<Utc>) -> Result<(), StoreError> {
        if let (Place::Server, Some(username)) = (place, &connection.username) {
            sign_in(self.database(), connection, username).await?;
        }
        self.database().use_ns(&connection.namespace).use_db(&connection.database).await?;
        migration::bring_up_to_date(self.database(), migration::KNOWN, now).await
    }

    /// Closes the database: waits for other clones to be dropped, then for the engine to write its files, and only then
    /// lets other processes in. Gives up after some seconds each and says so in the log; nothing committed is lost then.
    ///
    /// Streams of [`Records::watch_responses`] keep the engine alive: drop them first.
    pub async fn close(self) {
        let Some(Shared { database, folder, .. }) = alone(self.shared).await else {
            tracing::warn!("the database is still used while it should close; it closes with its last user");
            return;
        };
        drop(database);
        if let Some(folder) = folder {
            match folder.engine_has_closed(CLOSING).await {
                Ok(true) => {}
                Ok(false) => {
                    tracing::warn!(folder = %folder.path().display(), "the database has not closed its files in time");
                }
                Err(error) => tracing::warn!(%error, "the database's folder cannot be watched while closing"),
            }
        }
    }

    /// True when the database answers a small query within two seconds.
    pub async fn is_ready(&self) -> bool {
        let answer = async {
            self.database()
                .query("SELECT VALUE id FROM migration LIMIT 1")
                .await
                .and_then(surrealdb::IndexedResults::check)
        };
        matches!(tokio::time::timeout(Duration::from_secs(2), answer).await, Ok(Ok(_)))
    }

    pub(crate) fn database(&self) -> &Surreal<Any> {
        &self.shared.database
    }

    pub(crate) fn audit_head(&self) -> &tokio::sync::Mutex<Option<domain::audit::Head>> {
        &self.shared.audit_head
    }
}

/// The value itself once no other handle has it; nothing when that takes too long.
async fn alone(mut shared: Arc<Shared>) -> Option<Shared> {
    let waiting = async {
        loop {
            match Arc::try_unwrap(shared) {
                Ok(alone) => return alone,
                Err(others) => shared = others,
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(CLOSING, waiting).await.ok()
}

async fn sign_in(database: &Surreal<Any>, connection: &Connection, username: &str) -> Result<(), StoreError> {
    let username = || username.to_owned();
    let password = || connection.password.clone().unwrap_or_default();
    let (namespace, name) = (connection.namespace.clone(), connection.database.clone());
    let of_database =
        auth::Database { namespace: namespace.clone(), database: name, username: username(), password: password() };
    if signed_in(database.signin(of_database).await)? {
        return Ok(());
    }
    let of_namespace = auth::Namespace { namespace, username: username(), password: password() };
    if signed_in(database.signin(of_namespace).await)? {
        return Ok(());
    }
    let of_root = auth::Root { username: username(), password: password() };
    if signed_in(database.signin(of_root).await)? { Ok(()) } else { Err(StoreError::Unauthorised) }
}

/// False when the user is not known at this level.
fn signed_in<T>(outcome: Result<T, surrealdb::Error>) -> Result<bool, StoreError> {
    match outcome {
        Ok(_) => Ok(true),
        Err(error) if error.is_connection() => Err(error.into()),
        Err(_) => Ok(false),
    }
}
