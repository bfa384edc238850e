//! Tests of the process through its public door: the router in this process, and the program itself.

mod access;
mod api;
mod commands;
mod forms;
mod headers;
mod health;
mod live;
mod mail;
mod mail_office;
mod openapi;
mod process;
mod results;
mod sign_in;
mod smtp;
mod support;
