//! Deutsch: die E-Mails, wie sie mitgeliefert werden.

use super::Shipped;

pub(super) const SHIPPED: Shipped = Shipped {
    account_invitation: (
        "Ihr Zugang zu Teilhabe",
        "Guten Tag {name},

das Referat für Integration der Stadt Duisburg hat für Sie einen Zugang zu Teilhabe eingerichtet.

Hier wählen Sie Ihr Passwort und melden sich an:

{url}

Der Link gilt bis: {until}

Sie wissen nicht, worum es geht? Dann löschen Sie diese E-Mail einfach. Ohne Ihr Zutun passiert nichts.

Mit freundlichen Grüßen
Referat für Integration, Stadt Duisburg
",
    ),
    password_reset: (
        "Neues Passwort für Teilhabe",
        "Guten Tag {name},

jemand hat für diese Adresse ein neues Passwort angefordert. Wenn Sie das waren, wählen Sie es hier:

{url}

Der Link gilt bis: {until}

Waren Sie es nicht? Dann löschen Sie diese E-Mail. Ihr Passwort bleibt, wie es ist.

Mit freundlichen Grüßen
Referat für Integration, Stadt Duisburg
",
    ),
    email_change: (
        "Bitte bestätigen Sie Ihre neue Adresse",
        "Guten Tag {name},

Sie möchten sich bei Teilhabe künftig mit dieser E-Mail-Adresse anmelden. Bitte bestätigen Sie das hier:

{url}

Der Link gilt bis: {until}

Waren Sie das nicht? Dann löschen Sie diese E-Mail. Es ändert sich nichts.

Mit freundlichen Grüßen
Referat für Integration, Stadt Duisburg
",
    ),
    email_change_asked: (
        "Jemand möchte Ihre Adresse bei Teilhabe ändern",
        "Guten Tag {name},

bei Ihrem Zugang zu Teilhabe hat jemand eine andere E-Mail-Adresse eingetragen. Sie gilt erst, wenn sie bestätigt ist.

Waren Sie das? Dann müssen Sie hier nichts tun.

Waren Sie das nicht? Dann kennt jemand Ihr Passwort. Bitte setzen Sie gleich ein neues:

{url}

Damit werden alle Geräte abgemeldet, und die andere Adresse kann nicht mehr bestätigt werden.

Mit freundlichen Grüßen
Referat für Integration, Stadt Duisburg
",
    ),
    email_changed_notice: (
        "Ihre Adresse bei Teilhabe wurde geändert",
        "Guten Tag {name},

Ihr Zugang zu Teilhabe hat jetzt eine andere E-Mail-Adresse. An diese hier schreiben wir nicht mehr.

Waren Sie das nicht? Dann rufen Sie uns bitte gleich an: Referat für Integration, Stadt Duisburg.

Mit freundlichen Grüßen
Referat für Integration, Stadt Duisburg
",
    ),
    invitation: (
        "Einladung: {survey}",
        "Guten Tag,

wir laden Sie herzlich ein, an unserer Befragung teilzunehmen:

{survey}

Diese Einladung ist für: {organisation}

Hier geht es zu Ihrem Fragebogen:

{url}

Wenn Sie lieber einen Code eintippen: {code}
Sie können antworten bis: {until}

Der Zugang gilt nur für Ihre Organisation. Bitte geben Sie ihn nur Menschen, die für Sie antworten.

Haben Sie Fragen? {contact}

Mit freundlichen Grüßen
{responsible}
",
    ),
    reminder: (
        "Erinnerung: {survey}",
        "Guten Tag,

vor einiger Zeit haben wir Sie zu dieser Befragung eingeladen:

{survey}

Die Einladung ist für: {organisation}

Ihre Antwort fehlt uns noch. Sie zählt: Hier geht es weiter, auch wenn Sie schon begonnen haben:

{url}

Wenn Sie lieber einen Code eintippen: {code}
Sie können antworten bis: {until}

Haben Sie Fragen? {contact}

Mit freundlichen Grüßen
{responsible}
",
    ),
    stop_hint: "Sie möchten von uns keine Einladungen und Erinnerungen mehr? Hier können Sie das sagen:",
    notices_hint: "Sie möchten keine Nachrichten über Neues in der Beteiligung mehr? Hier können Sie das sagen:",
};
