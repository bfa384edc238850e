//! Doors to accounts: signing in, one's own account, the accounts in the office.

use domain::permission::Action::{ManageAccounts, ManageOwnAccount, SeeAccounts, SeeRights, SignIn};

use super::{Door, call, get, page};

const NOBODY: &str = "account=00000000-0000-4000-8000-000000000000";

pub const DOORS: &[Door] = &[
    page("/sign-in", SignIn),
    page("/sign-in/forgotten", SignIn),
    page("/sign-in/code", SignIn),
    page("/sign-in/second-factor", SignIn),
    page("/account/link/{link}", SignIn),
    call("/calls/current-person", SignIn),
    call("/calls/sign-in", SignIn).form("email=stern%40example.org&password=wrong"),
    call("/calls/sign-in-code", SignIn).form("code=123456"),
    call("/calls/sign-out", SignIn),
    call("/calls/forgotten-password", SignIn).form("email=stern%40example.org"),
    call("/calls/opened-link", SignIn).form("link=x"),
    call("/calls/set-password-by-link", SignIn).form("link=x&password=wrong"),
    call("/calls/confirm-email", SignIn).form("link=x"),
    // Also for those who must set one up before they are let in: `Forbidden` for others.
    call("/calls/second-factor", ManageOwnAccount),
    call("/calls/confirm-second-factor", ManageOwnAccount).form("code=123456"),
    page("/account", ManageOwnAccount),
    page("/account/second-factor", ManageOwnAccount),
    call("/calls/own-account", ManageOwnAccount),
    call("/calls/rename-me", ManageOwnAccount).form("name="),
    call("/calls/change-password", ManageOwnAccount).form("old=wrong&password=wrong"),
    call("/calls/change-email", ManageOwnAccount).form("email=x&password=wrong"),
    call("/calls/end-session", ManageOwnAccount).form("key=x").personal(),
    call("/calls/end-other-sessions", ManageOwnAccount),
    call("/calls/renew-recovery-codes", ManageOwnAccount).form("password=wrong"),
    call("/calls/recovery-codes-noted", ManageOwnAccount),
    call("/calls/remove-second-factor", ManageOwnAccount).form("password=wrong"),
    call("/calls/erase-me", ManageOwnAccount).form("password=wrong"),
    get("/account/data", ManageOwnAccount),
    page("/office/accounts", SeeAccounts),
    call("/calls/account-rows", SeeAccounts),
    call("/calls/invite-person", ManageAccounts).form("name=&email=x&role=staff&ends=&language=de"),
    call("/calls/change-role", ManageAccounts).form("account=00000000-0000-4000-8000-000000000000&role=staff&ends="),
    call("/calls/deactivate-account", ManageAccounts).form(NOBODY),
    call("/calls/reactivate-account", ManageAccounts).form(NOBODY),
    call("/calls/resend-invitation", ManageAccounts).form(NOBODY),
    call("/calls/remove-second-factor-of", ManageAccounts).form(NOBODY),
    call("/calls/require-second-factor", ManageAccounts).form("required=false"),
    page("/office/rights", SeeRights),
    call("/calls/rights", SeeRights),
];
