//! `plimsoll serve` over HTTP: the API, the pages, and who may see what.

mod access;
mod api;
mod pages;
mod privacy;
mod security;
