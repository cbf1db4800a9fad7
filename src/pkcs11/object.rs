//! One key on a token, and the certificate that goes with it.

use super::der;
use super::module::fault;
use super::token::list;
use super::uri::ObjectMatch;
use super::wire::{Fault, Key, KeyKind};
use cryptoki::object::{
    Attribute, AttributeType, CertificateType, KeyType, ObjectClass, ObjectHandle,
};
use cryptoki::session::Session;

/// OIDs, as elements: 1.2.840.113549.1.1.1, 1.2.840.10045.2.1, and curves
/// (RFC 5480, 2.1.1.1).
const RSA_ENCRYPTION: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01";
const EC_PUBLIC_KEY: &[u8] = b"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01";
const P256: &[u8] = b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07";
const P384: &[u8] = b"\x06\x05\x2b\x81\x04\x00\x22";
const P521: &[u8] = b"\x06\x05\x2b\x81\x04\x00\x23";

/// Certificates above the first; no chain is longer.
const LONGEST_CHAIN: usize = 5;

/// What an object goes by.
#[derive(Default)]
struct Name {
    label: String,
    id: Vec<u8>,
}

impl Name {
    fn describe(&self) -> String {
        let id: String = self.id.iter().map(|byte| format!("{byte:02x}")).collect();
        match (self.label.as_str(), id.as_str()) {
            ("", "") => "one without label and ID".into(),
            ("", id) => format!("one with ID {id}"),
            (label, "") => format!("'{label}'"),
            (label, id) => format!("'{label}' (ID {id})"),
        }
    }
}

/// Chooses the one key of which all that is demanded is true, and its
/// certificate if `certificate` says which.
///
/// # Errors
///
/// There is none, or more than one: those that there are, by name; a kind of
/// key that TLS does not sign with.
pub fn choose(
    session: &Session,
    key: &ObjectMatch,
    certificate: Option<&ObjectMatch>,
) -> Result<(ObjectHandle, Key), Fault> {
    let class = [Attribute::Class(ObjectClass::PRIVATE_KEY)];
    let handle = one(
        session,
        &class,
        key,
        "private key",
        "--key-label or --key-id",
    )?;
    let name = name_of(session, handle);
    let wrong = |reason: &str| Fault::failed(format!("key {}: {reason}", name.describe()));
    let mut kind = None;
    let mut always_authenticate = false;
    for attribute in attributes(
        session,
        handle,
        &[AttributeType::KeyType, AttributeType::AlwaysAuthenticate],
    ) {
        match attribute {
            Attribute::KeyType(found) => kind = Some(found),
            Attribute::AlwaysAuthenticate(found) => always_authenticate = found,
            _ => {}
        }
    }
    let (kind, public_key) = match kind {
        Some(KeyType::RSA) => rsa(session, handle, &name),
        Some(KeyType::EC) => ec(session, handle, &name),
        _ => None,
    }
    .ok_or_else(|| wrong("it is neither RSA nor EC on P-256, P-384 or P-521"))?;
    let certificates = match certificate {
        Some(demanded) => chain(session, demanded, &name, public_key.as_deref())?,
        None => Vec::new(),
    };
    let key = Key {
        name: name.describe(),
        kind,
        public_key,
        always_authenticate,
        certificates,
    };
    Ok((handle, key))
}

/// The only object of a class of which all that is demanded is true.
fn one(
    session: &Session,
    class: &[Attribute],
    demanded: &ObjectMatch,
    what: &str,
    flags: &str,
) -> Result<ObjectHandle, Fault> {
    let found = find(session, class, demanded)?;
    if let [only] = found[..] {
        return Ok(only);
    }
    let mut wanted = Vec::new();
    if let Some(label) = &demanded.label {
        wanted.push(format!("label '{label}'"));
    }
    if let Some(id) = &demanded.id {
        let id: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
        wanted.push(format!("ID {id}"));
    }
    let wanted = match wanted.is_empty() {
        true => String::new(),
        false => format!(" with {}", wanted.join(" and ")),
    };
    let names = |handles: &[ObjectHandle]| {
        let names = handles.iter().map(|handle| name_of(session, *handle));
        list(names.map(|name| name.describe()))
    };
    if !found.is_empty() {
        let line = format!(
            "there are {} {what}s{wanted}: {}",
            found.len(),
            names(&found)
        );
        return Err(Fault::failed(line).hint(format!("choose one with {flags}")));
    }
    let all = find(session, class, &ObjectMatch::default())?;
    Err(Fault::failed(match all.is_empty() {
        true => format!("there is no {what} on it"),
        false => format!("there is no {what}{wanted}, but {}", names(&all)),
    }))
}

