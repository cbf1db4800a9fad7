//! A dotenv file, whose readers agree on single quotes and on nothing inside
//! them: some know escapes there, some put variables in. What they would read
//! in different ways is refused; no credentials of AWS have any of it.

use super::refuse;
use crate::secret::Buffer;

pub(super) fn set(text: &mut Buffer, name: &str, value: &str) -> Result<(), String> {
    let is_disputed = |c: char| matches!(c, '\'' | '\\' | '$' | '`') || c.is_control();
    refuse(value, is_disputed)?;
    for piece in [name, "='", value, "'\n"] {
        text.push(piece);
    }
    Ok(())
}
