use super::*;

fn entries(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_that_is_there_is_never_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.toml");
    create_new(&path, b"first").unwrap();
    let refusal = create_new(&path, b"second").unwrap_err();
    assert!(refusal.to_string().contains("a.toml already exists"));
    // Also where the look before the leap saw nothing.
    let (late, _hidden) = temporary(&path, &|out| out.write_all(b"third")).unwrap();
    let late = late.persist_noclobber(&path);
    assert_eq!(late.unwrap_err().error.kind(), ErrorKind::AlreadyExists);
    let direct = write_in_place(&path, &|out| out.write_all(b"fourth")).unwrap_err();
    assert_eq!(direct.kind(), ErrorKind::AlreadyExists);
    assert_eq!(fs::read(&path).unwrap(), b"first");
    assert_eq!(entries(folder.path()), ["a.toml"]);
}

#[test]
fn a_refusal_names_the_file_on_one_line_and_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("not\n::there").join("a.toml");
    let text = create_new(&path, b"x").unwrap_err().to_string();
    assert!(
        text.contains("a.toml") && text.contains("Create the folder"),
        "{text}"
    );
    assert!(
        !text.contains('\n') && !text.contains(".chronic-"),
        "{text}"
    );
}

#[test]
fn all_files_are_written_or_none() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("x").join("y");
    let create = |names: &[&str]| {
        let names: Vec<_> = names.iter().map(|&name| name.to_owned()).collect();
        create_all(Held::new(&inner)?, &names, |at| at.to_string())
    };
    // The last name leads into a folder that is not there: the system refuses it.
    let failed = create(&["a.toml", "no/b.toml"]);
    assert!(matches!(failed, Err(Refusal::System(..))));
    assert!(entries(folder.path()).is_empty());
    let mut many: Vec<String> = (0..100).map(|n| format!("{n}.toml")).collect();
    many[50] = "no/50.toml".to_owned();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert!(matches!(create(&many), Err(Refusal::System(..))));
    assert!(entries(folder.path()).is_empty());
    create(&many[..50]).unwrap();
    let written = fs::read_to_string(inner.join("49.toml")).unwrap();
    assert_eq!((entries(&inner).len(), written.as_str()), (50, "49"));
    fs::remove_dir_all(folder.path().join("x")).unwrap();

    create(&["Ana.toml", "bo.toml"]).unwrap();
    let refusal = create(&["c.toml", "ana.toml", "bo.toml"]);
    let text = refusal.unwrap_err().to_string();
    assert!(
        text.contains("Ana.toml") && text.contains("bo.toml"),
        "{text}"
    );
    assert_eq!(entries(&inner), ["Ana.toml", "bo.toml"]);
}

#[test]
fn a_folder_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    assert!(replace(folder.path(), b"", b"x").is_err());
    assert!(entries(folder.path()).is_empty());
}

#[test]
fn what_somebody_wrote_since_it_was_read_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("team.toml");
    fs::write(&path, "theirs").unwrap();
    let refusal = replace(&path, b"as it was read", b"ours").unwrap_err();
    assert!(refusal.to_string().contains("changed"), "{refusal}");
    assert_eq!(fs::read(&path).unwrap(), b"theirs");
    assert_eq!(entries(folder.path()), ["team.toml"]);
    replace(&path, b"theirs", b"ours").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"ours");
}

