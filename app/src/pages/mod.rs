//! The pages: a folder is an area, a file is a page.

pub mod account;
pub mod consultations;
pub mod directory;
pub mod home;
pub mod mail_stop;
pub mod not_found;
pub mod office;
pub mod privacy;
pub mod sign_in;
pub mod surveys;
