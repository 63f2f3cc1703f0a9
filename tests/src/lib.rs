//! What the end-to-end tests share.
//!
//! Random cases and how they are written down ([`generate`], [`yaml`]), how laws are
//! tried on them ([`run`]), random conditions ([`conditions`]), a planner that is as plain as possible ([`plain`]) to hold
//! the engine against, the example library with its people ([`fixture`]), a plan as
//! text that people can review ([`report`]), when two texts say the same with other
//! nouns ([`wording`]), frameworks somebody else wrote ([`framework`]), what the documents of this repository
//! show ([`pages`]), and which files of a crate use each other ([`imports`], [`rust`]).

pub mod fixture;
pub mod framework;
pub mod report;
pub mod wording;
pub mod run;
pub mod yaml;
pub mod generate;
pub mod conditions;
pub mod plain;
pub mod pages;
pub mod rust;
pub mod imports;
