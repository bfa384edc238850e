//! The draft in the browser: kept on the device with every change, on the server with every page.
//!
//! Without scripts nothing of this runs: then the plain form keeps the draft on the server alone.

use domain::answer::Answers;
use domain::draft::{Beginning, Draft};
use domain::survey::Survey;
use leptos::prelude::*;

use crate::calls::answering::keep_draft;

/// The draft of one survey while its page is open.
#[derive(Debug, Clone, Copy)]
pub struct Drafting {
    pub answers: RwSignal<Answers>,
    pub receipt: RwSignal<Option<String>>,
    pub restored: RwSignal<u32>,
    /// Whether this device has kept the latest change; nothing while nothing was changed.
    pub saved: RwSignal<Option<bool>>,
    /// The submission and revision, once known.
    draft: StoredValue<Option<Draft>>,
    slug: StoredValue<String>,
}

impl Drafting {
    /// Starts from what the server knows; in the browser the copy on the device joins as soon as the page is alive. When there is
    /// neither, the browser begins with the `fresh` one.
    pub fn new(survey: &Survey, known: Option<Draft>, fresh: Draft) -> Self {
        let drafting = Self {
            answers: RwSignal::new(known.as_ref().map(|draft| draft.answers.clone()).unwrap_or_default()),
            receipt: RwSignal::new(known.as_ref().and_then(|draft| draft.receipt.clone())),
            restored: RwSignal::new(0),
            saved: RwSignal::new(None),
            draft: StoredValue::new(known),
            slug: StoredValue::new(survey.slug.clone()),
        };
        #[cfg(feature = "hydrate")]
        drafting.join_device_copy(survey, fresh);
        #[cfg(not(feature = "hydrate"))]
        drop(fresh);
        drafting
    }

    /// The submission's id for the hidden field; empty while there is none.
    pub fn submission(&self) -> String {
        self.restored.track();
        self.draft.with_value(|draft| draft.as_ref().map(|draft| draft.submission.to_string()).unwrap_or_default())
    }

    /// The draft as it stands.
    pub fn current(&self) -> Option<Draft> {
        let answers = self.answers.get_untracked();
        self.draft.with_value(|draft| draft.clone().map(|draft| Draft { answers, ..draft }))
    }

    /// Sends the draft to the server and does not wait: the device has it in any case.
    ///
    /// Who came with an access sends it sealed, and the server cannot read it.
    pub fn keep_on_server(&self) {
        if let Some(draft) = self.current() {
            let slug = self.slug.get_value();
            #[cfg(feature = "hydrate")]
            if let Some((secret, _)) = crate::browser::access(&slug) {
                keep_sealed(&slug, &secret, &draft);
                return;
            }
            leptos::task::spawn_local(async move { drop(keep_draft(slug, draft).await) });
        }
    }

    /// Notes when answering began, as the server says.
    pub fn begin(&self, begun: Option<Beginning>) {
        self.draft.update_value(|draft| {
            if let Some(draft) = draft {
                draft.begun = begun;
            }
        });
    }

    /// The right to answer does not hold any more: the answers are kept on this device without it, to go on with another code.
    pub fn give_back_ballot(&self) {
        self.draft.update_value(|draft| {
            if let Some(draft) = draft {
                draft.ballot = None;
            }
        });
        #[cfg(feature = "hydrate")]
        if let Some(draft) = self.current() {
            self.slug.with_value(|slug| {
                crate::browser::forget_draft(slug);
                crate::browser::keep_device_draft(slug, &draft);
            });
        }
    }

    /// Ends the draft: the response is stored.
    pub fn finish(&self, receipt: String) {
        #[cfg(feature = "hydrate")]
        self.finish_on_device(&receipt);
        self.receipt.set(Some(receipt));
    }

    /// Forgets the answers on this device. Who came with an access leaves the receipt for other devices, sealed, and says
    /// that the invitation is done: in calls of their own that have nothing in common with the response.
    #[cfg(feature = "hydrate")]
    fn finish_on_device(&self, receipt: &str) {
        let slug = self.slug.get_value();
        let access = crate::browser::access(&slug);
        crate::browser::forget_draft(&slug);
        let Some(((secret, proof), draft)) = access.zip(self.current()) else { return };
        let invitation = draft.ballot.as_ref().map(|ballot| ballot.invitation.clone());
        let sent =
            Draft { answers: Answers::new(), receipt: Some(receipt.to_owned()), changes: None, begun: None, ..draft };
        keep_sealed(&slug, &secret, &sent);
        if let Some(invitation) = invitation {
            leptos::task::spawn_local(async move {
                drop(crate::calls::invitations::report_done(invitation, proof).await);
            });
        }
    }

    #[cfg(feature = "hydrate")]
    fn join_device_copy(self, survey: &Survey, fresh: Draft) {
        use crate::browser;

        let slug = survey.slug.clone();
        let asked = survey.clone();
        let language = crate::language::reader_language();
        // What was tapped and typed before this program had loaded; read before hydration puts the server's state back.
        let server_answers = self.answers.get_untracked();
        let mut touched = server_answers.clone();
        let shown = domain::form::take(survey, &language, &browser::form_fields(), &mut touched);
        let changed: Vec<(String, Option<domain::answer::Answer>)> = shown
            .into_iter()
            .filter(|code| touched.get(code) != server_answers.get(code))
            .map(|code| (code.clone(), touched.get(&code).cloned()))
            .collect();
        Effect::new(move |_| {
            let known = self.draft.get_value();
            if known.as_ref().is_some_and(|draft| draft.receipt.is_some()) {
                browser::forget_draft(&slug);
                return;
            }
            let draft = Draft::newer(known, browser::device_draft(&slug)).unwrap_or_else(|| fresh.clone());
            let mut answers = draft.answers.clone();
            domain::answering::forget_removed(&asked, &mut answers);
            for (code, answer) in &changed {
                match answer {
                    Some(answer) => answers.insert(code.clone(), answer.clone()),
                    None => answers.remove(code),
                };
            }
            // Whoever comes back with the access of a response that was sent gets its receipt again.
            if draft.receipt.is_some() {
                self.receipt.set(draft.receipt.clone());
            }
            self.draft.set_value(Some(draft));
            self.answers.set(answers);
            self.restored.update(|times| *times += 1);
        });
        let slug = survey.slug.clone();
        Effect::new(move |last: Option<Answers>| {
            let answers = self.answers.get();
            if last.as_ref().is_some_and(|last| *last != answers) && self.receipt.get_untracked().is_none() {
                self.draft.update_value(|draft| {
                    if let Some(draft) = draft {
                        draft.revision += 1;
                        draft.answers.clone_from(&answers);
                    }
                });
                if let Some(draft) = self.draft.get_value() {
                    self.saved.set(Some(browser::keep_device_draft(&slug, &draft)));
                }
            }
            answers
        });
    }
}

/// Seals the draft and sends it to the server, without waiting.
#[cfg(feature = "hydrate")]
fn keep_sealed(slug: &str, secret: &domain::sealing::Secret, draft: &Draft) {
    let record = secret.record(slug);
    let sealed = domain::sealing::hexadecimal(&secret.seal(slug, crate::browser::random(), draft));
    leptos::task::spawn_local(async move {
        drop(crate::calls::invitations::keep_sealed_draft(record, sealed).await);
    });
}
