//! Health answers, and knows whether the database is there.

use axum::http::StatusCode;

use crate::support::{TestServer, run};

#[test]
fn a_sound_process_lives_and_is_ready() {
    run(async {
        let mut client = TestServer::start().await.client();
        for path in ["/health/live", "/health/ready"] {
            assert_eq!(client.get(path).await.status, StatusCode::OK, "{path}");
        }
        assert!(client.cookies.is_empty());
    });
}
