//! English: the mails as they are shipped.

use super::Shipped;

pub(super) const SHIPPED: Shipped = Shipped {
    account_invitation: (
        "Your access to Teilhabe",
        "Hello {name},

the integration office of the city of Duisburg has set up access to Teilhabe for you.

Choose your password and sign in here:

{url}

The link is valid until: {until}

You do not know what this is about? Then simply delete this mail. Nothing happens without you.

Kind regards
Integration office, City of Duisburg
",
    ),
    password_reset: (
        "A new password for Teilhabe",
        "Hello {name},

somebody has asked for a new password for this address. If it was you, choose it here:

{url}

The link is valid until: {until}

It was not you? Then delete this mail. Your password stays as it is.

Kind regards
Integration office, City of Duisburg
",
    ),
    email_change: (
        "Please confirm your new address",
        "Hello {name},

you want to sign in to Teilhabe with this e-mail address from now on. Please confirm it here:

{url}

The link is valid until: {until}

It was not you? Then delete this mail. Nothing changes.

Kind regards
Integration office, City of Duisburg
",
    ),
    email_change_asked: (
        "Somebody wants to change your address at Teilhabe",
        "Hello {name},

somebody has entered another e-mail address for your access to Teilhabe. It counts only once it is confirmed.

It was you? Then there is nothing to do here.

It was not you? Then somebody knows your password. Please set a new one at once:

{url}

This signs out all devices, and the other address can no longer be confirmed.

Kind regards
Integration office, City of Duisburg
",
    ),
    email_changed_notice: (
        "Your address at Teilhabe was changed",
        "Hello {name},

your access to Teilhabe now has another e-mail address. We will not write to this one any more.

It was not you? Then please call us at once: integration office, City of Duisburg.

Kind regards
Integration office, City of Duisburg
",
    ),
    invitation: (
        "Invitation: {survey}",
        "Hello,

we warmly invite you to take part in our survey:

{survey}

This invitation is for: {organisation}

Your questionnaire is here:

{url}

If you prefer to type a code: {code}
You can answer until: {until}

This access is for your organisation only. Please give it only to people who answer for you.

Do you have questions? {contact}

Kind regards
{responsible}
",
    ),
    reminder: (
        "Reminder: {survey}",
        "Hello,

some time ago we invited you to this survey:

{survey}

The invitation is for: {organisation}

We still miss your answer. It counts. Go on here, even if you have already begun:

{url}

If you prefer to type a code: {code}
You can answer until: {until}

Do you have questions? {contact}

Kind regards
{responsible}
",
    ),
    stop_hint: "You do not want invitations and reminders from us any more? You can say so here:",
    notices_hint: "You want no more news of consultations? You can say so here:",
};
