//! A secret vote in the browser: draws an access, gets a ballot for its number without telling the number, and hands in the paper
//! without saying who it is. What was drawn stays on the device until the paper is handed in: sending again after a broken line is the
//! same paper. Afterwards nothing on the device leads to it.

use domain::access::{Access, invitation_name};
use domain::agreement::vote::{Choice, VoteProblem};
use domain::ballot::Request;
use leptos::prelude::*;
use uuid::Uuid;
use wasm_bindgen::JsCast as _;

use crate::calls::consultation::voting::{hand_in_vote_paper, request_vote_ballot};
use crate::refusal::Refusal;
use crate::texts::votes as t;

/// Stands in the place of what was drawn once the paper is handed in.
const DONE: &str = "done";

/// What a voter's browser needs to know.
pub struct Voting {
    pub vote: Uuid,
    pub account: Uuid,
    pub public_key: String,
}

impl Voting {
    /// Sends what is chosen in the form, once at a time.
    pub fn send(
        self,
        event: &leptos::ev::SubmitEvent,
        problem: RwSignal<Option<Refusal>>,
        sending: RwSignal<bool>,
        counted: RwSignal<bool>,
        moved: RwSignal<u64>,
    ) {
        if sending.get_untracked() {
            return;
        }
        let Some(choice) = chosen(event) else {
            problem.set(Some(Refusal::because(t::NO_CHOICE)));
            return;
        };
        problem.set(None);
        sending.set(true);
        leptos::task::spawn_local(async move {
            let sent = self.cast(choice).await;
            // The reader may have left meanwhile; the paper is handed in all the same.
            sending.try_set(false);
            match sent {
                Ok(()) => {
                    counted.try_set(true);
                    moved.try_update(|moved| *moved += 1);
                }
                Err(refusal) => {
                    problem.try_set(Some(refusal));
                }
            }
        });
    }

    async fn cast(&self, choice: Choice) -> Result<(), Refusal> {
        let kept = storage().and_then(|storage| storage.get_item(&self.key()).ok().flatten());
        if kept.as_deref() == Some(DONE) {
            return Err(Refusal::because(t::problem(VoteProblem::AlreadyVoted)));
        }
        let access = kept.and_then(|code| Access::parse(&code).ok()).unwrap_or_else(|| self.draw());
        let request = Request::new(&access, &self.name()).ok_or_else(|| Refusal::because(t::NOT_GENUINE))?;
        let signed = request_vote_ballot(self.vote.to_string(), request.message().to_owned()).await?;
        let ballot = request.ballot(&signed, &self.public_key).ok_or_else(|| Refusal::because(t::NOT_GENUINE))?;
        let number = request.submission().to_string();
        hand_in_vote_paper(self.vote.to_string(), number, ballot, choice).await?;
        self.keep(DONE);
        Ok(())
    }

    /// The name of the vote that ballots are made for.
    fn name(&self) -> String {
        format!("vote-{}", self.vote)
    }

    /// Under which name the device keeps what was drawn for this voter.
    fn key(&self) -> String {
        format!("teilhabe.vote.{}.{}", self.vote, self.account)
    }

    fn draw(&self) -> Access {
        let access = Access::new(&invitation_name(crate::browser::random()), crate::browser::random());
        self.keep(&access.code());
        access
    }

    /// Where the device keeps nothing, sending again after a broken line is refused; nothing is ever counted twice.
    fn keep(&self, words: &str) {
        if let Some(storage) = storage() {
            let _ = storage.set_item(&self.key(), words);
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn chosen(event: &leptos::ev::SubmitEvent) -> Option<Choice> {
    let form = event.target()?.dyn_into::<web_sys::HtmlFormElement>().ok()?;
    let data = web_sys::FormData::new_with_form(&form).ok()?;
    match data.get("choice").as_string()?.as_str() {
        "yes" => Some(Choice::Yes),
        "no" => Some(Choice::No),
        "abstain" => Some(Choice::Abstain),
        _ => None,
    }
}