#[test]
fn what_a_killed_run_left_goes_away_after_a_day() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, age: Duration| {
        let file = File::create(folder.path().join(name)).unwrap();
        file.set_modified(SystemTime::now() - age).unwrap();
    };
    put(".chronic-aB3dE9.tmp", A_DAY * 2);
    put(".chronic-going0.tmp", Duration::ZERO);
    put(".chronic-notes.txt", A_DAY * 2);
    put(".chronic-of-a-person.tmp", A_DAY * 2);
    create_new(&folder.path().join("a.toml"), b"x").unwrap();
    assert_eq!(
        entries(folder.path()),
        [
            ".chronic-going0.tmp",
            ".chronic-notes.txt",
            ".chronic-of-a-person.tmp",
            "a.toml"
        ]
    );
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_new_file_has_the_mode_of_any_new_file() {
        let folder = tempfile::tempdir().unwrap();
        let [ours, usual] = ["a.toml", "b.toml"].map(|name| folder.path().join(name));
        create_new(&ours, b"x").unwrap();
        fs::write(&usual, b"x").unwrap();
        assert_eq!(mode(&ours), mode(&usual));
    }

    #[test]
    fn replacing_keeps_the_mode_and_the_link() {
        let folder = tempfile::tempdir().unwrap();
        let [real, link] = ["real.toml", "link.toml"].map(|name| folder.path().join(name));
        create_new(&real, b"old").unwrap();
        set_mode(&real, 0o664);
        symlink("real.toml", &link).unwrap();
        replace(&link, b"old", b"new").unwrap();
        assert_eq!(fs::read(&real).unwrap(), b"new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(mode(&real), 0o664);
        set_mode(&real, 0o444);
        let text = replace(&link, b"new", b"newer").unwrap_err().to_string();
        assert!(text.contains("read-only"), "{text}");
        assert_eq!(fs::read(&real).unwrap(), b"new");
    }

    #[test]
    fn a_file_and_its_copy_stay_with_the_owner_and_the_group() {
        use std::os::unix::fs::{MetadataExt as _, chown};
        use std::process::Command;

        let folder = tempfile::tempdir().unwrap();
        let [path, copy] = ["a.toml", "a.toml.bak"].map(|name| folder.path().join(name));
        create_new(&path, b"old").unwrap();
        set_mode(&path, 0o660);
        let groups = Command::new("id").arg("-G").output().unwrap().stdout;
        let groups = String::from_utf8(groups).unwrap();
        let another = groups.split_whitespace().next_back().unwrap();
        // An administrator can take any, and give the file away.
        if chown(&path, Some(1001), Some(2000)).is_err() {
            chown(&path, None, Some(another.parse().unwrap())).unwrap();
        }
        let of = |path: &Path| {
            let data = fs::metadata(path).unwrap();
            (data.uid(), data.gid(), data.mode() & 0o777)
        };
        let before = of(&path);
        replace(&path, b"old", b"new").unwrap();
        create_like(&copy, b"old", &path).unwrap();
        assert_eq!([of(&path), of(&copy)], [before, before]);
    }

    #[test]
    fn what_one_may_not_write_into_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        create_new(&path, b"old").unwrap();
        set_mode(&path, 0o446);
        if OpenOptions::new().write(true).open(&path).is_ok() {
            return; // Who may write everything cannot be refused.
        }
        let text = replace(&path, b"old", b"new").unwrap_err().to_string();
        assert!(text.contains("permission to change it"), "{text}");
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(entries(folder.path()), ["a.toml"]);
    }

    #[test]
    fn a_folder_is_not_made_where_a_link_leads_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        symlink("nowhere", &link).unwrap();
        let text = Held::new(&link).unwrap_err().to_string();
        assert!(text.contains("leads nowhere"), "{text}");
    }

    #[test]
    fn a_link_that_leads_nowhere_is_a_file_that_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link.toml");
        symlink("nowhere.toml", &link).unwrap();
        assert!(matches!(create_new(&link, b"x"), Err(Refusal::Exists(_))));
        assert!(replace(&link, b"", b"x").is_err());
        assert_eq!(entries(folder.path()), ["link.toml"]);
    }

    /// As on a drive that has one mode for all files; the system lets no one set that of this one.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_mode_that_cannot_be_set_is_refused_only_where_others_could_open_more() {
        let folder = tempfile::tempdir().unwrap();
        let original = folder.path().join("a.toml");
        create_new(&original, b"x").unwrap();
        let new = File::open("/proc/self/comm").unwrap();
        for (as_before, is_kept) in [(0o644, true), (0o600, false)] {
            set_mode(&original, as_before);
            let taken = access::take_over(&new, &fs::metadata(&original).unwrap());
            assert_eq!(taken.is_ok(), is_kept, "{as_before:o}");
        }
    }

    #[test]
    fn a_copy_has_the_mode_of_its_original() {
        let folder = tempfile::tempdir().unwrap();
        let [original, copy] = ["a.toml", "a.toml.bak"].map(|name| folder.path().join(name));
        create_new(&original, b"x").unwrap();
        set_mode(&original, 0o600);
        create_like(&copy, b"x", &original).unwrap();
        assert_eq!(mode(&copy), 0o600);
        assert!(matches!(
            create_like(&copy, b"y", &original),
            Err(Refusal::Exists(_))
        ));
    }
}
