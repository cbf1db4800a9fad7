//! The command prompt of Windows. Between its quotes a percent sign and, with
//! delayed expansion, an exclamation mark still mean something, and a quote
//! ends them: no credentials of AWS have any of these.

use super::refuse;
use crate::secret::Buffer;

pub(super) fn set(text: &mut Buffer, name: &str, value: &str) -> Result<(), String> {
    refuse(value, |c| matches!(c, '"' | '%' | '!') || c.is_control())?;
    for piece in ["set \"", name, "=", value, "\"\n"] {
        text.push(piece);
    }
    Ok(())
}

pub(super) fn unset(text: &mut Buffer, name: &str) {
    for piece in ["set \"", name, "=\"\n"] {
        text.push(piece);
    }
}
