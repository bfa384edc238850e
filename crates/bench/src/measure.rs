//! All measurements, one after the other, and the rows they give.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use crate::http::request;
use crate::load::{Load, drive};
use crate::material::Material;
use crate::options::{Extent, Options, Part};
use crate::release::{Release, Running};
use crate::statistics::{float, in_kb, in_mb, in_ms, median_of, whole};
use crate::table::Table;
use crate::weight::Weight;
use crate::{consultation, live, note, now, pages, raw, sign_ins, startup, weight};

/// How long after the last answer all responses have to be counted.
const COUNTING: Duration = Duration::from_secs(20);
/// A pause in which memory comes to rest.
const REST: Duration = Duration::from_secs(2);

/// One turn of the server and the bare engine.
struct Round {
    load: Load,
    raw: raw::Figures,
    /// Memory in bytes: before, the peak during, and after the load.
    memory: [f64; 3],
}

/// Measures everything; gives the table.
pub async fn all(options: &Options) -> Result<String> {
    let extent = options.extent();
    let parent = options.folder.clone().unwrap_or_else(std::env::temp_dir);
    let work = tempfile::Builder::new().prefix("teilhabe-bench-").tempdir_in(&parent);
    let work = work.with_context(|| format!("no folder can be made in {}", parent.display()))?;
    let (file, folder) = (options.survey.clone(), work.path().to_owned());
    let material =
        tokio::task::spawn_blocking(move || Material::load(file.as_deref(), &folder, extent.answers)).await??;
    let material = Arc::new(material);
    let release = Release::new(&options.program, work.path(), &material.file)?;

    let mut table = Table::default();
    if options.wants(Part::Responses) {
        submissions(&mut table, &release, &material, options, work.path()).await?;
    }
    if options.wants(Part::Site) {
        site(&mut table, &release, &material, extent).await?;
    }
    if options.wants(Part::SignIns) {
        signing_in(&mut table, &release, &material, extent).await?;
    }
    if options.wants(Part::Consultations) {
        consultation::rows(&mut table, &release, options.consultation()).await.context("consultations")?;
    }
    if options.wants(Part::Starts) {
        starts(&mut table, &release, &material, extent).await?;
    }

    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let quick = if options.quick { " QUICK: only checks the bench, the figures mean nothing." } else { "" };
    let heading = format!(
        "Survey `{}` ({} questions to answer), {cores} cores shared by server and clients, databases in {}.{quick}",
        material.slug,
        material.questions,
        parent.display()
    );
    Ok(table.text(&heading))
}

async fn submissions(
    table: &mut Table,
    release: &Release,
    material: &Arc<Material>,
    options: &Options,
    work: &Path,
) -> Result<()> {
    let extent = options.extent();
    let answers = work.join("answers.json");
    material.write(&answers)?;
    let mut rounds = Vec::new();
    for number in 1..=extent.rounds {
        let (load, memory) = submit(release, material, extent, number).await.context("responses through POST")?;
        let raw = raw::measure(&work.join(format!("raw-{number}")), &answers, options).await?;
        note(&format!(
            "round {number} of {}: {} responses/s, bare engine {}/s",
            extent.rounds,
            whole(load.rate),
            whole(raw.rate)
        ));
        rounds.push(Round { load, raw, memory });
    }
    let latency = |percent| median_of(&rounds, |round| round.load.latency(percent));
    let rate = median_of(&rounds, |round| round.load.rate);
    let share = median_of(&rounds, |round| round.load.rate / round.raw.rate.max(1e-6)) * 100.0;
    let memory = |place: usize| in_mb(median_of(&rounds, |round| round.memory[place]));
    let clients = extent.submitting.clients;
    table.aimed(
        &format!("Responses through POST, {clients} clients"),
        &format!("{}/s", whole(rate)),
        "at least 1,000/s",
        rate >= 1_000.0,
    );
    let latencies = format!("{} / {} / {}", in_ms(latency(50)), in_ms(latency(95)), in_ms(latency(99)));
    table.aimed("… latency p50 / p95 / p99", &latencies, "p95 under 100 ms", latency(95) < 100.0);
    table.aimed("… as a share of the bare engine", &format!("{share:.0} %"), "at least 50 %", share >= 50.0);
    let bare = format!(
        "{}/s, p95 {}",
        whole(median_of(&rounds, |round| round.raw.rate)),
        in_ms(median_of(&rounds, |round| round.raw.p95))
    );
    table.row(&format!("Bare engine: inserts through the SDK, {clients} tasks"), &bare);
    table.row("Memory at rest, after the start", &memory(0));
    table.row("Memory under that load: peak / after", &format!("{} / {}", memory(1), memory(2)));
    Ok(())
}

async fn submit(
    release: &Release,
    material: &Arc<Material>,
    extent: Extent,
    number: usize,
) -> Result<(Load, [f64; 3])> {
    let server = release.serve(&release.prepare(&format!("round-{number}")).await?).await?;
    // Somebody has looked at the results: from now on every response is counted as it comes.
    ensure!(server.counted(&material.slug).await? == 0, "a new database has responses");
    tokio::time::sleep(REST).await;
    let before = server.memory()?;
    let path = format!("/api/v1/surveys/{}/responses", material.slug);
    let headers = format!("{}content-type: application/json\r\n", server.key());
    let watch = server.watch_memory();
    let bodies = material.clone();
    let load =
        drive(&server.address, extent.submitting, 201, move || request("POST", &path, &headers, &bodies.submission()))
            .await?;
    wait_until_counted(&server, &material.slug, load.count).await?;
    tokio::time::sleep(REST).await;
    let memory = [before, watch.peak(), server.memory()?].map(float);
    server.end().await?;
    Ok((load, memory))
}

