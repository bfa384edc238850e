//! One's own account, and the ways in besides address and password.

pub mod code;
pub mod forgotten;
pub mod link;
pub mod overview;
pub mod second_factor;
pub mod sections;
pub mod sessions;
