//! Who is told of the results.

use crate::model::choice::choices;

choices! {
    /// Who hears of the results.
    #[derive(Default)]
    pub enum Audience {
        /// The staff of the district's departments.
        DistrictOffice = "district-office" "the district office",
        /// Principals and the staff of schools.
        Schools = "schools" "schools",
        /// Community partners.
        Partners = "partners" "community partners",
        /// Those who are elected to oversee the district.
        SchoolBoard = "school-board" "the school board",
        /// Families and students.
        Families = "families" "families",
        /// Anybody else.
        #[default]
        Other = "other" "others",
    }
}

impl Audience {
    /// The three whom the exercise has in mind, and every draft names.
    pub const USUAL: [Self; 3] = [Self::DistrictOffice, Self::Schools, Self::Partners];
}
