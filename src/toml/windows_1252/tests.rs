use encoding_rs::{BIG5, Encoding, GBK, KOI8_R, MACINTOSH, SHIFT_JIS, WINDOWS_1252};
use encoding_rs::{ISO_8859_2, WINDOWS_1251, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255};

use super::*;

/// As Windows-1252 reads what was saved in this encoding.
fn misread(text: &str, encoding: &'static Encoding) -> String {
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy, "{text}");
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
    text.into_owned()
}

const WESTERN: &[&str] = &[
    "name = \"Zo\u{eb}\"",
    "L’école n’a qu’un comité; aujourd’hui on s’est vu à la fête, c’est sûr, où qu’il soit.",
    "« Déjà créée », dit Noël : être à l’île, cœur, ça va, façade, Éducation, MAÎTRE, À propos",
    "¿Qué pasó? ¡Así! El niño, año, pingüino, Muñoz, Ángel, Óscar, Íñigo, REUNIÓN DEL AÑO, 3º, 5ª",
    "Não há ações; a coordenação, às reuniões, maçã, português, É bom, REUNIÕES, avó",
    "Die Schüler müssen größere „Pläne“ machen, Ärger über Öffnung, Straße, 20 €",
    "Skolen på Østerbro har ændret årets møder; Åse og Søren, blåbær, SMØRREBRØD, Å. Hansen",
    "The “SART” team’s notes – kept weekly—but not in summer—a pity… It’s O’Brien’s.",
    "Grades 6–8, Monday–Friday, K–5, teachers’ room, ‘no’ twice, don’t, we’ll, 5 o’clock",
    "rating = “Strength”",
    "documentation = ‘’’",
    "It costs £5, 20°, 10 m², • first, ½ day, Word™, résumé, naïve, café—and “Noël”.",
];

#[test]
fn texts_of_western_europe_read_well() {
    for text in WESTERN {
        let read = misread(text, WINDOWS_1252);
        assert_eq!(read, *text);
        assert!(reads_well(text), "{text}");
    }
}

#[test]
fn texts_of_other_encodings_do_not() {
    let mac = "café “ok”, The “IEP” team, don’t, año, señor, niños, María, García, Díaz, días, \
         acción, habló, según, más, Álvaro, Óscar, Íñigo, école, Noël, façade, Straße, Ärger, \
         für, größer, MÄRZ, år, grønt, IT’S, LIMÓN, AÑO, ¿Qué?, – first, être, « non »";
    let cyrillic = ["Совет школы", "Анна", "да и нет"];
    let all = mac.split(", ").map(|text| (MACINTOSH, text));
    let cyrillic = cyrillic.map(|text| [(KOI8_R, text), (WINDOWS_1251, text)]);
    let all = all.chain(cyrillic.into_iter().flatten());
    let others = [
        (GBK, "李"),
        (GBK, "王伟"),
        (GBK, "学校每周开会"),
        (SHIFT_JIS, "山田さん"),
        (BIG5, "學校"),
        (ISO_8859_2, "łódź"),
        (ISO_8859_2, "Kraków, się"),
        (WINDOWS_1253, "Ελένη"),
        (WINDOWS_1254, "Ayşe Yıldız"),
        (WINDOWS_1255, "שלום"),
    ];
    for (encoding, text) in all.chain(others) {
        let read = misread(text, encoding);
        assert!(!reads_well(&read), "{}: {text}, {read}", encoding.name());
    }
}

#[test]
fn texts_of_dos_do_not() {
    // Code page 850 is in no library here.
    let dos = b"caf\x82, \x82cole, a\xa4o, M\x81nchen, M\x84rz, sch\x94n, p\x86, d\xa1a, \
        reuni\xa2n, seg\xa3n, m\xa0s, est\xa0 bien, fa\x87ade, Fran\x87ois, tr\x8as, f\x88te, \
        h\x93tel, gr\x9bnt, \x91ble, A\xa5O, LIM\xe0N";
    let (read, _) = WINDOWS_1252.decode_without_bom_handling(dos);
    let well: Vec<&str> = read.split(", ").filter(|text| reads_well(text)).collect();
    assert!(well.is_empty(), "{well:?}");
}
