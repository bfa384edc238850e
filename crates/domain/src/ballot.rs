//! Ballots: the right to give one response, handed out so that nothing links it to who got it.
//!
//! A verifiable oblivious pseudorandom function (RFC 9497, ristretto255 with SHA-512; the mechanism of Privacy Pass, RFC 9578)
//! in place of the blind RSA signatures of RFC 9474: the server that signs is the one that checks, the blinding hides
//! perfectly, the keys need no generation, and the code is a fifth in the browser.
//!
//! 1. The respondent's side derives the submission's id and a blinding factor from the access's second half, and sends the
//!    blinded id: [`Request`]. Asking again gives the same request, so an invitation never brings a second ballot.
//! 2. The server signs it with the survey's key, and proves that it used the same key as for everybody: [`Signer::sign`].
//!    It learns nothing about the id.
//! 3. The respondent's side checks the proof and takes off the blinding: [`Request::ballot`].
//! 4. The response arrives with its submission's id and the ballot: [`Signer::accepts`].
//!
//! # What this holds against
//!
//! Who has the database, its files and logs, all exports and the program's logs cannot tell whose response is whose: an
//! invitation knows only the fingerprint of a blinded request, a response only a fingerprint of its receipt. Nothing is written
//! when an invitation is opened, so no order of openings survives anywhere.
//!
//! It does not hold against whoever has the database *and* the key of a survey that is still open: from both, each access and
//! so each receipt can be derived. They are therefore kept and backed up apart. Nor does it hold against whoever *changes the running program*, as long as the survey is open: the program derives second
//! halves to print letters and send mails, so a changed one could keep them; it could also watch which address asks for a
//! ballot and which one sends a response soon after. When the survey closes the key is destroyed, and what was not kept until
//! then can no longer be found out. *Without scripts* the server does the respondent's part: it derives, signs and forgets,
//! and for the moment of each request it could link; what is stored and logged is the same as with scripts.
//!
//! # What an ended invitation leaves behind
//!
//! A ballot names no invitation. So in an anonymous survey one that was handed out stays good when its invitation is taken back
//! or replaced afterwards, or when its last day passes, until the survey closes: the server cannot know whose it is, and a
//! program that could take it back could also tell whose response it brought. What ends is the handing out. A replacement's
//! ballot is refused when a response with an earlier invitation of the same organisation is noted, also while the office does
//! not see that note yet: only whoever holds the new access is told. Whoever opened the old one before and sends after the new
//! one was opened gives a second response, and nothing here can prevent it. In named and pseudonymous surveys the response
//! names its invitation, and one that has ended is refused.

use rand_chacha_for_voprf::ChaCha20Rng;
use rand_chacha_for_voprf::rand_core::SeedableRng as _;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use voprf::{BlindedElement, EvaluationElement, Group as _, Mode, Proof, Ristretto255, VoprfClient, VoprfServer};

use crate::access::Access;
use crate::sealing::{from_hexadecimal, hexadecimal};

type Suite = Ristretto255;

/// A request for a ballot, on the respondent's side.
pub struct Request {
    submission: Uuid,
    client: VoprfClient<Suite>,
    message: String,
}

/// Without what is secret: what is printed may land in a log.
impl std::fmt::Debug for Request {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Request(…)")
    }
}

/// What the server answers to a request, in hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// The signed, still blinded id.
    pub element: String,
    /// That the public key's owner signed it.
    pub proof: String,
}

impl Request {
    /// The one request of this access to this survey; always the same.
    pub fn new(access: &Access, survey: &str) -> Option<Self> {
        let submission = access.submission(survey);
        let blind = voprf::derive_key::<Suite>(&access.blind(survey), b"teilhabe blind", Mode::Voprf).ok()?;
        let blinded = VoprfClient::<Suite>::deterministic_blind_unchecked(submission.as_bytes(), blind).ok()?;
        Some(Self { submission, message: hexadecimal(&blinded.message.serialize()), client: blinded.state })
    }

    /// What is sent: 64 hexadecimal digits that tell nothing.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The id that the ballot is for.
    pub fn submission(&self) -> Uuid {
        self.submission
    }

    /// Takes off the blinding: the ballot. Nothing when the answer was not made with the key that everybody gets.
    pub fn ballot(&self, signed: &Signed, public_key: &str) -> Option<String> {
        let element = EvaluationElement::<Suite>::deserialize(&from_hexadecimal(&signed.element)?).ok()?;
        let proof = Proof::<Suite>::deserialize(&from_hexadecimal(&signed.proof)?).ok()?;
        let key = Ristretto255::deserialize_elem(&from_hexadecimal(public_key)?).ok()?;
        let output = self.client.finalize(self.submission.as_bytes(), &element, &proof, key).ok()?;
        Some(hexadecimal(&output))
    }
}

