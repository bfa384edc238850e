//! Deutsch: das Protokoll im Büro. Wer eine neue Handlung ins Protokoll schreibt, fügt hier eine Zeile an.

pub const TITLE: &str = "Protokoll";
pub const LEAD: &str = "Wer was womit getan hat. Einträge kommen nur dazu; ändern oder entfernen lässt sich keiner.";
pub const FILTER: &str = "Einträge suchen";
pub const WHO: &str = "Wer";
pub const EVERYBODY: &str = "alle";
pub const AREA: &str = "Bereich";
pub const EVERYTHING: &str = "alle";
pub const FROM: &str = "Von";
pub const UNTIL: &str = "Bis";
pub const SEARCH: &str = "Suchen";
pub const RESET: &str = "Suche aufheben";
pub const WHEN: &str = "Wann";
pub const DEED: &str = "Was";
pub const THING: &str = "Womit";
pub const NUMBER: &str = "Nummer";
pub const NOTHING: &str = "Dazu steht nichts im Protokoll.";
pub const NOTHING_HINT: &str = "Wählen Sie einen größeren Zeitraum oder einen anderen Bereich.";
pub const ONLY_THIS: &str = "Alles dazu zeigen";
pub const ONLY_ONE_THING: &str = "Sie sehen nur Einträge zu einer Sache.";
pub const OLDER: &str = "Ältere Einträge";
pub const NEWEST: &str = "Zu den neuesten";

pub const PROGRAM: &str = "das Programm";
pub const STRANGER: &str = "jemand ohne Anmeldung";
pub const KEY: &str = "Programm „{name}“";
pub const FORMER: &str = "ein gelöschtes Konto";

pub const CHECK: &str = "Prüfen";
pub const CHECK_TITLE: &str = "Ist das Protokoll unverändert?";
pub const CHECK_HELP: &str = "Jeder Eintrag trägt eine Prüfsumme, die ihn an den vorigen bindet. Was in der Mitte geändert, entfernt oder vertauscht wurde, fällt deshalb auf. Ob am Ende etwas fehlt oder alles neu geschrieben wurde, zeigt nur der Vergleich mit einem Stand, den Sie früher an anderer Stelle notiert haben.";
pub const STANDING: &str = "Heutiger Stand zum Notieren";
pub const STANDING_IS: &str = "Eintrag {number}, Prüfsumme";
pub const EMPTY: &str = "Noch gibt es keinen Eintrag.";
pub const NOTED_NUMBER: &str = "Notierte Nummer (freiwillig)";
pub const NOTED_HASH: &str = "Notierte Prüfsumme (freiwillig)";
pub const INTACT: &str = "Das Protokoll ist unverändert: {number} Einträge passen lückenlos zusammen.";
pub const INTACT_NOTED: &str = "Der notierte Stand stimmt überein.";
pub const BROKEN: &str = "Das Protokoll wurde verändert. Der erste Eintrag, der nicht passt, hat die Nummer {number}.";
pub const MISSING: &str = "Dieser Eintrag fehlt, spätere sind da.";
pub const CHANGED: &str = "Dieser Eintrag ist nicht mehr so, wie er geschrieben wurde.";
pub const REWRITTEN: &str = "Er passt nicht zum notierten Stand: Bis hierher kann alles neu geschrieben worden sein.";
pub const CUT_OFF: &str = "Ab hier fehlt das Ende: Ein späterer Eintrag war schon bekannt.";
pub const BROKEN_ADVICE: &str =
    "Sichern Sie jetzt eine Kopie der Datenbank und verständigen Sie die Datenschutzbeauftragten.";

pub const EXPORT: &str = "Alles herunterladen";
pub const AS_CSV: &str = "Als CSV";
pub const AS_LINES: &str = "Als JSON Lines";
pub const EXPORT_HELP: &str = "Die Dateien enthalten alle Einträge mit Prüfsummen. So prüft man sie ohne dieses Programm: Die Prüfsumme eines Eintrags ist SHA-256 über die Prüfsumme des vorigen (beim ersten nichts), ein Null-Byte und die JSON-Liste [number, milliseconds, actor, deed, subject, note] ohne Leerzeichen in UTF-8. Auch das Herunterladen steht danach im Protokoll.";