fn find(
    session: &Session,
    class: &[Attribute],
    demanded: &ObjectMatch,
) -> Result<Vec<ObjectHandle>, Fault> {
    let mut template = class.to_vec();
    let label = demanded.label.as_ref();
    template.extend(label.map(|label| Attribute::Label(label.clone().into_bytes())));
    template.extend(demanded.id.clone().map(Attribute::Id));
    session
        .find_objects(&template)
        .map_err(|error| fault(&error))
}

/// Those of the attributes that the object has, and shows.
fn attributes(session: &Session, object: ObjectHandle, wanted: &[AttributeType]) -> Vec<Attribute> {
    session.get_attributes(object, wanted).unwrap_or_default()
}

fn name_of(session: &Session, object: ObjectHandle) -> Name {
    let mut name = Name::default();
    for attribute in attributes(session, object, &[AttributeType::Label, AttributeType::Id]) {
        match attribute {
            Attribute::Label(label) => name.label = String::from_utf8_lossy(&label).into_owned(),
            Attribute::Id(id) => name.id = id,
            _ => {}
        }
    }
    name
}

/// The public half, as an object of its own.
fn public_half(session: &Session, name: &Name) -> Option<ObjectHandle> {
    let class = [Attribute::Class(ObjectClass::PUBLIC_KEY)];
    let demanded = match (name.id.is_empty(), name.label.is_empty()) {
        (false, _) => ObjectMatch {
            id: Some(name.id.clone()),
            label: None,
        },
        (true, false) => ObjectMatch {
            label: Some(name.label.clone()),
            id: None,
        },
        (true, true) => return None,
    };
    let found = find(session, &class, &demanded).ok()?;
    match found[..] {
        [only] => Some(only),
        _ => None,
    }
}

fn rsa(session: &Session, key: ObjectHandle, name: &Name) -> Option<(KeyKind, Option<Vec<u8>>)> {
    let numbers = |object| {
        let (mut modulus, mut exponent) = (None, None);
        for attribute in attributes(
            session,
            object,
            &[AttributeType::Modulus, AttributeType::PublicExponent],
        ) {
            match attribute {
                Attribute::Modulus(found) if !found.is_empty() => modulus = Some(found),
                Attribute::PublicExponent(found) if !found.is_empty() => exponent = Some(found),
                _ => {}
            }
        }
        (modulus, exponent)
    };
    let (mut modulus, mut exponent) = numbers(key);
    if (modulus.is_none() || exponent.is_none())
        && let Some(public) = public_half(session, name)
    {
        let told = numbers(public);
        modulus = modulus.or(told.0);
        exponent = exponent.or(told.1);
    }
    let modulus = modulus?;
    let zeros = modulus.iter().take_while(|digit| **digit == 0).count();
    let public_key = exponent.map(|exponent| {
        let numbers = [der::unsigned(&modulus), der::unsigned(&exponent)];
        let numbers = der::element(der::SEQUENCE, &[&numbers[0], &numbers[1]]);
        let null = der::element(der::NULL, &[]);
        let algorithm = der::element(der::SEQUENCE, &[RSA_ENCRYPTION, &null]);
        der::element(der::SEQUENCE, &[&algorithm, &der::bit_string(&numbers)])
    });
    Some((KeyKind::Rsa(modulus.len() - zeros), public_key))
}

fn ec(session: &Session, key: ObjectHandle, name: &Name) -> Option<(KeyKind, Option<Vec<u8>>)> {
    let told = |object| {
        let (mut curve, mut point) = (None, None);
        for attribute in attributes(
            session,
            object,
            &[AttributeType::EcParams, AttributeType::EcPoint],
        ) {
            match attribute {
                Attribute::EcParams(found) if !found.is_empty() => curve = Some(found),
                Attribute::EcPoint(found) => point = point_of(&found),
                _ => {}
            }
        }
        (curve, point)
    };
    let (mut curve, mut point) = told(key);
    if (curve.is_none() || point.is_none())
        && let Some(public) = public_half(session, name)
    {
        let public = told(public);
        curve = curve.or(public.0);
        point = point.or(public.1);
    }
    let curve = curve?;
    let kind = match curve.as_slice() {
        P256 => KeyKind::P256,
        P384 => KeyKind::P384,
        P521 => KeyKind::P521,
        _ => return None,
    };
    let public_key = point.map(|point| {
        let algorithm = der::element(der::SEQUENCE, &[EC_PUBLIC_KEY, &curve]);
        der::element(der::SEQUENCE, &[&algorithm, &der::bit_string(&point)])
    });
    Some((kind, public_key))
}

