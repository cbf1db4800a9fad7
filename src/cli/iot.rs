//! The flags of `brs iot`.

use super::common::{CommonArgs, DeviceArgs, or_variable};
use super::values;
use crate::aws::DurationSeconds;
use crate::error::{Error, Result};
use crate::host::{Host, Variable};
use crate::pkcs11::uri::{Kind, SCHEME};
use crate::pkcs11::{Field, ObjectMatch, TokenMatch, Uri, Wanted};
use crate::sources::{
    Device, DeviceKey, IotEndpoint, IotRequest, Request, RoleAlias, SecretFrom, ThingName,
};
use clap::ValueHint;
use std::path::PathBuf;

pub const ABOUT: &str = "Turn a device's certificate into credentials, through AWS IoT

The credentials provider of AWS IoT Core knows the device by its X.509 certificate and gives it \
the credentials of the role behind a role alias. The key may be in a file, or on a token that it \
never leaves: a TPM, a smart card, an HSM, anything with a PKCS #11 module.";

#[derive(clap::Args, Clone, Debug)]
#[command(about = "Turn a device's certificate into credentials", long_about = ABOUT)]
pub struct IotArgs {
    #[command(flatten)]
    role: RoleArgs,
    #[command(flatten)]
    file: FileArgs,
    #[command(flatten)]
    token: TokenArgs,
    #[command(flatten)]
    common: DeviceArgs,
}

/// What is asked for.
#[derive(clap::Args, Clone, Debug)]
#[command(next_help_heading = "The role")]
struct RoleArgs {
    /// Ask this credentials provider
    ///
    /// aws iot describe-endpoint --endpoint-type iot:CredentialProvider tells
    /// its name. A host, a host with a port, or an https URL.
    #[arg(long, value_name = "HOST", value_parser = IotEndpoint::parse)]
    endpoint: Option<IotEndpoint>,

    /// Ask for the role behind this alias
    #[arg(long, value_name = "NAME", value_parser = RoleAlias::parse)]
    role_alias: RoleAlias,

    /// Ask as this thing, which the certificate belongs to
    ///
    /// The policies of the alias and of the role may speak of it.
    #[arg(long, value_name = "NAME", value_parser = ThingName::parse)]
    thing_name: Option<ThingName>,

    /// Ask for credentials that live this long [default: as the role alias says]
    ///
    /// AWS does not document that this is heeded. What was given in the end
    /// stands in the credentials, and is told under -v.
    #[arg(long, value_name = "TIME", value_parser = duration_seconds)]
    duration_seconds: Option<DurationSeconds>,
}

/// Who asks.
#[derive(clap::Args, Clone, Debug)]
#[command(next_help_heading = "The device")]
struct FileArgs {
    /// Show this certificate: a PEM file, or a pkcs11: URI
    ///
    /// Certificates above it may be in the same file, in any order. With a key
    /// on a token, and without this flag: the certificate beside the key.
    #[arg(long, value_name = "FILE|URI", value_hint = ValueHint::FilePath)]
    cert: Option<String>,

    /// Prove it with this key: a PEM file, or a pkcs11: URI
    ///
    /// PKCS #8 (with a password or without), SEC1 or PKCS #1; EC on P-256 or
    /// P-384, RSA with 2048 to 4096 bits. A URI names the token and the key on
    /// it, and perhaps module-path and pin-source (RFC 7512).
    #[arg(long, value_name = "FILE|URI", value_hint = ValueHint::FilePath)]
    key: Option<String>,

    /// Read the password of the key from this file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    key_password_file: Option<PathBuf>,

    /// Run this command, which prints the password of the key
    ///
    /// Without it and without a file, a person is asked on the terminal.
    #[arg(long, value_name = "COMMAND", conflicts_with = "key_password_file")]
    key_password_cmd: Option<String>,

    /// Trust the certificates in this file instead of the system's
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    ca: Option<PathBuf>,
}

/// A key that is not in a file.
#[derive(clap::Args, Clone, Debug)]
#[command(next_help_heading = "A key on a token")]
struct TokenArgs {
    /// Reach the token through this PKCS #11 module, by its whole path
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pkcs11_lib: Option<PathBuf>,

    /// Take the token in this slot
    #[arg(long, value_name = "N")]
    slot_id: Option<u64>,

    /// Take the token with this label
    #[arg(long, value_name = "LABEL")]
    token_label: Option<String>,

    /// Take the key with this label
    #[arg(long, value_name = "LABEL")]
    key_label: Option<String>,

    /// Take the key with this ID, in hexadecimal digits
    #[arg(long, value_name = "HEX", value_parser = key_id)]
    key_id: Option<KeyId>,

    /// Read the PIN of the token from this file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pin_file: Option<PathBuf>,

