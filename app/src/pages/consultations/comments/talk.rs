//! What a discussion's parts share in the browser: what is shown, what is open, and what arrived meanwhile.

use std::collections::HashSet;

use domain::comment::Order;
use domain::commenting::Wording;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;
use uuid::Uuid;

use super::{LIST, device};
use crate::calls::consultation::comments::{
    Asked, CommentForm, CommentView, Discussion, load_comment_history, load_comments,
};
use crate::error::CallError;

/// The fields of the address that belong to a discussion.
const OURS: [&str; 6] = ["order", "more", "thread", "comment", "do", "at"];

/// What is being done to which comment, as the address says: then it also works without scripts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Act {
    /// `reply`, `edit`, `report`, `history`, `rule` or `settle`.
    pub what: String,
    pub at: Option<Uuid>,
}

/// A discussion while its page is open.
#[derive(Debug, Clone, Copy)]
pub struct Talk {
    pub text: Uuid,
    pub paragraph: Option<Uuid>,
    pub asked: Memo<Asked>,
    /// What the form for a new comment begins with.
    pub form: StoredValue<CommentForm>,
    pub act: Memo<Act>,
    /// Earlier wordings of the comment whose history is open.
    pub wordings: Wordings,
    pub shown: RwSignal<Discussion>,
    /// What is there by now, while showing it would move the page under the reader.
    waiting: RwSignal<Option<Discussion>>,
    /// Counts up when the reader has done something.
    done: RwSignal<u32>,
    /// Number of the newest request, and whether its answer is shown at once.
    request: StoredValue<(u32, bool)>,
    query: Memo<ParamsMap>,
}

/// What the address asks for.
pub fn asked(text: Uuid, paragraph: Option<Uuid>) -> Memo<Asked> {
    let query = use_query_map();
    Memo::new(move |_| {
        let query = query.read();
        let field = |name: &str| query.get(name).unwrap_or_default();
        Asked {
            text: text.to_string(),
            paragraph: paragraph.map(|id| id.to_string()).unwrap_or_default(),
            order: match field("order").as_str() {
                "oldest" => Order::Oldest,
                "discussed" => Order::MostDiscussed,
                "bridging" => Order::MostBridging,
                _ => Order::Newest,
            },
            more: field("more").parse().unwrap_or(1),
            thread: field("thread"),
            comment: field("comment"),
        }
    })
}

/// Earlier wordings of a comment.
pub type Wordings = Resource<Result<Vec<Wording>, CallError>>;

/// Earlier wordings of the comment whose history the address opens; none otherwise.
pub fn wordings() -> Wordings {
    let query = use_query_map();
    let of = Memo::new(move |_| {
        let query = query.read();
        if query.get_str("do") == Some("history") { query.get("at").unwrap_or_default() } else { String::new() }
    });
    Resource::new(
        move || of.get(),
        |of| async move { if of.is_empty() { Ok(Vec::new()) } else { load_comment_history(of).await } },
    )
}

/// The word for an order in the address.
fn word(order: Order) -> Option<&'static str> {
    match order {
        Order::Newest => None,
        Order::Oldest => Some("oldest"),
        Order::MostDiscussed => Some("discussed"),
        Order::MostBridging => Some("bridging"),
    }
}

impl Talk {
    /// A discussion that begins with what the server found.
    pub fn new(
        text: Uuid,
        paragraph: Option<Uuid>,
        asked: Memo<Asked>,
        first: Discussion,
        form: CommentForm,
        wordings: Wordings,
    ) -> Self {
        let query = use_query_map();
        let act = Memo::new(move |_| {
            let query = query.read();
            let at = query.get_str("at").and_then(|at| at.parse().ok());
            Act { what: query.get("do").unwrap_or_default(), at }
        });
        Self {
            text,
            paragraph,
            asked,
            form: StoredValue::new(form),
            act,
            wordings,
            shown: RwSignal::new(first),
            waiting: RwSignal::new(None),
            done: RwSignal::new(0),
            request: StoredValue::new((0, false)),
            query,
        }
    }

    /// Follows the address, what the reader does, and what happens to the text.
    pub fn follow(self, live: Signal<u64>) {
        Effect::new(move |before: Option<(Asked, u32, u64)>| {
            let now = (self.asked.get(), self.done.get(), live.get());
            if let Some(before) = before
                && before != now
            {
                self.load((&before.0, before.1) != (&now.0, now.1));
            }
            now
        });
    }

    /// The reader has done something: it is shown.
    pub fn done(self) {
        self.done.update(|done| *done += 1);
    }

