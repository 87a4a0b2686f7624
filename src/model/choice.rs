//! What all enums have in common of which a file, a table, or a report names one.

/// An enum with an id for each of its variants and, where a second text stands behind the id, what
/// people call it. The order of the variants is that of every list, table and file.
macro_rules! choices {
    ($(#[$about:meta])* $visible:vis enum $name:ident {
        $($(#[$says:meta])* $variant:ident = $id:literal,)+
    }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $visible enum $name { $($(#[$says])* $variant,)+ }

        impl $name {
            /// All of them, in order.
            pub const ALL: [Self; [$($id,)+].len()] = [$(Self::$variant,)+];

            /// The id that files, CSV and JSON use.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// The one with exactly this id.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.id() == id)
            }
        }
    };
    ($(#[$about:meta])* $visible:vis enum $name:ident {
        $($(#[$says:meta])* $variant:ident = $id:literal $words:literal,)+
    }) => {
        $crate::model::choice::choices! {
            $(#[$about])*
            $visible enum $name { $($(#[$says])* $variant = $id,)+ }
        }

        impl $name {
            /// As people say it, in a word or a few.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)+ }
            }
        }
    };
}

pub(crate) use choices;