    /// Run this command, which prints the PIN of the token
    ///
    /// Without it, without a file and without BRS_PKCS11_PIN, a person is
    /// asked, at the token's own pad if it has one, else on the terminal. A
    /// PIN that the token has refused is not sent again before its file
    /// changes or a person has entered it.
    #[arg(long, value_name = "COMMAND", conflicts_with = "pin_file")]
    pin_cmd: Option<String>,
}

/// What a role alias may have as its duration, which is what STS takes.
fn duration_seconds(text: &str) -> std::result::Result<DurationSeconds, String> {
    DurationSeconds::new(values::seconds(text)?)
        .map_err(|_| "expected 900 to 43200 seconds (15m to 12h)".into())
}

/// `CKA_ID`; clap would take a list for many values.
#[derive(Clone, Debug)]
struct KeyId(Vec<u8>);

/// Hexadecimal digits, in pairs, perhaps with colons between them.
fn key_id(text: &str) -> std::result::Result<KeyId, String> {
    let digits: Vec<char> = text.chars().filter(|c| *c != ':').collect();
    let pairs = digits.chunks(2).map(|pair| match pair {
        [high, low] => {
            let byte = high.to_digit(16)? << 4 | low.to_digit(16)?;
            u8::try_from(byte).ok()
        }
        _ => None,
    });
    let bytes: Option<Vec<u8>> = pairs.collect();
    bytes
        .filter(|bytes| !bytes.is_empty())
        .map(KeyId)
        .ok_or_else(|| "expected pairs of hexadecimal digits".into())
}

impl IotArgs {
    /// What every source may be told.
    pub fn common(&self) -> CommonArgs {
        CommonArgs::from(&self.common)
    }

    /// The request.
    pub fn request(&self, host: &Host) -> Result<Request> {
        let endpoint = or_variable(
            self.role.endpoint.clone(),
            Variable::IotEndpoint,
            host,
            IotEndpoint::parse,
        )?;
        let endpoint = endpoint.ok_or_else(|| {
            Error::misused("there is no endpoint to ask: --endpoint is missing").hint(
                "find it with: aws iot describe-endpoint --endpoint-type iot:CredentialProvider",
            )
        })?;
        let file = |path: &Option<PathBuf>| path.clone().map(|path| host.expanded(path));
        Ok(Request::Iot(Box::new(IotRequest {
            endpoint,
            role_alias: self.role.role_alias.clone(),
            thing_name: self.role.thing_name.clone(),
            duration_seconds: self.role.duration_seconds,
            device: self.device(host)?,
            ca: file(&self.file.ca),
            options: self.common().options(host)?,
        })))
    }

    fn device(&self, host: &Host) -> Result<Device> {
        let expanded = |path: &str| host.expanded(PathBuf::from(path));
        let certificate = Place::of("--cert", self.file.cert.as_deref(), Kind::Certificate)?;
        let key = match Place::of("--key", self.file.key.as_deref(), Kind::PrivateKey)? {
            Some(Place::File(path)) => {
                self.refuse_token_flags()?;
                let password = match (&self.file.key_password_cmd, &self.file.key_password_file) {
                    (Some(line), _) => SecretFrom::Command(line.clone()),
                    (None, Some(path)) => SecretFrom::File(host.expanded(path.clone())),
                    (None, None) => SecretFrom::Person,
                };
                return match certificate {
                    Some(Place::File(certificate)) => Ok(Device::Filed {
                        certificate: expanded(certificate),
                        key: DeviceKey::File {
                            path: expanded(path),
                            password,
                        },
                    }),
                    Some(Place::Token(_)) => Err(Error::misused(
                        "--cert is on a token and --key in a file: both have to be on the token",
                    )),
                    None => Err(Error::misused("there is no certificate: --cert is missing")),
                };
            }
            Some(Place::Token(uri)) => Some(uri),
            None => None,
        };
        let password = [
            ("file", self.file.key_password_file.is_some()),
            ("cmd", self.file.key_password_cmd.is_some()),
        ];
        if let Some((kind, _)) = password.into_iter().find(|(_, is_given)| *is_given) {
            return Err(Error::misused(format!(
                "--key-password-{kind} is for a --key in a file"
            )));
        }
        let (certificate, certificate_uri) = match certificate {
            Some(Place::File(path)) => (Some(expanded(path)), None),
            Some(Place::Token(uri)) => (None, Some(uri)),
            None => (None, None),
        };
        let (wanted, pin) = self.wanted(key, certificate_uri, certificate.is_some(), host)?;
        Ok(match certificate {
            Some(certificate) => Device::Filed {
                certificate,
                key: DeviceKey::Token { wanted, pin },
            },
            None => Device::OnToken { wanted, pin },
        })
    }

