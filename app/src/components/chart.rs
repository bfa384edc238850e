//! A chart: an option built with charming, drawn by the ECharts engine that only pages with charts load.
//!
//! The server renders an empty frame of the same size; the table beside it holds the same numbers.

use leptos::html::Div;
use leptos::prelude::*;

/// What a chart shows; the engine's own format is made of it in the browser.
#[derive(Debug, Clone, PartialEq)]
pub enum Picture {
    /// Horizontal bars, first one on top: label and per cent, drawn as they are and written in whole numbers.
    Bars(Vec<(String, f64)>),
    /// Upright bars side by side: label of the bin and count.
    Histogram(Vec<(String, u64)>),
    /// Horizontal bars made of parts, first one on top: the labels of the bars, and each part with a count for every bar.
    Stacks(Vec<String>, Vec<Part>),
}

/// A part of every bar in [`Picture::Stacks`].
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// What it says.
    pub name: &'static str,
    /// The token of its colour, such as `var(--scale-5)`.
    pub colour: &'static str,
    /// How much of it each bar has.
    pub counts: Vec<u32>,
}

/// A share as charts and tables write it: "12 %".
pub fn share(percent: f64) -> String {
    format!("{} %", percent.round())
}

/// Draws `picture` and follows its changes. `summary` is what a screen reader says of it.
#[component]
pub fn Chart(#[prop(into)] picture: Signal<Picture>, #[prop(into)] summary: Signal<String>) -> impl IntoView {
    let element = NodeRef::<Div>::new();
    let upright = move || matches!(*picture.read(), Picture::Histogram(_));
    #[cfg(feature = "hydrate")]
    {
        Effect::new(move |_| {
            if let Some(element) = element.get() {
                engine::show(&element, &engine::option(&picture.read()));
            }
        });
        on_cleanup(move || {
            if let Some(element) = element.try_get_untracked().flatten() {
                engine::dispose(&element);
            }
        });
    }
    view! { <div class="chart" class:histogram=upright node_ref=element role="img" aria-label=move || summary.get()></div> }
}

#[cfg(feature = "hydrate")]
mod engine {
    //! The way to the engine in `app/charts`. It is a module of its own file, fetched when the first chart is drawn.

    use charming::Chart;
    use charming::component::{Axis, Grid};
    use charming::element::{
        AxisLine, AxisTick, AxisType, Formatter, ItemStyle, Label, LabelPosition, SplitLine, Tooltip, Trigger,
    };
    use charming::series::Bar;
    use wasm_bindgen::prelude::wasm_bindgen;
    use web_sys::HtmlElement;

    use super::Picture;

    #[wasm_bindgen(inline_js = "
        let engine;
        const load = () => (engine ??= import('/generated/charts.js'));
        export function show_chart(element, option) {
            element.teilhabeOption = option;
            load().then(
                ({ show }) => element.isConnected && element.teilhabeOption === option && show(element, option),
                () => { engine = undefined; },
            );
        }
        export function dispose_chart(element) {
            engine?.then(({ dispose }) => dispose(element), () => {});
        }
    ")]
    extern "C" {
        fn show_chart(element: &HtmlElement, option: &str);
        fn dispose_chart(element: &HtmlElement);
    }

    pub fn show(element: &HtmlElement, option: &str) {
        show_chart(element, option);
    }

    pub fn dispose(element: &HtmlElement) {
        dispose_chart(element);
    }

    pub fn option(picture: &Picture) -> String {
        let chart = match picture {
            Picture::Bars(bars) => {
                let (labels, values): (Vec<String>, Vec<f64>) = bars.iter().cloned().unzip();
                Chart::new()
                    .tooltip(Tooltip::new().trigger(Trigger::Item).formatter(Formatter::String("{b}: {p} %".into())))
                    .x_axis(Axis::new().type_(AxisType::Value).show(false).min(0))
                    .y_axis(Axis::new().type_(AxisType::Category).data(labels).axis_tick(AxisTick::new().show(false)))
                    .series(
                        Bar::new().data(values).label(
                            Label::new()
                                .show(true)
                                .position(LabelPosition::Right)
                                .formatter(Formatter::String("{p} %".into())),
                        ),
                    )
            }
            Picture::Histogram(bins) => {
                #[expect(clippy::cast_precision_loss, reason = "counts of responses stay far below 2^52")]
                let (labels, counts): (Vec<String>, Vec<f64>) =
                    bins.iter().map(|(label, count)| (label.clone(), *count as f64)).unzip();
                Chart::new()
                    .tooltip(Tooltip::new().trigger(Trigger::Item).formatter(Formatter::String("{b}: {c}".into())))
                    .grid(Grid::new().left(0).right(0).top(20).bottom(0))
                    .x_axis(Axis::new().type_(AxisType::Category).data(labels).axis_tick(AxisTick::new().show(false)))
                    .y_axis(
                        Axis::new()
                            .type_(AxisType::Value)
                            .show(false)
                            .min_interval(1)
                            .split_line(SplitLine::new().show(false))
                            .axis_line(AxisLine::new().show(false)),
                    )
                    .series(Bar::new().data(counts).label(Label::new().show(true).position(LabelPosition::Top)))
            }
            Picture::Stacks(labels, parts) => {
                let chart = Chart::new()
                    .tooltip(Tooltip::new().trigger(Trigger::Item).formatter(Formatter::String("{b}, {a}: {c}".into())))
                    .x_axis(Axis::new().type_(AxisType::Value).show(false).min(0))
                    .y_axis(
                        Axis::new()
                            .type_(AxisType::Category)
                            .data(labels.clone())
                            .axis_tick(AxisTick::new().show(false)),
                    );
                parts.iter().fold(chart, |chart, part| {
                    let counts: Vec<f64> = part.counts.iter().copied().map(f64::from).collect();
                    chart.series(
                        Bar::new()
                            .name(part.name)
                            .stack("all")
                            .item_style(ItemStyle::new().color(part.colour))
                            .data(counts),
                    )
                })
            }
        };
        serde_json::to_string(&chart).unwrap_or_default()
    }
}
