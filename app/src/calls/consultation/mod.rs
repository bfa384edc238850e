//! Server functions of consultations, one file per thing.
