//! Frameworks somebody else wrote become libraries: each in miniature, made by
//! hand and reviewed as a snapshot, and as published, where it is there.

mod esco;
mod gdad;
mod gdad_catalogue;
mod metacademy;
mod nice;
mod progression;
mod onet;
