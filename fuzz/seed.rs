//! Writes the seeds of each target that is named: `cargo run --example seed FOLDER TARGET...`

use std::fs;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "corpus".to_owned());
    for target in arguments {
        let folder = Path::new(&folder).join(&target);
        fs::create_dir_all(&folder)?;
        for (at, seed) in laws::seeds::seeds(&target).iter().enumerate() {
            fs::write(folder.join(format!("seed-{at:04}")), seed)?;
        }
    }
    Ok(())
}
