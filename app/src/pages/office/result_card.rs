//! One question's figures: chart and table with the same numbers, and the base of every percentage.

use domain::language::{Localised, plain};
use domain::results::{Bin, NumberSummary, QuestionResults, TextCount, percent};
use domain::survey::{Kind, OTHER, Question};
use leptos::prelude::*;

use crate::components::chart::{Chart, Picture, share};
use crate::texts::{fill, office, texts};

/// Bars in a chart at most; the table has all of them.
const BARS: usize = 15;
/// Texts that are shown at once; the others open on demand.
const FIRST_TEXTS: usize = 8;

/// A line of the table: words, count, per cent of those who answered.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    label: String,
    count: u64,
    percent: f64,
}

#[component]
pub fn ResultCard(question: Question, figures: Memo<Option<QuestionResults>>, conditional: bool) -> impl IntoView {
    let id = format!("result-{}", question.code);
    let title = plain(question.text.only());
    let faults = question.faults.clone();
    let textual = matches!(question.kind, Kind::ShortText { .. } | Kind::LongText { .. });
    let kind = office::kind(question.kind.name());
    let base = move || {
        let (answered, asked) =
            figures.with(|figures| figures.as_ref().map_or((0, 0), |figures| (figures.answered, figures.asked)));
        let words = fill(office::BASE, &[("answered", &answered.to_string()), ("asked", &asked.to_string())]);
        format!("{kind} · {words}")
    };
    // With scripts the chart comes first; without them the table stays.
    let chart_first = RwSignal::new(None::<bool>);
    Effect::new(move |_| chart_first.set(Some(true)));
    let view_name = move || chart_first.get().map(|chart| if chart { "chart" } else { "table" });
    let lines = {
        let question = question.clone();
        Memo::new(move |_| {
            figures.with(|figures| figures.as_ref().map(|figures| lines(&question, figures)).unwrap_or_default())
        })
    };
    let body = if textual {
        view! { <Texts figures/> }.into_any()
    } else {
        let upright = matches!(question.kind, Kind::Number { .. });
        let picture = Signal::derive(move || picture(&lines.read(), upright));
        let summary = Signal::derive(move || summary(&lines.read(), upright));
        let rows = move || lines.read().len().clamp(2, BARS).to_string();
        let first = if let Kind::Number { unit: Some(unit), .. } = &question.kind {
            unit.only().to_owned()
        } else {
            office::ANSWER.to_owned()
        };
        let label = fill(office::TABLE_OF, &[("question", &title)]);
        view! {
            <div class="result-body" data-rows=rows>
                {move || figures.with(|figures| figures.as_ref().and_then(|figures| figures.numbers.clone())).map(|numbers| measures(&numbers))}
                {move || chart_first.get().map(|_| view! { <Chart picture summary/> })}
                <Table first label lines/>
            </div>
            {has_other(&question).then(|| view! { <OtherTexts figures/> })}
        }
        .into_any()
    };
    view! {
        <article class="result-card" data-view=view_name aria-labelledby=id.clone()>
            <header>
                <h2 id=id.clone()>{title}</h2>
                <p class="base">{base}</p>
                {conditional.then(|| view! { <p class="base">{office::CONDITIONAL}</p> })}
            </header>
            {faults.into_iter().map(|fault| view! { <p class="fault">{fault}</p> }).collect_view()}
            {body}
            {(!textual).then(|| view! {
                <footer>
                    <div class="toggle" role="group" aria-label=office::VIEW>
                        {[(office::CHART, true), (office::TABLE, false)]
                            .map(|(name, chart)| view! {
                                <button
                                    type="button"
                                    aria-pressed=move || (chart_first.get() == Some(chart)).to_string()
                                    on:click=move |_| chart_first.set(Some(chart))
                                >
                                    {name}
                                </button>
                                " "
                            })
                            .collect_view()}
                    </div>
                </footer>
            })}
        </article>
    }
}

fn has_other(question: &Question) -> bool {
    question.kind.choices().1.is_some()
}

