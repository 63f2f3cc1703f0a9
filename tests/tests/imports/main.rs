//! Frameworks somebody else wrote become libraries: each in miniature, made by
//! hand and reviewed as a snapshot, and as published, where it is there.

mod case;
mod esco;
mod gdad;
mod gdad_catalogue;
mod metacademy;
mod moodle;
mod nice;
mod onet;
mod progression;