/// Bereiche: der Anfang des Wortes im Programm, und wie er heißt. Ohne Punkt gehören auch Wörter dazu, die länger anfangen, wie
/// `accounts.` und `mail_text.`.
pub const AREAS: &[(&str, &str)] = &[
    ("account", "Konten"),
    ("session.", "Anmeldungen"),
    ("organisation", "Organisationen"),
    ("invitation.", "Einladungen"),
    ("survey.", "Befragungen"),
    ("response.", "Antworten"),
    ("mail", "E-Mails"),
    ("key.", "Schlüssel für Programme"),
    ("audit.", "Protokoll"),
    ("protection.", "Datenschutz"),
    ("body.", "Gremien"),
    ("decision.", "Beschlüsse"),
];

/// Handlungen: das Wort im Programm, und der Satz dazu. `{note}` wird durch die Ergänzung des Eintrags ersetzt; wo es fehlt,
/// steht die Ergänzung dahinter.
pub const DEEDS: &[(&str, &str)] = &[
    ("account.created", "hat ein Konto angelegt"),
    ("account.invited", "hat jemanden eingeladen"),
    ("account.changed", "hat ein Konto geändert"),
    ("account.role-changed", "hat die Rolle eines Kontos geändert"),
    ("account.deactivated", "hat ein Konto stillgelegt"),
    ("account.reactivated", "hat ein Konto wieder freigegeben"),
    ("account.invited-again", "hat jemanden noch einmal eingeladen"),
    ("account.invitation-accepted", "hat die Einladung zu einem Konto angenommen"),
    ("account.link-asked-for", "hat einen Link für ein neues Passwort angefordert"),
    ("account.password-changed", "hat ein Passwort geändert"),
    ("account.password-reset", "hat ein Passwort neu gesetzt"),
    ("account.email-change-asked", "hat um eine andere E-Mail-Adresse gebeten"),
    ("account.email-changed", "hat eine E-Mail-Adresse geändert"),
    ("account.signed-in", "hat sich angemeldet"),
    ("account.sign-in-failed", "ist beim Anmelden gescheitert"),
    ("account.session-ended", "hat eine Anmeldung beendet"),
    ("account.second-step-set-up", "hat die Anmeldung in zwei Schritten eingerichtet"),
    ("account.second-step-removed", "hat die Anmeldung in zwei Schritten abgeschaltet"),
    ("account.second-step-failed", "ist am zweiten Schritt der Anmeldung gescheitert"),
    ("account.recovery-codes-renewed", "hat neue Ersatzcodes bekommen"),
    ("account.erased", "hat ein Konto gelöscht"),
    ("account.exported", "hat die eigenen Daten heruntergeladen"),
    ("account.seen", "hat die Liste der Konten angesehen"),
    ("accounts.read", "hat die Liste der Konten angesehen"),
    ("accounts.second-step-required", "hat dem Team die Anmeldung in zwei Schritten vorgeschrieben"),
    ("accounts.second-step-optional", "hat dem Team die Anmeldung in zwei Schritten freigestellt"),
    ("session.begun", "hat sich angemeldet"),
    ("session.ended", "hat sich abgemeldet"),
    ("session.revoked", "hat eine Anmeldung beendet"),
    ("survey.created", "hat eine Befragung angelegt"),
    ("survey.opened", "hat eine Befragung geöffnet"),
    ("survey.closed", "hat eine Befragung beendet"),
    ("survey.terms", "hat geändert, wie eine Befragung läuft"),
    ("survey.closed-by-retention", "hat eine Befragung beendet, weil ihre Löschfrist erreicht war"),
    ("survey.protection-changed", "hat den Datenschutz einer Befragung geändert ({note})"),
    ("survey.erased", "hat alle {note} Antworten einer Befragung gelöscht"),
    ("survey.erased-by-retention", "hat nach Ablauf der Löschfrist {note} Antworten gelöscht"),
    ("response.erased", "hat eine Antwort mit dem Beleg gelöscht"),
    ("organisation.seen", "hat die Daten einer Organisation angesehen"),
    ("organisation.created", "hat eine Organisation eingetragen"),
    ("organisation.changed", "hat eine Organisation geändert"),
    ("organisation.erased", "hat eine Organisation gelöscht"),
    ("organisation.imported", "hat Organisationen eingelesen"),
    ("organisation.exported", "hat Organisationen heruntergeladen"),
    ("organisation.noted", "hat eine Notiz zu einer Organisation geschrieben"),
    ("organisation.note_erased", "hat eine Notiz zu einer Organisation gelöscht"),
    ("organisation.followed_up", "hat eine Wiedervorlage zu einer Organisation erledigt"),
    ("organisation.follow_up_reopened", "hat eine Wiedervorlage zu einer Organisation wieder geöffnet"),
    ("organisations.imported", "hat eine Liste von Organisationen eingelesen"),
    ("organisations.exported", "hat eine Liste von Organisationen heruntergeladen"),
    ("invitation.seen", "hat die Einladungen einer Befragung angesehen"),
    ("invitation.made", "hat {note} Einladungen angelegt"),
    ("invitation.sent", "hat {note} Einladungen verschickt"),
    ("invitation.reminded", "hat {note} Organisationen erinnert"),
    ("invitation.revoked", "hat eine Einladung zurückgezogen"),
    ("invitation.replaced", "hat eine Einladung ersetzt"),
    ("invitation.printed", "hat Einladungen gedruckt"),
    ("invitation.extended", "hat {note} Einladungen verlängert"),
    ("invitation.erased-by-retention", "hat nach Ablauf der Löschfrist {note} Einladungen gelöscht"),
    ("mail.list_seen", "hat die Liste der E-Mails angesehen"),
    ("mail.halted", "hat eine E-Mail angehalten"),
    ("mail.tested", "hat eine E-Mail zur Probe gesendet"),
    ("mail.stopped", "hat eine E-Mail angehalten"),
    ("mail.marked_unreachable", "hat vermerkt, dass eine Adresse keine Post annimmt"),
    ("mail.marked_reachable", "hat vermerkt, dass eine Adresse wieder Post annimmt"),
    ("mail.repeated", "hat eine E-Mail noch einmal gesendet"),
    ("mail.template-changed", "hat eine E-Mail-Vorlage geändert"),
    ("mail_text.changed", "hat eine E-Mail-Vorlage geändert"),
    ("mail_text.reset", "hat eine E-Mail-Vorlage zurückgesetzt"),
    ("key.created", "hat einen Schlüssel für ein Programm angelegt"),
    ("audit.exported", "hat das Protokoll heruntergeladen"),
    ("body.kept", "hat ein Gremium eingetragen oder geändert"),
    ("decision.entered", "hat eine Beratung oder einen Beschluss eingetragen"),
];

