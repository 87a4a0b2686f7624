//! A page as HTML.