/// Every acknowledged response is in the results, and no other.
async fn wait_until_counted(server: &Running, slug: &str, sent: u64) -> Result<()> {
    let start = now();
    loop {
        let counted = server.counted(slug).await?;
        if counted == sent {
            return Ok(());
        }
        ensure!(
            counted < sent && start.elapsed() < COUNTING,
            "the results count {counted} responses, {sent} were acknowledged"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn site(table: &mut Table, release: &Release, material: &Material, extent: Extent) -> Result<()> {
    let server = release.serve(&release.prepare("site").await?).await?;
    for (name, path) in pages::paths(&material.slug) {
        note(&format!("reading {path}"));
        let load = pages::measure(&server, &path, extent.reading).await?;
        let figure = format!("{}/s, p95 {}", whole(load.rate), in_ms(load.latency(95)));
        table.row(&format!("Survey {name} by GET, {} clients", extent.reading.clients), &figure);
    }
    let watch = server.watch_memory();
    for listeners in extent.listeners {
        note(&format!("{} responses, {listeners} listening", extent.live_submissions));
        let delays = live::measure(&server, material, listeners, extent.live_submissions).await?;
        let missing = if delays.missing > 0 { format!(", {} missing", delays.missing) } else { String::new() };
        let figure = format!("{} / {}{missing}", in_ms(delays.p50), in_ms(delays.p95));
        let what =
            format!("From submission to live frame ({}), {listeners} listening, p50 / p95", in_kb(delays.frame as u64));
        table.aimed(&what, &figure, "p95 under 300 ms", delays.p95 < 300.0 && delays.missing == 0);
    }
    let most = extent.listeners.iter().max().copied().unwrap_or_default();
    table.row(&format!("Memory with {most} listening, peak"), &in_mb(float(watch.peak())));
    drop(watch);
    for (name, path) in pages::paths(&material.slug) {
        let weight = weight::measure(&server, &path).await.context("weighing the pages")?;
        weigh(table, name, &weight);
    }
    server.end().await
}

async fn signing_in(table: &mut Table, release: &Release, material: &Material, extent: Extent) -> Result<()> {
    note("signing in");
    let prepared = release.prepare("sign-ins").await?;
    for number in 0..sign_ins::ACCOUNTS {
        let (email, password) = sign_ins::account(number);
        release.create_administrator(&prepared, &email, password).await?;
    }
    let server = release.serve(&prepared).await?;
    let (_, path) = &pages::paths(&material.slug)[1];
    let measured = sign_ins::measure(&server, path, extent).await.context("signing in")?;
    server.end().await?;
    table.row("One check of a password (Argon2id, 19 MiB, 2 passes)", &in_ms(sign_ins::one_check().await?));
    let figure = format!("{}/s, p95 {}", whole(measured.load.rate), in_ms(measured.load.latency(95)));
    table.row(&format!("Sign-ins, {} people at once", sign_ins::AT_ONCE), &figure);
    let alone = measured.alone.latency(95);
    let figures = |load: &Load| format!("{} / {}", in_ms(load.latency(50)), in_ms(load.latency(95)));
    table.row("Survey page 1 while nobody signs in, p50 / p95", &figures(&measured.alone));
    let turn = sign_ins::TURN.as_secs();
    table.aimed(
        &format!("… while {} people do at once, every {turn} s", sign_ins::AT_ONCE),
        &figures(&measured.once),
        "the same p95, within 0.5 ms",
        measured.once.latency(95) <= alone + 0.5,
    );
    table.row(&format!("… while {} people do without a pause", sign_ins::AT_ONCE), &figures(&measured.beside));
    Ok(())
}

fn weigh(table: &mut Table, name: &str, weight: &Weight) {
    let usable = format!("{} (HTML {}, CSS {})", in_kb(weight.usable()), in_kb(weight.html), in_kb(weight.css));
    table.aimed(
        &format!("Survey {name}: loaded before it is usable"),
        &usable,
        "at most 60 kB",
        weight.usable() <= 60_000,
    );
    let mut all = format!(
        "{} (scripts {}, WebAssembly {}, fonts {}, icon {})",
        in_kb(weight.all()),
        in_kb(weight.scripts),
        in_kb(weight.program),
        in_kb(weight.fonts),
        in_kb(weight.other)
    );
    if !weight.uncompressed.is_empty() {
        all.push_str(", not compressed: ");
        all.push_str(&weight.uncompressed.join(" "));
    }
    table.aimed(&format!("Survey {name}: loaded in all"), &all, "at most 350 kB", weight.all() <= 350_000);
}

async fn starts(table: &mut Table, release: &Release, material: &Material, extent: Extent) -> Result<()> {
    for stored in [0, extent.stored] {
        let prepared = release.prepare(&format!("start-{stored}")).await?;
        startup::fill(&prepared, material, stored).await?;
        let start = startup::measure(release, &prepared, &material.slug, stored, extent.starts).await?;
        let responses = whole(float(stored));
        table.aimed(
            &format!("Ready after the start, {responses} responses"),
            &in_ms(start.ready),
            "within 1 s",
            start.ready <= 1_000.0,
        );
        table.row("… first results then", &in_ms(start.first_results));
        table.row("… memory then", &in_mb(start.memory));
    }
    Ok(())
}
