//! Deutsch: Konten und Rechte im Büro.

use domain::account::{Role, Standing};
use domain::permission::Action;

pub const ACCOUNTS: &str = "Konten";
pub const RIGHTS: &str = "Rechte";
pub const INVITE: &str = "Jemanden einladen";
pub const INVITE_LEAD: &str = "Die Person bekommt eine E-Mail mit einem Link und wählt selbst ein Passwort.";
pub const NAME: &str = "Name";
pub const EMAIL: &str = "E-Mail-Adresse";
pub const ROLE: &str = "Rolle";
pub const ENDS: &str = "Letzter Tag (nur beim Lesen von außen)";
pub const LANGUAGE: &str = "Sprache der E-Mail";
pub const SEND_INVITATION: &str = "Einladung schicken";
pub const SEARCH: &str = "Suchen nach Name oder E-Mail-Adresse";
pub const NOBODY_FOUND: &str = "Dazu passt kein Konto.";
pub const STANDING: &str = "Stand";
pub const SINCE: &str = "Seit";
pub const SECOND_STEP: &str = "Zweiter Schritt";
pub const YES: &str = "ja";
pub const NO: &str = "nein";
pub const UNTIL: &str = "bis {day}";
pub const YOU: &str = "das sind Sie";
pub const CHANGE: &str = "Ändern";
pub const SAVE_ROLE: &str = "Rolle speichern";
pub const DEACTIVATE: &str = "Deaktivieren";
pub const DEACTIVATE_HINT: &str =
    "Die Person wird überall abgemeldet und kann sich nicht mehr anmelden. Ihre Texte bleiben.";
pub const REACTIVATE: &str = "Wieder aktivieren";
pub const RESEND: &str = "Einladung noch einmal schicken";
pub const REMOVE_SECOND_STEP: &str = "Zweiten Schritt entfernen";
pub const REMOVE_SECOND_STEP_HINT: &str = "Nur wenn Telefon und Notfall-Codes verloren sind.";
pub const RULES: &str = "Regel für das Team";
pub const REQUIRED: &str = "Verwaltung und Team brauchen einen zweiten Schritt. Wer noch keinen hat, ist abgemeldet und richtet ihn beim nächsten Anmelden ein.";
pub const NOT_REQUIRED: &str = "Der zweite Schritt ist freiwillig.";
pub const REQUIRE: &str = "Zweiten Schritt vorschreiben";
pub const DO_NOT_REQUIRE: &str = "Nicht mehr vorschreiben";
pub const DONE_INVITED: &str = "Die Einladung ist unterwegs.";
pub const DONE_ROLE: &str = "Die Rolle ist geändert. Sie gilt sofort.";
pub const DONE_DEACTIVATED: &str = "Das Konto ist deaktiviert.";
pub const DONE_REACTIVATED: &str = "Das Konto ist wieder aktiv.";
pub const DONE_SECOND_STEP: &str = "Der zweite Schritt ist entfernt.";
pub const DONE_RULE: &str = "Die Regel ist gespeichert.";

pub const RIGHTS_LEAD: &str =
    "Diese Tabelle entscheidet bei jedem Aufruf, wer was darf. Sie ist Teil des Programms und gilt für alle.";
pub const EVERYBODY: &str = "alle, auch ohne Konto";
pub const ACTION: &str = "Was jemand tun möchte";
pub const MAY: &str = "darf";
pub const MAY_NOT: &str = "darf nicht";

/// What a role is called.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Administrator => "Verwaltung",
        Role::Staff => "Team im Referat",
        Role::UnitEditor => "Amt",
        Role::Chair => "AG-Leitung",
        Role::Member => "AG-Mitglied",
        Role::Delegate => "Organisation",
        Role::Helper => "Integrationslotsin oder -lotse",
        Role::Reader => "Lesen von außen",
    }
}

/// What a standing is called, and its class; `over`: the last day is over.
pub fn standing(standing: Standing, over: bool) -> (&'static str, &'static str) {
    match standing {
        Standing::Invited | Standing::Active if over => ("state closed", "abgelaufen"),
        Standing::Invited => ("state draft", "eingeladen"),
        Standing::Active => ("state open", "aktiv"),
        Standing::Deactivated => ("state closed", "deaktiviert"),
    }
}

/// What an action is called.
pub fn action(action: Action) -> &'static str {
    match action {
        Action::ReadPublic => "Öffentliche Seiten lesen",
        Action::Answer => "Eine offene Befragung beantworten",
        Action::SignIn => "Sich anmelden, ein neues Passwort bekommen",
        Action::ManageOwnAccount => "Das eigene Konto verwalten",
        Action::AnswerForSomebody => "Für jemand anderen antworten, so gekennzeichnet",
        Action::SeeResults => "Befragungen und Ergebnisse im Büro sehen",
        Action::ManageSurveys => "Befragungen einstellen: Modus, Fristen, Hinweise",
        Action::SeeOrganisations => "Das Register der Organisationen mit Kontakten lesen",
        Action::ManageOrganisations => "Das Register ändern und Notizen führen",
        Action::SeeInvitations => "Sehen, wer eingeladen ist",
        Action::ManageInvitations => "Einladen, erinnern, Einladungen ersetzen",
        Action::SeeMail => "Den Postausgang sehen",
        Action::ManageMail => "E-Mail-Vorlagen ändern, E-Mails anhalten",
        Action::SeeAccounts => "Die Liste der Konten sehen",
        Action::ManageAccounts => "Menschen einladen, Rollen ändern, Konten deaktivieren",
        Action::SeeRights => "Diese Tabelle lesen",
        Action::SeeAudit => "Das Protokoll lesen und herunterladen",
        Action::SeeProtection => "Lesen, was wo und wie lange gespeichert ist",
        Action::Erase => "Von Hand löschen, was das Gesetz verlangt",
        Action::ReadConsultations => "Beteiligung lesen, soweit eine Gruppe offen ist",
        Action::TakePart => {
            "mitreden: kommentieren, ändern, Haltung zeigen, abstimmen, soweit die Gruppe und ihre Phase es erlauben"
        }
        Action::ManageConsultations => "Konferenzen und Gruppen einrichten, Mitglieder aufnehmen, Beschlüsse eintragen",
    }
}
