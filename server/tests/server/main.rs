//! Tests of the process through its public door: the router in this process, and the program itself.

mod access;
mod anonymity;
mod api;
mod commands;
mod consultation;
mod forms;
mod guests;
mod headers;
mod health;
mod invitations;
mod inviting;
mod live;
mod mail;
mod mail_office;
mod meetings;
mod notices;
mod openapi;
mod people;
mod privacy;
mod process;
mod protection;
mod register;
mod results;
mod sign_in;
mod smtp;
mod support;