/// Womit etwas geschah: der Anfang der Kennung, und wie die Sache heißt.
pub const THINGS: &[(&str, &str)] = &[
    ("account", "Konto"),
    ("survey", "Befragung"),
    ("organisation", "Organisation"),
    ("organisations", "Register der Organisationen"),
    ("import", "eingelesene Liste"),
    ("invitation", "Einladung"),
    ("mail", "E-Mail"),
    ("mail_text", "E-Mail-Vorlage"),
    ("session", "Anmeldung"),
    ("key", "Schlüssel"),
    ("audit", "Protokoll"),
    ("body", "Gremium"),
    ("text", "Text"),
];

const UNKNOWN_DEED: &str = "hat etwas getan, wofür dieses Programm noch kein Wort hat";
const UNKNOWN_THING: &str = "etwas anderes";

/// Der Satz zu einer Handlung, mit ihrer Ergänzung.
pub fn sentence(deed: &str, note: &str) -> String {
    let words = DEEDS.iter().find(|(known, _)| *known == deed).map_or(UNKNOWN_DEED, |(_, words)| *words);
    if words.contains("{note}") {
        words.replace("{note}", note)
    } else if note.is_empty() {
        words.to_owned()
    } else {
        format!("{words} ({note})")
    }
}

/// Das Wort für eine Sache, nach ihrer Kennung.
pub fn thing(subject: &str) -> &'static str {
    let kind = subject.split(':').next().unwrap_or_default();
    THINGS.iter().find(|(known, _)| *known == kind).map_or(UNKNOWN_THING, |(_, words)| *words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_deeds_have_a_sentence_and_unknown_ones_general_words() {
        assert_eq!(sentence("survey.erased", "12"), "hat alle 12 Antworten einer Befragung gelöscht");
        assert_eq!(sentence("survey.opened", "x"), "hat eine Befragung geöffnet (x)");
        assert_eq!(sentence("teapot.boiled", ""), UNKNOWN_DEED);
        assert_eq!(thing("survey:bedarf"), "Befragung");
        assert_eq!(thing("teapot:1"), UNKNOWN_THING);
        for (deed, words) in DEEDS {
            assert!(AREAS.iter().any(|(area, _)| deed.starts_with(area)), "{deed} lies in no area");
            assert!(words.starts_with("hat ") || words.starts_with("ist "), "{deed}");
        }
    }
}
