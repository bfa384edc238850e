//! One of every kind of thing in a group, made with the forms of the site, and a word in every field that people write.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::amendments::Form;
use crate::consultation::Site;
use crate::leaks::saying;
use crate::support::{Answer, Client, pairs};
use crate::text_files::bring;

/// Who may read something in a closed group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Its members.
    Inside,
    /// Its chairs, and who wrote it.
    Chairs,
    /// Only who wrote it.
    Own,
}

/// Something that outsiders must not read: a word, or an identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    pub word: String,
    pub what: String,
    pub level: Level,
}

/// The people of a group, signed in: two members, and who leads it.
pub struct Crew {
    pub author: Client,
    pub other: Client,
    pub chair: Client,
    pub ids: [Uuid; 3],
}

/// The things of a group: what stands for them in questions, and what is secret of them.
pub struct Things {
    pub group: Uuid,
    /// In front of every word that people write in this group.
    prefix: &'static str,
    /// The identities that are given here count up from this.
    next: u128,
    pub names: BTreeMap<&'static str, String>,
    pub secrets: Vec<Secret>,
}

/// Posts a form as a browser without scripts does; it has to be taken.
pub async fn done(client: &mut Client, call: &str, fields: &[(&str, &str)]) -> Answer {
    let answer = crate::amendments::post(client, call, fields).await;
    assert!(!answer.location().contains("__err="), "{call}: {answer:?}");
    answer
}

impl Things {
    pub fn new(group: Uuid, prefix: &'static str, first: u128) -> Self {
        let names = BTreeMap::from([
            ("conference", "konferenz".to_owned()),
            ("group", group.to_string()),
            ("word", prefix.to_owned()),
        ]);
        let secret = Secret { word: group.to_string(), what: "group".to_owned(), level: Level::Inside };
        Self { group, prefix, next: first, names, secrets: vec![secret] }
    }

    /// A word that nobody else uses.
    pub fn word(&mut self, level: Level, what: &str) -> String {
        let word = format!("{}{what}", self.prefix);
        self.secrets.push(Secret { word: word.clone(), what: what.to_owned(), level });
        word
    }

    /// A new identity.
    pub fn id(&mut self, level: Level, name: &'static str) -> Uuid {
        // Amendments make identities from theirs: these lie apart.
        self.next += 0x1_0000;
        let id = Uuid::from_u128(self.next);
        self.keep(level, name, id);
        id
    }

    /// An identity that the site gave.
    pub fn keep(&mut self, level: Level, name: &'static str, id: Uuid) {
        self.names.insert(name, id.to_string());
        self.secrets.push(Secret { word: id.to_string(), what: name.to_owned(), level });
    }

    pub fn name(&self, name: &str) -> String {
        self.names.get(name).unwrap_or_else(|| panic!("{name} is not there yet")).clone()
    }