    /// All that is demanded of token, key and certificate together.
    fn wanted(
        &self,
        key: Option<Uri>,
        certificate: Option<Uri>,
        has_file: bool,
        host: &Host,
    ) -> Result<(Wanted, SecretFrom)> {
        let flags = &self.token;
        let is_token = key.is_some() || certificate.is_some() || flags.pkcs11_lib.is_some();
        let key = key.unwrap_or_default();
        let other = certificate.clone().unwrap_or_default();
        let module = one(
            "module-path and --pkcs11-lib",
            [flags.pkcs11_lib.clone(), key.module_path, other.module_path],
        )?;
        let module = match module {
            Some(module) => Some(module),
            None => host.variable_os(Variable::Pkcs11Lib).map(PathBuf::from),
        };
        let module = module.ok_or_else(|| match is_token {
            true => Error::misused("there is no PKCS #11 module: --pkcs11-lib is missing")
                .hint("give its whole path, such as /usr/lib/softhsm/libsofthsm2.so"),
            false => Error::misused("there is no key: --key is missing")
                .hint("give a file with --key, or a module that has the key with --pkcs11-lib"),
        })?;
        let mut token = TokenMatch::default();
        let slot = flags.slot_id.map(|slot| (Field::SlotId, slot.to_string()));
        let label = flags.token_label.clone().map(|label| (Field::Token, label));
        for (field, value) in [slot, label].into_iter().flatten() {
            token.and(field, value).map_err(contradiction)?;
        }
        for (field, value) in key.token.0.into_iter().chain(other.token.0) {
            token.and(field, value).map_err(contradiction)?;
        }
        let id = flags.key_id.clone().map(|id| id.0);
        let object = ObjectMatch {
            label: one(
                "object and --key-label",
                [flags.key_label.clone(), key.object.label],
            )?,
            id: one("id and --key-id", [id, key.object.id])?,
        };
        let pin = one(
            "pin-source and --pin-file",
            [flags.pin_file.clone(), key.pin_file, other.pin_file],
        )?;
        let wanted = Wanted {
            module: host.expanded(module),
            token,
            key: object,
            certificate: (!has_file).then_some(other.object),
        };
        let pin = match (&flags.pin_cmd, pin) {
            (Some(_), Some(_)) => {
                return Err(Error::misused(
                    "pin-source and --pin-cmd exclude each other",
                ));
            }
            (Some(line), None) => SecretFrom::Command(line.clone()),
            (None, Some(path)) => SecretFrom::File(host.expanded(path)),
            (None, None) => SecretFrom::Person,
        };
        Ok((wanted, pin))
    }

    fn refuse_token_flags(&self) -> Result<()> {
        let flags = &self.token;
        let given = [
            ("pkcs11-lib", flags.pkcs11_lib.is_some()),
            ("slot-id", flags.slot_id.is_some()),
            ("token-label", flags.token_label.is_some()),
            ("key-label", flags.key_label.is_some()),
            ("key-id", flags.key_id.is_some()),
            ("pin-file", flags.pin_file.is_some()),
            ("pin-cmd", flags.pin_cmd.is_some()),
        ];
        match given.into_iter().find(|(_, is_given)| *is_given) {
            None => Ok(()),
            Some((flag, _)) => Err(Error::misused(format!(
                "--{flag} is for a key on a token, and --key names a file"
            ))),
        }
    }
}

/// Where a certificate or a key is.
enum Place<'a> {
    File(&'a str),
    Token(Uri),
}

impl<'a> Place<'a> {
    /// Read here and not by clap, which would repeat the value: there may be a
    /// PIN in it.
    fn of(flag: &str, value: Option<&'a str>, kind: Kind) -> Result<Option<Self>> {
        let Some(value) = value else {
            return Ok(None);
        };
        if !value.starts_with(SCHEME) {
            return Ok(Some(Place::File(value)));
        }
        let wrong =
            |reason: &str| Error::misused(format!("invalid pkcs11: URI for {flag}: {reason}"));
        let uri = Uri::parse(value).map_err(|reason| wrong(&reason))?;
        match (uri.kind, kind) {
            (Some(Kind::Certificate), Kind::PrivateKey) => Err(wrong("it names a certificate")),
            (Some(Kind::PrivateKey), Kind::Certificate) => Err(wrong("it names a private key")),
            _ => Ok(Some(Place::Token(uri))),
        }
    }
}

fn contradiction(field: Field) -> Error {
    Error::misused(format!(
        "{} is demanded twice, and not the same",
        field.name()
    ))
}

/// The one value of several places, if there is one.
fn one<T: PartialEq, const N: usize>(what: &str, values: [Option<T>; N]) -> Result<Option<T>> {
    let mut found = None;
    for value in values.into_iter().flatten() {
        match &found {
            Some(known) if *known != value => {
                return Err(Error::misused(format!("{what} do not name the same")));
            }
            _ => found = Some(value),
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_pairs_of_digits() {
        assert_eq!(key_id("01:aB").unwrap().0, [1, 0xab]);
        assert_eq!(key_id("01aB").unwrap().0, [1, 0xab]);
        for text in ["", ":", "1", "0x01", "zz"] {
            assert!(key_id(text).is_err(), "{text}");
        }
    }
}