    fn load(self, at_once: bool) {
        let (number, pending) = self.request.get_value();
        // What the reader waits for is not put off because something else happens meanwhile.
        let mine = (number.wrapping_add(1), at_once || pending);
        self.request.set_value(mine);
        leptos::task::spawn_local(async move {
            let found = load_comments(self.asked.get_untracked()).await;
            let Some(newest) = self.request.try_get_value() else { return };
            if newest.0 != mine.0 {
                return;
            }
            // When the line is lost, what is shown stays; the next happening asks again.
            if let Ok(found) = found {
                self.request.set_value((newest.0, false));
                self.take(found, newest.1);
            }
        });
    }

    /// Shows what was found, or lets it wait where it would move what somebody is reading or typing.
    fn take(self, found: Discussion, at_once: bool) {
        let known: HashSet<Uuid> = self.shown.read_untracked().comments.iter().map(|comment| comment.id).collect();
        let is_new = |comment: &CommentView| !known.contains(&comment.id);
        let first_new = found.comments.iter().position(is_new);
        let last_known = found.comments.iter().rposition(|comment| !is_new(comment));
        let moves = first_new.is_some_and(|new| last_known.is_some_and(|known| new < known));
        if moves && !at_once && (device::begins_above(LIST) || device::holds_focus(LIST)) {
            self.waiting.set(Some(found));
        } else {
            self.waiting.set(None);
            self.shown.set(found);
        }
    }

    /// How many comments wait to be shown.
    pub fn arrived(self) -> usize {
        let known: HashSet<Uuid> = self.shown.read().comments.iter().map(|comment| comment.id).collect();
        let waiting = self.waiting.read();
        waiting.iter().flat_map(|found| &found.comments).filter(|comment| !known.contains(&comment.id)).count()
    }

    /// Shows what arrived.
    pub fn show_arrived(self) {
        if let Some(found) = self.waiting.try_update(Option::take).flatten() {
            self.shown.set(found);
            device::focus("discussion-title");
        }
    }

    /// The comments on the page, in order.
    pub fn ids(self) -> Vec<Uuid> {
        self.shown.read().comments.iter().map(|comment| comment.id).collect()
    }

    /// One comment, as it is now.
    pub fn comment(self, id: Uuid) -> Memo<Option<CommentView>> {
        Memo::new(move |_| self.shown.read().comments.iter().find(|comment| comment.id == id).cloned())
    }

    /// This page with other fields of ours in its address.
    fn link(self, fields: &[(&'static str, String)]) -> String {
        let mut query = self.query.get();
        for name in OURS {
            query.remove(name);
        }
        // What a refusal left there belongs to an earlier form.
        query.remove("__err");
        query.remove("__path");
        for (name, value) in fields {
            query.insert(*name, value.clone());
        }
        let text = query.to_query_string();
        if text.is_empty() { "?".to_owned() } else { text }
    }

    fn place(self) -> Vec<(&'static str, String)> {
        let asked = self.asked.read();
        let mut fields: Vec<(&'static str, String)> = Vec::new();
        fields.extend(word(asked.order).map(|order| ("order", order.to_owned())));
        if asked.more > 1 {
            fields.push(("more", asked.more.to_string()));
        }
        for (name, value) in [("thread", &asked.thread), ("comment", &asked.comment)] {
            if !value.is_empty() {
                fields.push((name, value.clone()));
            }
        }
        fields
    }

    /// The same comments in another order, from the start.
    pub fn ordered(self, order: Order) -> String {
        self.link(&word(order).map(|order| ("order", order.to_owned())).into_iter().collect::<Vec<_>>())
    }

    /// Another page, of all discussions or of one.
    pub fn paged(self, page: usize, thread: Option<Uuid>) -> String {
        let mut fields: Vec<(&'static str, String)> = Vec::new();
        fields.extend(word(self.asked.read().order).map(|order| ("order", order.to_owned())));
        fields.extend((page > 1).then(|| ("more", page.to_string())));
        fields.extend(thread.map(|thread| ("thread", thread.to_string())));
        format!("{}#discussion-title", self.link(&fields))
    }

    /// This page with something to do opened at a comment.
    pub fn acting(self, what: &str, at: Uuid) -> String {
        let mut fields = self.place();
        fields.push(("do", what.to_owned()));
        fields.push(("at", at.to_string()));
        format!("{}#c-{at}", self.link(&fields))
    }

    /// This page with nothing opened.
    pub fn closed(self) -> String {
        self.link(&self.place())
    }

    /// Closes what is open, without moving the page.
    pub fn close(self, navigate: &impl Fn(&str, NavigateOptions)) {
        let address = untrack(|| self.closed());
        navigate(&address, NavigateOptions { scroll: false, replace: true, ..NavigateOptions::default() });
    }

    /// What closes what is open; asked for while the page is built.
    pub fn closing(self) -> impl Fn() + Clone {
        let navigate = use_navigate();
        move || self.close(&navigate)
    }
}
