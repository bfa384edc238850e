//! Consultations: texts that many comment on, long lists, votes with many readers, and differences of long texts.

use anyhow::{Context as _, Result, ensure};
use uuid::Uuid;

use crate::consultation_fill::{Filled, LIST, fill};
use crate::http::request;
use crate::load::{Load, drive};
use crate::options::{Bound, Consultation};
use crate::pages::{self, BROWSER};
use crate::release::{Release, Running};
use crate::statistics::{float, in_kb, in_mb, in_ms, whole};
use crate::table::Table;
use crate::votes::{self, Votes, Way};
use crate::{difference, note, voters, weight};

/// What the server may take for a page, in milliseconds.
const PAGE: f64 = 200.0;
/// A slow phone's line: bytes a second (1.6 Mbit/s), and a round trip in milliseconds.
const LINE: f64 = 200_000.0;
const ROUND_TRIP: f64 = 150.0;
/// Round trips until a page can be seen: to connect, to encrypt, for the page, for its style.
const ROUND_TRIPS: f64 = 4.0;
/// Comments that may stand on a page, however many there are.
const MOST_SHOWN: usize = 100;

/// Measures, and adds the rows.
pub async fn rows(table: &mut Table, release: &Release, extent: Consultation) -> Result<()> {
    let prepared = release.prepare("consultation").await?;
    let filled = fill(&prepared, extent).await?;
    let server = release.serve(&prepared).await?;
    text(table, &server, &filled, extent).await.context("reading a text")?;
    list(table, &server, extent).await.context("reading a list")?;
    voting(table, &server, &filled, extent).await.context("voting")?;
    differences(table, &server, &filled, extent).await.context("comparing")?;
    server.end().await
}

/// A page that was looked at once.
struct Page {
    /// What to call it, and its address.
    name: String,
    path: String,
    html: String,
}

impl Page {
    /// As the public sees it; `sign` has to stand there.
    async fn get(server: &Running, name: String, path: String, sign: &str) -> Result<Self> {
        note(&format!("reading {path}"));
        let answer = server.get(&path, BROWSER).await?;
        let html = String::from_utf8_lossy(&answer.body).into_owned();
        ensure!(html.contains(sign), "GET {path} does not show {sign}: {}", answer.brief());
        Ok(Self { name, path, html })
    }

    /// Rows for many at once and for one alone; gives what one alone waits at the 95th percentile.
    async fn read(&self, table: &mut Table, server: &Running, extent: Consultation) -> Result<f64> {
        let many = pages::read(server, &self.path, extent.at_once).await?;
        let name = format!("{} by GET, {}, p50 / p95", self.name, clients(extent.at_once));
        table.aimed(&name, &latencies(&many), "p95 under 200 ms", many.latency(95) < PAGE);
        let alone = pages::read(server, &self.path, extent.alone).await?;
        let name = format!("… {}, p50 / p95", clients(extent.alone));
        table.aimed(&name, &latencies(&alone), "p95 under 200 ms", alone.latency(95) < PAGE);
        Ok(alone.latency(95))
    }

    /// How much a browser has to load and to build for it.
    async fn size(&self, table: &mut Table, server: &Running) -> Result<weight::Weight> {
        let weight = weight::measure(server, &self.path).await?;
        let figure = format!(
            "{} of {}, {} elements",
            in_kb(weight.html),
            in_kb(self.html.len() as u64),
            whole(float(elements(&self.html) as u64))
        );
        table.row("… its HTML in brotli, and its elements", &figure);
        Ok(weight)
    }
}

async fn text(table: &mut Table, server: &Running, filled: &Filled, extent: Consultation) -> Result<()> {
    let Filled { text, last, busy, busy_comments, .. } = filled;
    let name =
        format!("Text with {} paragraphs and {} comments", extent.paragraphs, whole(float(extent.comments as u64)));
    let page = Page::get(server, name, format!("/texts/{text}"), &format!("p-{last}")).await?;
    let alone = page.read(table, server, extent).await?;
    let weight = page.size(table, server).await?;
    let view = ROUND_TRIPS * ROUND_TRIP + alone + float(weight.usable()) / LINE * 1e3;
    table.aimed(
        "… first view on a slow phone, computed: 4 round trips of 150 ms, HTML and CSS at 1.6 Mbit/s, the server's p95",
        &in_ms(view),
        "under 1 s",
        view < 1_000.0,
    );

    let name = format!("… and the discussion of a paragraph with {} of them", whole(float(*busy_comments as u64)));
    let page = Page::get(server, name, format!("/texts/{text}/paragraphs/{busy}"), "<article").await?;
    page.read(table, server, extent).await?;
    page.size(table, server).await?;
    let shown = page.html.matches("<article").count();
    table.aimed("… comments on that page", &shown.to_string(), "at most 100", shown <= MOST_SHOWN);
    Ok(())
}

async fn list(table: &mut Table, server: &Running, extent: Consultation) -> Result<()> {
    let name = format!("List of {} recommendations", whole(float(extent.recommendations as u64)));
    let link = "href=\"/texts/";
    let page = Page::get(server, name, format!("/consultations/{LIST}"), link).await?;
    let shown = page.html.matches(link).count();
    ensure!(shown == extent.recommendations, "{shown} of {} recommendations are listed", extent.recommendations);
    page.read(table, server, extent).await?;
    page.size(table, server).await?;
    Ok(())
}

