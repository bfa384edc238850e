//! Respondents' pages, read by many at once.

use anyhow::{Result, ensure};

use crate::http::request;
use crate::load::{Load, drive};
use crate::options::Bound;
use crate::release::Running;

/// What a browser asks for.
pub const BROWSER: &str = "accept: text/html\r\naccept-language: de\r\n";

/// The letter and the first page of questions.
pub fn paths(slug: &str) -> [(&'static str, String); 2] {
    [("letter", format!("/surveys/{slug}")), ("page 1", format!("/surveys/{slug}/1"))]
}

/// Reads one page as often as it goes, compressed as browsers get it.
pub async fn measure(server: &Running, path: &str, bound: Bound) -> Result<Load> {
    let page = server.get(path, BROWSER).await?;
    let is_page = String::from_utf8_lossy(&page.body).contains("<form");
    ensure!(is_page, "GET {path} gives no page with a form: {}", page.brief());
    read(server, path, bound).await
}

/// The same for a page that is known to be one.
pub async fn read(server: &Running, path: &str, bound: Bound) -> Result<Load> {
    let bytes = request("GET", path, &format!("{BROWSER}accept-encoding: gzip, deflate, br\r\n"), b"");
    drive(&server.address, bound, 200, move || bytes.clone()).await
}