    /// The same questions about things that never were.
    pub fn never(&self) -> BTreeMap<&'static str, String> {
        let other = |(name, value): (&&'static str, &String)| {
            let other = match value.parse::<Uuid>() {
                Ok(id) => Uuid::from_u128(!id.as_u128()).to_string(),
                Err(_) if *name == "word" => "niemals".to_owned(),
                Err(_) if *name == "tag" => "topic:niemals".to_owned(),
                Err(_) => value.clone(),
            };
            (*name, other)
        };
        self.names.iter().map(other).collect()
    }

    /// Everything that members may read, and what only some of them may.
    pub async fn fill(&mut self, site: &mut Site, crew: &mut Crew) {
        self.describe(site, crew).await;
        self.write(site, crew).await;
        saying::talk(self, crew).await;
        self.amend(crew).await;
        self.merge(crew).await;
        saying::agree(self, crew).await;
        saying::meet(self, crew).await;
        saying::conclude(self, site, crew).await;
    }

    /// The group itself, and its people.
    async fn describe(&mut self, site: &mut Site, crew: &mut Crew) {
        for (client, what) in [(&mut crew.author, "anna"), (&mut crew.other, "bela"), (&mut crew.chair, "clara")] {
            let name = self.word(Level::Inside, what);
            done(client, "rename-me", &[("name", &name)]).await;
        }
        self.names.insert("member", crew.ids[0].to_string());
        let id = self.group.to_string();
        let [name, purpose, room] = ["gruppe", "zweck", "raum"].map(|what| self.word(Level::Inside, what));
        let minutes = self.word(Level::Inside, "vordruck");
        let stored = site.server.services.records.group(self.group).await.expect("readable").expect("there");
        let version = stored.version.to_string();
        let fields = [
            ("id", id.as_str()),
            ("version", &version),
            ("name", &name),
            ("purpose", &purpose),
            ("room", &room),
            ("minutes_form", &minutes),
            ("support", "0"),
        ];
        done(&mut crew.chair, "keep-group", &fields).await;
        let (phase, version) = (self.word(Level::Inside, "phase"), (stored.version + 1).to_string());
        let mut fields = phase_fields(&phase);
        fields.extend(pairs(&[("slug", "konferenz"), ("group", &id), ("version", &version)]));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        done(&mut site.staff, "keep-phases", &fields).await;
    }

    /// A text in two versions, with a tag.
    async fn write(&mut self, site: &Site, crew: &mut Crew) {
        let text = self.id(Level::Inside, "text").to_string();
        let title = self.word(Level::Inside, "titel");
        let [first, second, reason] = ["absatz", "zweitens", "grund"].map(|what| self.word(Level::Inside, what));
        let group = self.group.to_string();
        let body = format!("Vereine brauchen {first} am Abend.\n\nUnd auch {second}.\n");
        let fields = [("group", group.as_str()), ("id", &text), ("title", &title), ("body", &body)];
        done(&mut crew.author, "begin-text", &fields).await;
        done(&mut crew.author, "stage-text", &[("id", &text), ("stage", "open")]).await;
        let next = self.word(Level::Inside, "danach");
        let body = body.replace("am Abend", &next);
        let fields = [("id", text.as_str()), ("seen", "1"), ("title", &title), ("body", &body), ("reason", &reason)];
        done(&mut crew.author, "write-text", &fields).await;
        let version =
            site.server.services.records.version(self.uuid("text"), 2).await.expect("readable").expect("there");
        let [one, other] = &version.content.paragraphs[..] else { panic!("two paragraphs") };
        self.keep(Level::Inside, "paragraph", one.id);
        self.keep(Level::Inside, "second", other.id);
        let (paragraph, topic) = (other.id.to_string(), self.word(Level::Inside, "schlagwort"));
        let why = self.word(Level::Inside, "verschlagwortung");
        let fields =
            [("id", text.as_str()), ("seen", "2"), ("paragraph", &paragraph), ("topics", &topic), ("reason", &why)];
        done(&mut crew.author, "tag-paragraph", &fields).await;
        self.names.insert("number", "3".to_owned());
        self.names.insert("tag", format!("topic:{topic}"));
    }

    pub fn uuid(&self, name: &str) -> Uuid {
        self.name(name).parse().expect("an identity")
    }

    /// Amendments: one to be merged, one with an amendment to it that stays open, one rejected.
    async fn amend(&mut self, crew: &mut Crew) {
        let (text, first, second) = (self.uuid("text"), self.uuid("paragraph"), self.uuid("second"));
        let wanted = |words: &str| format!("Und auch {words}.");
        for (name, what, why, paragraph) in [
            ("merged", "gewolltes", "begruendung", second),
            ("amendment", "offenes", "anlass", first),
            ("rejected", "verworfenes", "meinung", second),
        ] {
            let id = self.id(Level::Inside, name).as_u128();
            let (words, reason) = (wanted(&self.word(Level::Inside, what)), self.word(Level::Inside, why));
            let form = Form { version: 3, reason: &reason, ..Form::rewrite(text, id, paragraph, &words) };
            form.send(&mut crew.author).await;
        }
        let (parent, id) = (self.name("amendment"), self.id(Level::Inside, "child").as_u128());
        let words = wanted(&self.word(Level::Inside, "anders"));
        Form { version: 3, amendment: &parent, ..Form::rewrite(text, id, first, &words) }.send(&mut crew.other).await;
        done(&mut crew.other, "support-amendment", &[("id", &parent)]).await;
        let (rejected, reason) = (self.name("rejected"), self.word(Level::Inside, "ablehnung"));
        done(&mut crew.chair, "reject-amendment", &[("id", &rejected), ("reason", &reason)]).await;
    }

    /// A merge with its protocol, which makes version 4.
    async fn merge(&mut self, crew: &mut Crew) {
        let (text, merged) = (self.name("text"), self.name("merged"));
        let [words, why, reason] =
            ["zusammen", "umformung", "zusammenfuehrung"].map(|what| self.word(Level::Inside, what));
        let decision = [
            ("text", text.as_str()),
            ("version", "3"),
            ("seen", "0"),
            ("amendment", &merged),
            ("at", "0"),
            ("decision", "modify"),
            ("words", &words),
            ("reason", &why),
        ];
        done(&mut crew.chair, "decide-wish", &decision).await;
        let finish = [("text", text.as_str()), ("version", "3"), ("seen", "1"), ("reason", &reason)];
        done(&mut crew.chair, "finish-merge", &finish).await;
        self.names.insert("number", "4".to_owned());
    }

    /// Gives identities to what will be hidden, so that it can be asked for before it is there.
    pub fn plan_to_hide(&mut self) {
        for (level, name) in [
            (Level::Chairs, "draft"),
            (Level::Own, "note"),
            (Level::Own, "unsent"),
            (Level::Own, "slip"),
            (Level::Chairs, "imported"),
            (Level::Own, "importslip"),
        ] {
            self.id(level, name);
        }
    }

    /// What only chairs, or only its author, may read: drafts, notes, files on a desk. Nothing of it may move anything for members.
    pub async fn hide(&mut self, crew: &mut Crew) {
        let (text, group, paragraph) = (self.name("text"), self.group.to_string(), self.name("paragraph"));
        let draft = self.name("draft");
        let (title, words) = (self.word(Level::Chairs, "entwurf"), self.word(Level::Chairs, "entworfenes"));
        let fields = [("group", group.as_str()), ("id", &draft), ("title", &title), ("body", &words)];
        done(&mut crew.author, "begin-text", &fields).await;
        let (note, words) = (self.name("note"), self.word(Level::Own, "notiz"));
        let fields = [
            ("comment[id]", note.as_str()),
            ("comment[text]", &text),
            ("comment[paragraph]", &paragraph),
            ("comment[kind]", "question"),
            ("comment[body]", &words),
            ("comment[note]", "note"),
        ];
        done(&mut crew.author, "send-comment", &fields).await;
        let (id, words) = (self.uuid("unsent").as_u128(), self.word(Level::Own, "unfertiges"));
        let reason = self.word(Level::Own, "zweifel");
        let form = Form {
            version: 4,
            reason: &reason,
            ..Form::rewrite(self.uuid("text"), id, self.uuid("paragraph"), &words)
        };
        form.go(&mut crew.author, "check").await;
        let (comment, words) = (self.name("comment"), self.word(Level::Chairs, "meldung"));
        done(&mut crew.chair, "report-comment", &[("id", &comment), ("reason", "other"), ("words", &words)]).await;
        let (whole, words) = (self.name("whole"), self.word(Level::Chairs, "diskriminierung"));
        let fields = [("id", whole.as_str()), ("reason", "discrimination"), ("words", &words)];
        done(&mut crew.author, "report-comment", &fields).await;
        let file = format!("# {}\n\nNeuer Absatz.\n", self.word(Level::Own, "datei"));
        let brought = bring(&mut crew.author, &format!("/texts/{text}/replace"), "", "neu.md", &file).await;
        let slip = brought.location().split_once("slip=").expect("a slip").1.parse().expect("an identity");
        self.keep(Level::Own, "slip", slip);
        let file =
            format!("# {}\n\n{}\n", self.word(Level::Chairs, "import"), self.word(Level::Chairs, "importiertes"));
        let imported = self.name("imported");
        let brought =
            bring(&mut crew.author, &format!("/groups/{group}/texts/import"), &imported, "neu.md", &file).await;
        let slip = brought.location().split_once("slip=").expect("a slip").1.parse().expect("an identity");
        self.keep(Level::Own, "importslip", slip);
    }
}

/// A phase in which everybody may do everything: nothing but the openness of a group and the standing of things keeps secrets then.
pub fn phase_fields(name: &str) -> Vec<(String, String)> {
    let mut fields = pairs(&[
        ("phases[0][id]", ""),
        ("phases[0][name]", name),
        ("phases[0][starts]", "2026-11-01T00:00"),
        ("phases[0][ends]", "2027-07-01T00:00"),
    ]);
    let activities = ["read", "comment", "amend", "support", "position", "vote", "write", "merge", "register"];
    let allowed = activities.map(|activity| (format!("phases[0][rights][{activity}]"), "everybody".to_owned()));
    fields.extend(allowed);
    fields
}