async fn voting(table: &mut Table, server: &Running, filled: &Filled, extent: Consultation) -> Result<()> {
    note(&format!("signing {} members in", extent.members));
    let sessions = voters::sign_in(server, extent.members).await?;
    let ballot = &filled.ballot;
    let watch = server.watch_memory();
    for (way, name) in [(Way::Vote, "Votes cast in the open"), (Way::Position, "Positions taken in a consent poll")] {
        note(&format!("{name}: {} of {} members, {} readers", extent.votes, extent.members, extent.readers));
        let votes = votes::measure(server, ballot, &sessions, way, extent).await?;
        told(table, name, &votes, extent);
    }
    table.row("… memory meanwhile, peak", &in_mb(float(watch.peak())));
    drop(watch);
    let counted = votes_counted(server, ballot.vote).await?;
    let voters = extent.votes.min(extent.members as u64);
    ensure!(counted == voters, "{counted} votes are counted, {voters} have voted");

    // A frame says that something happened; what it was, the pages of all readers then ask.
    for (what, call, field, id) in [
        ("the vote's page", "load-vote", "vote", ballot.vote),
        ("the text's page", "load-agreement", "text", ballot.text),
    ] {
        let load = asked_again(server, call, field, id, extent.at_once).await?;
        let name = format!("What {what} asks for after a frame, {}", clients(extent.at_once));
        let all = float(extent.readers as u64) / load.rate.max(1e-6) * 1e3;
        let figure = format!("{}/s, p95 {}", whole(load.rate), in_ms(load.latency(95)));
        table.row(&name, &format!("{figure}: {} for {} readers", in_ms(all), whole(float(extent.readers as u64))));
    }
    Ok(())
}

fn told(table: &mut Table, name: &str, votes: &Votes, extent: Consultation) {
    let readers = whole(float(extent.readers as u64));
    table.aimed(
        &format!("{name} by {} members, {readers} readers only listening", extent.members),
        &format!("{:.1}/s", votes.load.rate),
        &format!("{}/s", votes::A_SECOND),
        votes.load.rate > float(votes::A_SECOND) - 0.5,
    );
    let load = &votes.load;
    table.row("… answer p50 / p95", &latencies(load));
    table.aimed(
        "… from sending to the live frame p50 / p95, and frames missing",
        &format!("{} / {}, {} missing", in_ms(votes.p50), in_ms(votes.p95), votes.missing),
        "none missing",
        votes.missing == 0,
    );
}

async fn votes_counted(server: &Running, vote: Uuid) -> Result<u64> {
    let answer = server.get(&format!("/api/v1/votes/{vote}"), "").await?;
    let vote: serde_json::Value = serde_json::from_slice(&answer.body).context("the vote is no JSON")?;
    vote["cast"].as_u64().context("the vote does not say how many were cast")
}

/// What pages with scripts send when they hear that something happened.
async fn asked_again(server: &Running, call: &str, field: &str, id: Uuid, bound: Bound) -> Result<Load> {
    note(&format!("asking for {call}"));
    let headers = "content-type: application/x-www-form-urlencoded\r\naccept: application/json\r\n\
        accept-encoding: gzip, deflate, br\r\n";
    let bytes = request("POST", &format!("/calls/{call}"), headers, format!("{field}={id}").as_bytes());
    drive(&server.address, bound, 200, move || bytes.clone()).await
}

async fn differences(table: &mut Table, server: &Running, filled: &Filled, extent: Consultation) -> Result<()> {
    note("comparing");
    let found = difference::measure(extent.pages, extent.comparisons).await?;
    let size = format!(
        "{} pages ({} paragraphs, {} letters)",
        extent.pages,
        found.paragraphs,
        whole(float(found.letters as u64))
    );
    table.aimed(
        &format!("Difference of two versions of {size}"),
        &in_ms(found.versions),
        "under 100 ms",
        found.versions < 100.0,
    );
    table.aimed(
        "… where it first has to be found which paragraph became which",
        &in_ms(found.found),
        "under 100 ms",
        found.found < 100.0,
    );
    let path = format!("/texts/{}/compare?old=1&new=2", filled.long);
    let page = Page::get(server, "The page of that difference".to_owned(), path, "<ins").await?;
    page.read(table, server, extent).await?;
    page.size(table, server).await?;
    Ok(())
}

fn clients(bound: Bound) -> String {
    if bound.clients == 1 { "1 client alone".to_owned() } else { format!("{} clients", bound.clients) }
}

fn latencies(load: &Load) -> String {
    format!("{} / {}", in_ms(load.latency(50)), in_ms(load.latency(95)))
}

/// How many elements a page has: what a browser has to build, and to look at again and again.
fn elements(html: &str) -> usize {
    let bytes = html.as_bytes();
    bytes.windows(2).filter(|pair| pair[0] == b'<' && pair[1].is_ascii_alphabetic()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_counted_once_and_text_is_none() {
        assert_eq!(elements("<!DOCTYPE html><main><p id=\"a\">1 < 2</p><br/><!-- <> --></main>"), 3);
    }
}