/// The survey's key, on the server.
pub struct Signer(VoprfServer<Suite>);

/// Without the key.
impl std::fmt::Debug for Signer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Signer(…)")
    }
}

impl Signer {
    /// The signer of a survey; the same for the same seed. Nothing for a seed that makes no key, which does not happen.
    pub fn new(seed: &[u8; 32], survey: &str) -> Option<Self> {
        VoprfServer::new_from_seed(seed, survey.as_bytes()).ok().map(Self)
    }

    /// What everybody who answers gets to check proofs with, in hexadecimal digits.
    pub fn public_key(&self) -> String {
        hexadecimal(&Ristretto255::serialize_elem(self.0.get_public_key()))
    }

    /// Signs a blinded request; nothing when it is none. `seed` has to be random: it hides the key in the proof.
    pub fn sign(&self, message: &str, seed: [u8; 32]) -> Option<Signed> {
        let blinded = BlindedElement::<Suite>::deserialize(&from_hexadecimal(message)?).ok()?;
        let result = self.0.blind_evaluate(&mut ChaCha20Rng::from_seed(seed), &blinded);
        Some(Signed {
            element: hexadecimal(&result.message.serialize()),
            proof: hexadecimal(&result.proof.serialize()),
        })
    }

    /// Whether this is the ballot for this submission.
    pub fn accepts(&self, submission: Uuid, ballot: &str) -> bool {
        let Ok(expected) = self.0.evaluate(submission.as_bytes()) else { return false };
        let Some(given) = from_hexadecimal(ballot) else { return false };
        // Every byte is looked at, so that the time tells nothing about how many fit.
        given.len() == expected.len()
            && given.iter().zip(&expected).fold(0_u8, |differences, (one, other)| differences | (one ^ other)) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::invitation_name;

    fn access(number: u8) -> Access {
        Access::new(&invitation_name([number; 5]), [number; 10])
    }

    #[test]
    fn a_ballot_fits_its_submission_survey_and_key_only() {
        let signer = Signer::new(&[1; 32], "bedarf").expect("a key");
        let request = Request::new(&access(1), "bedarf").expect("a request");
        let answer = signer.sign(request.message(), [9; 32]).expect("signed");
        let ballot = request.ballot(&answer, &signer.public_key()).expect("a ballot");
        assert!(signer.accepts(request.submission(), &ballot));
        assert!(!signer.accepts(Uuid::from_u128(5), &ballot));
        assert!(!Signer::new(&[2; 32], "bedarf").expect("a key").accepts(request.submission(), &ballot));
        assert!(!Signer::new(&[1; 32], "anders").expect("a key").accepts(request.submission(), &ballot));
        for wrong in ["", "zz", &ballot[2..], &ballot.replace('a', "b").replace('1', "2")] {
            assert!(!signer.accepts(request.submission(), wrong));
        }
    }

    #[test]
    fn asking_again_gives_the_same_ballot_and_another_key_is_noticed() {
        let signer = Signer::new(&[1; 32], "bedarf").expect("a key");
        let (first, again) = (Request::new(&access(1), "bedarf"), Request::new(&access(1), "bedarf"));
        let (first, again) = (first.expect("a request"), again.expect("a request"));
        assert_eq!(first.message(), again.message());
        let ballots: Vec<_> = [(&first, 1), (&again, 2)]
            .map(|(request, seed)| {
                request.ballot(&signer.sign(request.message(), [seed; 32]).expect("signed"), &signer.public_key())
            })
            .into();
        assert!(ballots[0].is_some());
        assert_eq!(ballots[0], ballots[1]);
        // Somebody who signs each invitation with a key of its own, to tell them apart later, is found out.
        let tagging = Signer::new(&[3; 32], "bedarf").expect("a key");
        let tagged = tagging.sign(first.message(), [1; 32]).expect("signed");
        assert_eq!(first.ballot(&tagged, &signer.public_key()), None);
        for hostile in ["", "00", &"0".repeat(64), &"f".repeat(64)] {
            assert_eq!(signer.sign(hostile, [1; 32]), None);
        }
    }

    #[test]
    fn a_request_says_nothing_about_its_submission() {
        let messages: Vec<String> = (0..50)
            .map(|number| Request::new(&access(number), "bedarf").expect("a request").message().to_owned())
            .collect();
        for (place, message) in messages.iter().enumerate() {
            assert_eq!(message.len(), 64);
            assert!(!messages[..place].contains(message));
        }
    }
}
