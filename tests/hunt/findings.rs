//! What a hunt found once, so that it stays mended.