#[component]
fn Table(first: String, label: String, lines: Memo<Vec<Line>>) -> impl IntoView {
    view! {
        <div class="result-table" tabindex="0" role="region" aria-label=label>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{first}</th>
                        <th scope="col" class="bar"><span class="visually-hidden">{office::BAR}</span></th>
                        <th scope="col" class="number">{office::COUNT}</th>
                        <th scope="col" class="number">{office::SHARE}</th>
                    </tr>
                </thead>
                <tbody>
                    {move || lines.get().into_iter().map(|line| view! {
                        <tr>
                            <th scope="row">{line.label}</th>
                            <td class="bar" aria-hidden="true"><meter max="100" value=line.percent.to_string()></meter></td>
                            <td class="number">{line.count}</td>
                            <td class="number">{share(line.percent)}</td>
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

fn measures(numbers: &NumberSummary) -> impl IntoView + use<> {
    let write = |number: f64| number_words((number * 10.0).round() / 10.0);
    let range = format!("{} … {}", write(numbers.min), write(numbers.max));
    view! {
        <dl class="measures">
            <div><dt>{office::MEDIAN}</dt><dd>{write(numbers.median)}</dd></div>
            <div><dt>{office::MEAN}</dt><dd>{write(numbers.mean)}</dd></div>
            <div><dt>{office::RANGE}</dt><dd>{range}</dd></div>
        </dl>
    }
}

#[component]
fn Texts(figures: Memo<Option<QuestionResults>>) -> impl IntoView {
    move || {
        let (mut list, more) = figures.with(|figures| {
            figures.as_ref().map(|figures| (figures.texts.clone(), figures.more_texts)).unwrap_or_default()
        });
        if list.is_empty() {
            return view! { <p class="quiet">{office::NO_ANSWERS}</p> }.into_any();
        }
        let note = (more > 0).then(|| {
            let all = (list.len() as u64 + more).to_string();
            fill(office::MORE_TEXTS, &[("shown", &list.len().to_string()), ("all", &all)])
        });
        let rest = list.split_off(list.len().min(FIRST_TEXTS));
        let further = fill(office::FURTHER_TEXTS, &[("n", &rest.len().to_string())]);
        view! {
            <div>
                <ul class="text-answers">{list.into_iter().map(text_line).collect_view()}</ul>
                {(!rest.is_empty()).then(|| view! {
                    <details class="other-texts">
                        <summary>{further}</summary>
                        <ul class="text-answers">{rest.into_iter().map(text_line).collect_view()}</ul>
                        {note.map(|words| view! { <p class="quiet small">{words}</p> })}
                    </details>
                })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn OtherTexts(figures: Memo<Option<QuestionResults>>) -> impl IntoView {
    move || {
        let list = figures.with(|figures| figures.as_ref().map(|figures| figures.texts.clone()).unwrap_or_default());
        (!list.is_empty()).then(|| {
            view! {
                <details class="other-texts">
                    <summary>{office::TEXTS_OF_OTHER}</summary>
                    <ul class="text-answers">{list.into_iter().map(text_line).collect_view()}</ul>
                </details>
            }
        })
    }
}

fn text_line(text: TextCount) -> impl IntoView {
    let times = (text.count > 1).then(|| fill(office::TIMES, &[("n", &text.count.to_string())]));
    view! { <li dir="auto">{text.text}{times.map(|words| view! { <span class="answer-note">{words}</span> })}</li> }
}

/// The table's lines. Options of a long or multiple choice come by size; a single choice keeps its order, which may mean something.
fn lines(question: &Question, figures: &QuestionResults) -> Vec<Line> {
    let part = |count| percent(count, figures.answered).unwrap_or_default();
    if let (Kind::Number { .. }, Some(numbers)) = (&question.kind, &figures.numbers) {
        return numbers
            .histogram
            .iter()
            .map(|bin| Line { label: bin_words(bin), count: bin.count, percent: part(bin.count) })
            .collect();
    }
    let (options, other) = question.kind.choices();
    let label = |code: &str| match &question.kind {
        Kind::Scale { from, to, low, high } => {
            let end =
                |step: i16, words: &Localised| (code == step.to_string()).then(|| format!("{code} ({})", words.only()));
            end(*from, low).or_else(|| end(*to, high)).unwrap_or_else(|| code.to_owned())
        }
        _ if code == OTHER && other.is_some() => other.map_or(office::OTHER, Localised::only).to_owned(),
        _ => options.iter().find(|option| option.code == code).map_or(code, |option| option.label.only()).to_owned(),
    };
    let mut lines: Vec<Line> = figures
        .options
        .iter()
        .map(|option| Line { label: label(&option.code), count: option.count, percent: part(option.count) })
        .collect();
    if matches!(question.kind, Kind::MultipleChoice { .. } | Kind::SingleChoice { dropdown: true, .. }) {
        lines.sort_by_key(|line| std::cmp::Reverse(line.count));
    }
    lines
}

fn bin_words(bin: &Bin) -> String {
    let write = |number: f64| number_words(number);
    match bin.to {
        None => fill(office::FROM_ON, &[("from", &write(bin.from))]),
        Some(to) if (to - bin.from - 1.0).abs() < 1e-9 => write(bin.from),
        // Whole numbers: the last one inside is the clearer end.
        Some(to) if bin.from.fract() == 0.0 && to.fract() == 0.0 => {
            fill(office::FROM_TO, &[("from", &write(bin.from)), ("to", &write(to - 1.0))])
        }
        Some(to) => fill(office::FROM_BELOW, &[("from", &write(bin.from)), ("to", &write(to))]),
    }
}

fn number_words(number: f64) -> String {
    texts(&domain::language::Language::new("de")).number((number * 1e6).round() / 1e6)
}

fn picture(lines: &[Line], upright: bool) -> Picture {
    if upright {
        Picture::Histogram(lines.iter().map(|line| (line.label.clone(), line.count)).collect())
    } else {
        Picture::Bars(lines.iter().take(BARS).map(|line| (line.label.clone(), line.percent)).collect())
    }
}

fn summary(lines: &[Line], upright: bool) -> String {
    let values: Vec<String> = lines
        .iter()
        .filter(|line| line.count > 0)
        .take(6)
        .map(|line| {
            if upright {
                format!("{}: {}", line.label, line.count)
            } else {
                format!("{} {}", line.label, share(line.percent))
            }
        })
        .collect();
    let values = if values.is_empty() { office::NO_ANSWERS.to_owned() } else { values.join(", ") };
    fill(office::BARS_OF, &[("values", &values)])
}
