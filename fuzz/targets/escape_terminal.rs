#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| laws::law("escape_terminal")(data));
