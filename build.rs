//! Links GCC's unwinder into the program.
//!
//! std asks for the shared libgcc_s, which costs each start some 100 µs to
//! find, map and relocate; a tenth of a cache hit. The same code from
//! libgcc_eh.a comes first on the linker's line, and the shared one, which is
//! linked as needed, is not. Without that file everything works as before.

use std::path::Path;
use std::process::Command;

#[expect(
    clippy::disallowed_methods,
    reason = "cargo speaks to build scripts through the environment"
)]
fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=CC");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    let native = std::env::var("HOST").ok() == std::env::var("TARGET").ok();
    if !native || !is("CARGO_CFG_TARGET_OS", "linux") || !is("CARGO_CFG_TARGET_ENV", "gnu") {
        return;
    }
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".into());
    let asked = Command::new(compiler)
        .arg("-print-file-name=libgcc_eh.a")
        .output();
    let Ok(answer) = asked else { return };
    let answer = String::from_utf8_lossy(&answer.stdout);
    let archive = Path::new(answer.trim());
    // A compiler that does not know the file repeats its name.
    if let Some(directory) = archive
        .parent()
        .filter(|_| archive.is_absolute() && archive.exists())
    {
        println!("cargo:rustc-link-search=native={}", directory.display());
        println!("cargo:rustc-link-lib=static=gcc_eh");
    }
}