/// A point, which is an OCTET STRING by the standard and bare in some modules.
fn point_of(bytes: &[u8]) -> Option<Vec<u8>> {
    let is_point = |bytes: &[u8]| bytes.first() == Some(&4) && bytes.len() % 2 == 1;
    let wrapped = der::only(bytes, der::OCTET_STRING).map(|element| element.content);
    let point = wrapped.filter(|point| is_point(point)).unwrap_or(bytes);
    is_point(point).then(|| point.to_vec())
}

/// The certificate, and those above it as far as the token has them.
fn chain(
    session: &Session,
    demanded: &ObjectMatch,
    key: &Name,
    public_key: Option<&[u8]>,
) -> Result<Vec<Vec<u8>>, Fault> {
    let class = [
        Attribute::Class(ObjectClass::CERTIFICATE),
        Attribute::CertificateType(CertificateType::X_509),
    ];
    // Certificates carry the ID of their key; some are told by the label only.
    let by_key = ObjectMatch {
        label: None,
        id: Some(key.id.clone()).filter(|id| !id.is_empty()),
    };
    let demanded = match demanded.is_empty() {
        true => &by_key,
        false => demanded,
    };
    let mut found = find(session, &class, demanded)?;
    if found.len() > 1
        && let Some(public_key) = public_key
    {
        let of_this_key: Vec<ObjectHandle> = found
            .iter()
            .copied()
            .filter(|certificate| {
                let value = value_of(session, *certificate);
                value.is_some_and(|value| contains(&value, public_key))
            })
            .collect();
        if !of_this_key.is_empty() {
            found = of_this_key;
        }
    }
    let first = match found[..] {
        [only] => only,
        _ => one(
            session,
            &class,
            demanded,
            "certificate",
            "--cert pkcs11:object=…",
        )?,
    };
    let unread = || Fault::failed("the certificate on it cannot be read");
    let mut certificates = vec![value_of(session, first).ok_or_else(unread)?];
    while certificates.len() < LONGEST_CHAIN
        && let Some(above) = certificates
            .last()
            .and_then(|last| issuer_of(session, &class, last))
    {
        certificates.push(above);
    }
    Ok(certificates)
}

fn value_of(session: &Session, object: ObjectHandle) -> Option<Vec<u8>> {
    let found = attributes(session, object, &[AttributeType::Value]);
    found.into_iter().find_map(|attribute| match attribute {
        Attribute::Value(value) if !value.is_empty() => Some(value),
        _ => None,
    })
}

/// The certificate that signed this one, unless that is itself.
fn issuer_of(session: &Session, class: &[Attribute], certificate: &[u8]) -> Option<Vec<u8>> {
    let names = der::certificate(certificate)?;
    if names.issuer == names.subject {
        return None;
    }
    let mut template = class.to_vec();
    template.push(Attribute::Subject(names.issuer.to_vec()));
    let found = session.find_objects(&template).ok()?;
    value_of(session, *found.first()?)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_taken_wrapped_and_bare() {
        let mut point = vec![4];
        point.extend([7; 64]);
        let wrapped = der::element(der::OCTET_STRING, &[&point]);
        assert_eq!(point_of(&wrapped), Some(point.clone()));
        assert_eq!(point_of(&point), Some(point.clone()));
        // Bare, and by chance with a length in its second byte.
        point[1] = 63;
        assert_eq!(point_of(&point), Some(point.clone()));
        assert_eq!(point_of(&[]), None);
        assert_eq!(point_of(&[2, 1, 1]), None);
    }

    #[test]
    fn what_has_no_name_is_described_all_the_same() {
        let name = |label: &str, id: &[u8]| Name {
            label: label.into(),
            id: id.into(),
        };
        assert_eq!(name("a", &[1, 0xab]).describe(), "'a' (ID 01ab)");
        assert_eq!(name("", &[1]).describe(), "one with ID 01");
        assert_eq!(name("", &[]).describe(), "one without label and ID");
    }
}
