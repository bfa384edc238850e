//! The parts that pages share.

pub mod account_form;
pub mod chart;
pub mod day_field;
pub mod forum;
pub mod frame;
pub mod live;
pub mod message;
pub mod question;
pub mod textarea;
pub mod to_sign_in;
pub mod trap;
