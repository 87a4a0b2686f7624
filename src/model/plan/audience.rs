//! Who is told of the results.

use crate::model::choice::choices;

choices! {
    /// Who hears of the results.
    #[derive(Default)]
    pub enum Audience {
        /// The staff of the district's departments.
        DistrictOffice = "district-office",
        /// Principals and the staff of schools.
        Schools = "schools",
        /// Community partners.
        Partners = "partners",
        /// Those who are elected to oversee the district.
        SchoolBoard = "school-board",
        /// Families and students.
        Families = "families",
        /// Anybody else.
        #[default]
        Other = "other",
    }
}

impl Audience {
    /// The three whom the exercise has in mind, and every draft names.
    pub const USUAL: [Self; 3] = [Self::DistrictOffice, Self::Schools, Self::Partners];

    /// As a text for readers calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DistrictOffice => "the district office",
            Self::Schools => "schools",
            Self::Partners => "community partners",
            Self::SchoolBoard => "the school board",
            Self::Families => "families",
            Self::Other => "others",
        }
    }
}
