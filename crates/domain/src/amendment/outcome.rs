//! What a finished merge makes of each amendment.

use uuid::Uuid;

use super::protocol::{Decision, Protocol};
use super::state::{State, Step, StepProblem, SupportRule};
use super::wish::Wish;
use super::{Amendment, Target};

impl Protocol {
    /// Whether all wishes of an amendment are decided about (`Some(true)`), some (`Some(false)`), or none.
    pub fn is_decided(&self, amendment: &Amendment) -> Option<bool> {
        let decisions = self.decisions();
        let decided = (0..amendment.wishes.len()).filter(|at| decisions.contains_key(&(amendment.id, *at))).count();
        (decided > 0).then_some(decided == amendment.wishes.len())
    }

    /// The last step of an amendment whose wishes are all decided about: accepted as it was, rejected, or taken over in other words,
    /// which is also said where its paragraph was settled otherwise, or only some of its wishes came through.
    pub fn outcome(&self, amendment: &Amendment, version: u32) -> Option<Step> {
        let (decisions, settled) = (self.decisions(), self.settled());
        let (mut accepted, mut rejected, mut reasons) = (0, 0, Vec::new());
        for (at, wish) in amendment.wishes.iter().enumerate() {
            match decisions.get(&(amendment.id, at))? {
                Decision::Accept => match settled_otherwise(wish, &settled) {
                    Some(reason) => reasons.push(reason),
                    None => accepted += 1,
                },
                Decision::Modify { reason, .. } => reasons.push(reason.as_str()),
                Decision::Reject { reason } => {
                    rejected += 1;
                    reasons.push(reason.as_str());
                }
            }
        }
        reasons.dedup();
        let reason = reasons.join("\n\n");
        let all = amendment.wishes.len();
        Some(if accepted == all {
            Step::Accept { version }
        } else if rejected == all {
            Step::Reject { reason }
        } else {
            Step::Modify { version, reason }
        })
    }
}

/// The reason of the settlement, where it says something else than the wish.
fn settled_otherwise<'a>(
    wish: &Wish,
    settled: &std::collections::BTreeMap<Uuid, (&'a str, &'a str)>,
) -> Option<&'a str> {
    let (said, reason) = settled.get(&wish.paragraph()?)?;
    match wish {
        Wish::Rewrite { text, .. } if text == said => None,
        Wish::Rewrite { .. } | Wish::Delete { .. } => Some(reason),
        Wish::Insert { .. } => None,
    }
}

impl Amendment {
    /// The amendment after a merge. What is taken over is put up for decision first, if the chair did not do so before.
    ///
    /// # Errors
    ///
    /// When too few people support it, or it is past that.
    pub fn decided(
        &self,
        step: &Step,
        rule: SupportRule,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<Self, StepProblem> {
        let waits = !matches!(self.state, State::Admitted | State::CarriedOver { admitted: true, .. });
        match step {
            Step::Accept { .. } | Step::Modify { .. } if waits => {
                self.after(&Step::Admit, rule, now)?.after(step, rule, now)
            }
            _ => self.after(step, rule, now),
        }
    }

    /// Whether a merge of this version is about it.
    pub fn is_for(&self, version: u32) -> bool {
        self.target == Target::Version(version) && self.state.is_open() && !matches!(self.state, State::Collided { .. })
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::super::protocol::{Act, Entry};
    use super::*;

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn protocol(acts: Vec<Act>) -> Protocol {
        Protocol::of(acts.into_iter().map(|act| Entry { by: id(9), at: DateTime::UNIX_EPOCH, act }).collect())
    }

    #[test]
    fn what_becomes_of_it_says_what_was_done() {
        let wish = |text: &str| Wish::Rewrite { paragraph: id(1), text: text.into() };
        let amendment = Amendment {
            id: id(50),
            target: Target::Version(1),
            author: id(7),
            reason: "Darum.".into(),
            wishes: vec![wish("Zwei."), Wish::Delete { paragraph: id(2) }],
            state: State::Supported,
            supporters: vec![],
        };
        let decide = |at, decision| Act::Decide { wish: (id(50), at), decision };
        let no = || Decision::Reject { reason: "Nein.".into() };
        let step = |acts: Vec<Act>| protocol(acts).outcome(&amendment, 2);
        let accept = || vec![decide(0, Decision::Accept), decide(1, Decision::Accept)];
        assert_eq!(step(vec![decide(0, Decision::Accept)]), None);
        assert_eq!(protocol(vec![decide(0, no())]).is_decided(&amendment), Some(false));
        assert_eq!(step(accept()), Some(Step::Accept { version: 2 }));
        assert_eq!(step(vec![decide(0, no()), decide(1, no())]), Some(Step::Reject { reason: "Nein.".into() }));
        let half = step(vec![decide(0, Decision::Accept), decide(1, no())]);
        assert_eq!(half, Some(Step::Modify { version: 2, reason: "Nein.".into() }));
        let settle = |text: &str| Act::Settle { paragraph: id(1), text: text.into(), reason: "Beides.".into() };
        let settled = |text: &str| step(accept().into_iter().chain([settle(text)]).collect());
        assert_eq!(settled("Zwei."), Some(Step::Accept { version: 2 }));
        assert_eq!(settled("Drei."), Some(Step::Modify { version: 2, reason: "Beides.".into() }));

        let rule = SupportRule { least: 1, until: None };
        let step = Step::Accept { version: 2 };
        assert_eq!(amendment.decided(&step, rule, DateTime::UNIX_EPOCH), Err(StepProblem::TooFewSupporters));
        let done = amendment.decided(&step, SupportRule::default(), DateTime::UNIX_EPOCH).expect("enough");
        assert!(done.state == State::Accepted { version: 2 } && amendment.is_for(1) && !done.is_for(1));
    }
}
